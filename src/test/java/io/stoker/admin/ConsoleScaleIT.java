package io.stoker.admin;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.stoker.boot.ManagedSite;
import io.stoker.testing.Browser;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/**
 * The console of a server with 500 virtual hosts and 400 workers; the whole way of a change that
 * makes things worse; a configuration that nobody may change here.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConsoleScaleIT {

  private static final String PASSWORD = "correct horse battery";
  private static final Path PICTURES = Path.of("target", "screenshots");
  private static final int HOSTS = 500;
  private static final int REQUESTS = 100;

  @TempDir static Path root;
  private static Browser browser;
  private static ManagedSite site;
  private static final List<String> complaints = new ArrayList<>();

  @BeforeAll
  static void open() throws Exception {
    browser = Browser.open();
    Files.createDirectories(PICTURES);
    Files.createDirectories(root.resolve("state/console"));
    site = new ManagedSite(root);
    Files.createDirectories(root.resolve("conf/sites"));
    for (int i = 0; i < HOSTS; i++) {
      site.write(
          "conf/sites/%03d.conf".formatted(i),
          """
          <VirtualHost *>
              ServerName site%d.example.com
              ErrorLog logs/site%d-error.log
              CustomLog logs/site%d.log common
          </VirtualHost>
          """
              .formatted(i, i, i));
    }
    site.write(
            "state/console/users", "admin:" + new BCryptPasswordEncoder(4).encode(PASSWORD) + "\n")
        .write("conf/extra.conf", "# What is tried out.\n")
        .configure(
            """
            LoadModule alias_module modules/mod_alias.so
            ThreadsPerChild 25
            MaxRequestWorkers 400
            StartServers 16
            MaxSpareThreads 400
            ExtendedStatus On
            <Directory htdocs>
                Require all granted
            </Directory>
            Include conf/extra.conf
            Include conf/sites/*.conf
            """)
        .start("--stoker.console.confirm-within=1h");
  }

  @AfterAll
  static void close() {
    browser.close();
    site.close();
    assertThat(complaints).as("said on the browser's console").isEmpty();
  }

  /** A page that is left open goes on asking. */
  @AfterEach
  void closePages() {
    browser.closePages();
  }

  private static String uri(String path) {
    return site.uri("").resolve(path).toString();
  }

  private static Page loggedIn(int width, ColorScheme scheme) {
    Page page = browser.page(width, scheme, complaints);
    page.navigate(uri("/"));
    page.getByLabel("User").fill("admin");
    page.getByLabel("Password").fill(PASSWORD);
    page.getByRole(AriaRole.BUTTON).click();
    return page;
  }

  private static void picture(Page page, String name) {
    page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")));
  }

  @Test
  @Order(1)
  void everyPageHasRoomForAllOfThem() {
    Page page = loggedIn(1280, ColorScheme.LIGHT);
    for (String path :
        List.of("/", "/scoreboard", "/hosts", "/config", "/logs", "/tuning", "/directives")) {
      page.navigate(uri(path));
      for (int width : List.of(390, 1280, 2560)) {
        page.setViewportSize(width, 900);
        String name = (path.equals("/") ? "overview" : path.substring(1)) + "-500-" + width;
        picture(page, name);
        assertThat(Browser.overflow(page)).as("overflow of " + name).isZero();
        if (width == 1280 && !path.equals("/directives")) {
          assertThat(Browser.accessibilityProblems(page)).as(name).isEmpty();
        }
      }
    }
  }

  @Test
  @Order(2)
  void allOfThemAreThere() {
    Page page = loggedIn(1280, ColorScheme.DARK);
    page.navigate(uri("/scoreboard"));
    assertThat(page.locator(".cell")).hasCount(400);
    page.navigate(uri("/hosts"));
    assertThat(page.locator("tbody tr")).hasCount(HOSTS + 1);
    page.navigate(uri("/logs"));
    assertThat(page.locator("#log option")).hasCount(2 * HOSTS + 1);
    page.navigate(uri("/config"));
    assertThat(page.locator(".tree .tree li")).hasCount(HOSTS + 1);
  }

  private static void visit(int expected) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + site.port() + "/index.html"))
              .build();
      for (int i = 0; i < REQUESTS; i++) {
        assertThat(client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode())
            .isEqualTo(expected);
      }
    }
  }

  @Test
  @Order(3)
  void aChangeThatMakesThingsWorseGoesBackByItself() throws Exception {
    Page page = loggedIn(1280, ColorScheme.LIGHT);
    page.navigate(uri("/config?path=" + root.resolve("conf/extra.conf")));
    page.waitForSelector(".CodeMirror");
    page.evaluate(
        "text => document.querySelector('.CodeMirror').CodeMirror.setValue(text)",
        "Redirect 503 /\n");
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Check")).click();
    assertThat(page.locator("#verdict")).containsText("+Redirect 503 /");
    assertThat(page.locator("#verdict")).containsText("other values for 501 hosts");
    assertThat(page.locator("#replay")).isVisible();
    assertThat(Browser.accessibilityProblems(page)).isEmpty();
    picture(page, "change-meaning");
    visit(200);
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Apply")).click();
    assertThat(page.locator("#pending")).isVisible();
    assertThat(page.locator("[data-evidence='before.requests']")).hasText("100");
    picture(page, "change-on-trial");
    assertThat(Browser.accessibilityProblems(page)).isEmpty();
    visitUntilItIsBack();
    assertThat(page.locator("#ended")).containsText("since it made things worse");
    assertThat(page.locator("#ended")).containsText("replies with 5xx went from 0.0 %");
    picture(page, "change-regressed");
    assertThat(Browser.accessibilityProblems(page)).isEmpty();
    assertThat(site.read("conf/extra.conf")).isEqualTo("# What is tried out.\n");
    assertThat(site.read("logs/error_log")).contains("STK0125");
    visit(200);
  }

  /** It may go back in the middle of them. */
  private static void visitUntilItIsBack() throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + site.port() + "/index.html"))
              .build();
      for (int i = 0; i < REQUESTS; i++) {
        client.send(request, HttpResponse.BodyHandlers.discarding());
      }
    }
  }
}
