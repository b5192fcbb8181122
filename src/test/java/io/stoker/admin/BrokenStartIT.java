package io.stoker.admin;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.stoker.boot.ManagedSite;
import io.stoker.runtime.ContentPlane;
import io.stoker.testing.Browser;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** A configuration with an error at the start: the console opens on the line, and it is mended. */
class BrokenStartIT {

  private static final String PASSWORD = "correct horse battery";
  private static final Path PICTURES = Path.of("target", "screenshots");

  @TempDir Path root;

  @Test
  void theConsoleOpensOnTheLineToMend() throws Exception {
    Files.createDirectories(PICTURES);
    Files.createDirectories(root.resolve("state/console"));
    try (ManagedSite site = new ManagedSite(root);
        Browser browser = Browser.open()) {
      site.write(
          "state/console/users", "admin:" + new BCryptPasswordEncoder(4).encode(PASSWORD) + "\n");
      site.write("conf/more.conf", "# a\nKeepAlive Perhaps\n");
      site.configure("Include conf/more.conf\n").startBroken();
      Page page = browser.page(1280, ColorScheme.LIGHT);
      String uri = site.uri("").resolve("/").toString();
      page.navigate(uri);
      page.getByLabel("User").fill("admin");
      page.getByLabel("Password").fill(PASSWORD);
      page.getByRole(AriaRole.BUTTON).click();
      assertThat(page).hasURL(uri + "config");
      assertThat(page.getByRole(AriaRole.ALERT)).containsText("KeepAlive must be On or Off");
      assertThat(page.locator(".path")).containsText("more.conf");
      assertThat(page.locator(".line-bad")).hasCount(1);
      assertThat(Browser.accessibilityProblems(page)).isEmpty();
      page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve("broken-start.png")));
      page.waitForSelector(".CodeMirror");
      page.evaluate(
          "text => document.querySelector('.CodeMirror').CodeMirror.setValue(text)",
          "# a\nKeepAlive On\n");
      page.getByRole(AriaRole.BUTTON, named("Check")).click();
      assertThat(page.locator("#verdict")).containsText("would be accepted");
      page.getByRole(AriaRole.BUTTON, named("Save and start")).click();
      assertThat(page.locator(".path")).containsText("as served by generation");
      assertThat(site.plane().status().state()).isEqualTo(ContentPlane.State.SERVING);
      assertThat(site.read("conf/more.conf")).isEqualTo("# a\nKeepAlive On\n");
      page.navigate(uri);
      assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
          .hasText("Overview");
    }
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }
}
