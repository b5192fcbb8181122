package io.stoker.admin;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.stoker.boot.ManagedSite;
import io.stoker.testing.Browser;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** A change that nobody confirms, with little time for it. */
class ConsoleExpiryIT {

  private static final String PASSWORD = "correct horse battery";

  @TempDir Path root;
  private Browser browser;
  private ManagedSite site;
  private ApiClient api;

  @BeforeEach
  void open() throws Exception {
    browser = Browser.open();
    site = new ManagedSite(root);
    api = new ApiClient(site);
    String hash = new BCryptPasswordEncoder(4).encode(PASSWORD);
    site.write("state/console/users", "admin:" + hash + "\n")
        .write("conf/extra.conf", "KeepAliveTimeout 7\n")
        .configure("Include conf/extra.conf\n")
        .start("--stoker.console.confirm-within=5s");
  }

  @AfterEach
  void close() {
    browser.close();
    api.close();
    site.close();
  }

  /** However slow the browser is, it shows in the end what is served then, and why. */
  @Test
  void aChangeThatNobodyConfirmsGoesBack() {
    Page page = browser.page(1280, ColorScheme.LIGHT);
    page.navigate(api.uri("/config?path=" + root.resolve("conf/extra.conf")).toString());
    page.getByLabel("User").fill("admin");
    page.getByLabel("Password").fill(PASSWORD);
    page.getByRole(AriaRole.BUTTON).click();
    page.waitForSelector(".CodeMirror");
    page.evaluate(
        "document.querySelector('.CodeMirror').CodeMirror.setValue('KeepAliveTimeout 9\\n')");
    page.getByRole(AriaRole.BUTTON, named("Check")).click();
    assertThat(page.locator("#verdict")).containsText("+KeepAliveTimeout 9");
    page.getByRole(AriaRole.BUTTON, named("Apply")).click();
    assertThat(page.locator("#ended")).containsText("was taken back, since nobody confirmed it");
    assertThat(page.locator(".CodeMirror-code")).containsText("KeepAliveTimeout 7");
    assertThat(site.read("conf/extra.conf")).isEqualTo("KeepAliveTimeout 7\n");
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }
}
