package io.stoker.admin;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.stoker.boot.ManagedSite;
import io.stoker.testing.Browser;
import io.stoker.testing.Visitors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The console as a person uses it, from the first password on. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConsoleIT {

  private static final String PASSWORD = "correct horse battery";
  private static final Path PICTURES = Path.of("target", "screenshots");
  private static final List<String> PAGES =
      List.of(
          "/",
          "/scoreboard",
          "/hosts",
          "/fleet",
          "/tuning",
          "/advisor",
          "/config",
          "/directives",
          "/history",
          "/plans",
          "/logs",
          "/certificates",
          "/audit",
          "/tokens",
          "/explain",
          "/rewrite",
          "/explain?url=/index.html",
          "/rewrite?url=/old/x");

  @TempDir static Path root;
  private static Browser browser;
  private static ManagedSite site;
  private static final List<String> complaints = new ArrayList<>();

  @BeforeAll
  static void open() throws Exception {
    browser = Browser.open();
    site =
        new ManagedSite(root)
            .configure(
                """
                LoadModule dir_module modules/mod_dir.so
                ExtendedStatus On
                CustomLog logs/access_log CLF
                <Directory htdocs>
                    Require all granted
                </Directory>
                Include conf/extra.conf
                <VirtualHost *>
                    ServerName other.example.com
                    ServerAlias other
                </VirtualHost>
                """)
            .write("htdocs/.htaccess", "# of the site\n")
            .write("conf/extra.conf", "# What is tried out.\nKeepAliveTimeout 5\n")
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

  private static Page page(int width, ColorScheme scheme) {
    return browser.page(width, scheme, complaints);
  }

  private static void logIn(Page page, String password) {
    page.navigate(uri("/"));
    page.getByLabel("User").fill("admin");
    page.getByLabel("Password").fill(password);
    page.getByRole(AriaRole.BUTTON).click();
  }

  private static Page loggedIn() {
    Page page = page(1280, ColorScheme.LIGHT);
    logIn(page, PASSWORD);
    assertThat(page.getByRole(AriaRole.BUTTON, named("Log out"))).isVisible();
    return page;
  }

  private static String firstPassword() {
    Matcher told = Pattern.compile("password \"([^\"]+)\"").matcher(site.read("logs/error_log"));
    assertThat(told.find()).isTrue();
    return told.group(1);
  }

  @Test
  @Order(1)
  void theFirstPasswordIsGoodForChoosingAnother() {
    Page page = page(1280, ColorScheme.LIGHT);
    logIn(page, "wrong");
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("do not match");
    String first = firstPassword();
    logIn(page, first);
    assertThat(page).hasURL(uri("/password"));
    page.navigate(uri("/config"));
    assertThat(page).hasURL(uri("/password"));
    page.getByLabel("New password").fill("short but 12");
    page.getByLabel("The same again").fill("something else");
    page.getByRole(AriaRole.BUTTON).click();
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("not the same");
    page.getByLabel("New password").fill(PASSWORD);
    page.getByLabel("The same again").fill(PASSWORD);
    page.getByRole(AriaRole.BUTTON).click();
    assertThat(page.getByRole(AriaRole.STATUS)).containsText("is set");
    logIn(page, first);
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("do not match");
    logIn(page, PASSWORD);
    assertThat(page.getByRole(AriaRole.HEADING, level(1))).hasText("Overview");
    assertThat(site.read("state/console/users")).startsWith("admin:$2").doesNotContain(PASSWORD);
  }

  private static Page.GetByRoleOptions level(int level) {
    return new Page.GetByRoleOptions().setLevel(level);
  }

  @Test
  @Order(2)
  void everyPageCanBeReadByEverybody() {
    Page page = loggedIn();
    for (String path : PAGES) {
      page.navigate(uri(path));
      if (path.equals("/")) {
        assertThat(page.locator("[data-figure=rate]")).not().hasText("–");
      }
      if (path.contains("?url=")) {
        assertThat(page.locator("#state")).containsText("Answered with");
      }
      String name = path.equals("/") ? "overview" : path.substring(1).replaceAll("[^a-z]+", "-");
      shownEverywhere(page, name);
    }
  }

  /** In light and dark, on a desk and on a telephone: the page stays open, as for its reader. */
  private static void shownEverywhere(Page page, String name) {
    for (int width : List.of(390, 1280)) {
      page.setViewportSize(width, 900);
      for (ColorScheme scheme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
        shown(page, name + "-" + scheme.name().toLowerCase(Locale.ROOT) + "-" + width);
      }
    }
  }

  @Test
  @Order(3)
  void figuresMove() throws Exception {
    Page page = loggedIn();
    Locator rate = page.locator("[data-figure=rate]");
    assertThat(rate).hasText("0");
    Visitors visitors = new Visitors(site.port(), 1, "/index.html");
    try (visitors) {
      assertThat(page.locator("[data-figure=planned]")).containsText("%");
    }
    page.navigate(uri("/hosts"));
    String answered = NumberFormat.getIntegerInstance(Locale.ENGLISH).format(visitors.answered());
    assertThat(page.getByRole(AriaRole.TABLE)).containsText(answered);
  }

  @Test
  @Order(4)
  void aChangeIsCheckedAppliedAndKept() {
    Page page = loggedIn();
    page.navigate(uri("/config"));
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("extra.conf")).click();
    write(page, "KeepAliveTimeout five\n");
    page.getByRole(AriaRole.BUTTON, named("Check")).click();
    assertThat(page.locator("#verdict")).containsText("KeepAliveTimeout");
    assertThat(page.locator("#verdict"))
        .containsText("line 1 of " + root.resolve("conf/extra.conf"));
    assertThat(page.getByRole(AriaRole.BUTTON, named("Apply"))).isDisabled();
    apply(page, "KeepAliveTimeout 7");
    page.getByRole(AriaRole.BUTTON, named("Keep it")).click();
    assertThat(page.locator("#pending")).isHidden();
    assertThat(site.read("conf/extra.conf")).isEqualTo("KeepAliveTimeout 7\n");
    page.navigate(uri("/directives?q=keepalivetimeout"));
    assertThat(page.getByRole(AriaRole.TABLE)).containsText("7");
  }

  @Test
  @Order(5)
  void aDirectiveIsTunedWhereItIsSaid() {
    Page page = loggedIn();
    page.navigate(uri("/tuning"));
    page.getByLabel("KeepAliveTimeout").fill("8");
    page.getByLabel("KeepAliveTimeout").press("Enter");
    assertThat(page.locator("#verdict")).containsText("+KeepAliveTimeout 8");
    assertThat(page.locator("#replay")).containsText("answered as now");
    page.getByRole(AriaRole.BUTTON, named("Apply")).click();
    page.getByRole(AriaRole.BUTTON, named("Take it back now")).click();
    assertThat(page.locator(".CodeMirror-code")).containsText("KeepAliveTimeout 7");
    assertThat(site.read("conf/extra.conf")).isEqualTo("KeepAliveTimeout 7\n");
  }

  @Test
  @Order(5)
  void anAdviceOpensTheTuningPageWithItsChange() {
    Page page = loggedIn();
    page.navigate(uri("/config?path=" + root.resolve("conf/extra.conf")));
    apply(page, "KeepAliveTimeout 300");
    page.getByRole(AriaRole.BUTTON, named("Keep it")).click();
    assertThat(page.locator("#pending")).isHidden();
    page.navigate(uri("/advisor"));
    Locator advice = page.locator("article#SR-048");
    assertThat(advice).containsText("Connections may wait for 300 seconds");
    assertThat(advice).containsText("warning");
    page.locator("summary h2").click();
    assertThat(page.locator("article#SR-048 .plot canvas")).isVisible();
    shownEverywhere(page, "advice");
    page.getByRole(AriaRole.LINK, named("Try change 1 of SR-048 in Tuning")).press("Enter");
    assertThat(page.locator("#verdict")).containsText("SR-048: Connections may wait");
    assertThat(page.locator("#verdict")).containsText("+KeepAliveTimeout 5");
    assertThat(page.getByLabel("KeepAliveTimeout")).hasValue("5");
    page.getByRole(AriaRole.BUTTON, named("Apply")).click();
    page.getByRole(AriaRole.BUTTON, named("Keep it")).click();
    assertThat(page.locator("#pending")).isHidden();
    assertThat(site.read("conf/extra.conf")).isEqualTo("KeepAliveTimeout 5\n");
    page.navigate(uri("/advisor"));
    assertThat(page.locator("article#SR-048")).hasCount(0);
    page.navigate(uri("/tuning?advice=SR-048&change=0"));
    assertThat(page.locator("#verdict")).containsText("not given any more");
    page.navigate(uri("/config?path=" + root.resolve("conf/extra.conf")));
    apply(page, "KeepAliveTimeout 7");
    page.getByRole(AriaRole.BUTTON, named("Keep it")).click();
    assertThat(page.locator("#pending")).isHidden();
  }

  @Test
  @Order(7)
  void whatWasBeforeCanBeHadAgain() {
    Page page = loggedIn();
    page.navigate(uri("/history"));
    page.onDialog(com.microsoft.playwright.Dialog::accept);
    page.getByRole(AriaRole.ROW)
        .filter(new Locator.FilterOptions().setHasText("start"))
        .getByRole(AriaRole.BUTTON)
        .click();
    Locator cells = page.getByRole(AriaRole.ROW).nth(1).getByRole(AriaRole.CELL);
    assertThat(cells.nth(2)).hasText("admin");
    assertThat(cells.nth(1)).hasText("rollback");
    assertThat(site.read("conf/extra.conf")).contains("KeepAliveTimeout 5");
  }

  @Test
  @Order(8)
  void aUrlIsExplained() {
    Page page = loggedIn();
    page.navigate(uri("/explain"));
    page.getByLabel("URL").fill("http://other/index.html");
    page.getByLabel("URL").press("Enter");
    assertThat(page.getByRole(AriaRole.HEADING, named("200 OK"))).isVisible();
    assertThat(page.locator("#answer")).containsText("its ServerAlias other fits");
    Locator lines = page.getByRole(AriaRole.REGION, named("Lines of the configuration of 1"));
    assertThat(lines).containsText("DocumentRoot");
    assertThat(lines.getByRole(AriaRole.LINK).first())
        .hasAttribute("href", Pattern.compile("/config\\?path=.*"));
    onEditedFile(
        page, "/index.html", "LoadModule alias_module x\nRedirect /index.html http://x.example/\n");
    page.getByRole(AriaRole.BUTTON, named("Explain")).click();
    assertThat(page.getByRole(AriaRole.HEADING, named("302 Found"))).isVisible();
    assertThat(lines).containsText("extra.conf:2");
  }

  @Test
  @Order(9)
  void rulesAreTried() {
    Page page = loggedIn();
    page.navigate(uri("/rewrite"));
    onEditedFile(
        page,
        "/old/page",
        "LoadModule rewrite_module x\n<Directory \""
            + root.resolve("htdocs")
            + "\">\nRewriteEngine On\nRewriteCond %{REQUEST_METHOD} ^(GET)$\n"
            + "RewriteRule ^old/(.*)$ /index.html?p=$1 [L]\n</Directory>\n");
    page.getByRole(AriaRole.BUTTON, named("Try")).click();
    Locator rules = page.getByRole(AriaRole.REGION, named("Rules of 1"));
    assertThat(rules).containsText("^old/(.*)$ [L]");
    assertThat(rules).containsText("applied → /index.html");
    assertThat(rules.getByRole(AriaRole.LISTITEM).nth(1)).hasText("page");
    assertThat(rules).containsText("extra.conf:5");
    assertThat(page.locator("#state")).containsText("200");
    shown(page, "rewrite-tried");
  }

  private static void onEditedFile(Page page, String url, String text) {
    page.getByLabel("URL").fill(url);
    page.getByText("On an edited file").click();
    page.getByLabel("File").selectOption(root.resolve("conf/extra.conf").toString());
    Locator edit = page.getByLabel("Its text");
    assertThat(edit).not().isEmpty();
    edit.fill(text);
  }

  @Test
  @Order(10)
  void whomAChangeConcernsIsTold() {
    Page page = loggedIn();
    page.navigate(uri("/config?path=" + root.resolve("conf/extra.conf")));
    write(page, "LoadModule alias_module x\nRedirect /index.html http://x.example/\n");
    page.getByRole(AriaRole.BUTTON, named("Check")).click();
    Locator replay = page.locator("#replay");
    assertThat(replay).containsText("would be answered otherwise");
    assertThat(replay).containsText("GET localhost/index.html");
    assertThat(replay).containsText("status: 200 → 302");
    assertThat(replay).containsText("by Redirect /index.html http://x.example/");
    shown(page, "replay");
    page.getByRole(AriaRole.BUTTON, named("Apply")).click();
    page.getByRole(AriaRole.BUTTON, named("Take it back now")).click();
    assertThat(page.locator(".CodeMirror-code")).containsText("KeepAliveTimeout");
  }

  @Test
  @Order(28)
  void whoWroteWhichLineIsTold() {
    Page page = loggedIn();
    page.navigate(uri("/config?path=" + root.resolve("conf/extra.conf")));
    page.getByRole(AriaRole.LINK, named("Who wrote which line")).click();
    assertThat(page.getByRole(AriaRole.TABLE)).containsText("KeepAliveTimeout 5");
    shown(page, "blame");
  }

  @Test
  @Order(29)
  void aDirectiveIsFoundInAllFiles() {
    Page page = loggedIn();
    page.navigate(uri("/config"));
    page.getByLabel("Directive or words").fill("keepalivet");
    page.getByLabel("Directive or words").press("Enter");
    page.locator("#hits a").click();
    assertThat(page).hasURL(Pattern.compile(".*extra\\.conf&line=2"));
    assertThat(page.locator(".line-found")).hasCount(1);
    page.locator("#htaccess summary").click();
    page.locator("#htaccess a").click();
    assertThat(page.locator(".CodeMirror-code")).containsText("# of the site");
    assertThat(page.locator("#htaccess a[aria-current]")).isVisible();
    assertThat(page.getByRole(AriaRole.BUTTON, named("Apply"))).isDisabled();
    shown(page, "htaccess");
  }

  @Test
  @Order(29)
  void aFileOfASiteIsChangedWithoutAReload() {
    Page page = loggedIn();
    page.navigate(uri("/config?path=" + root.resolve("htdocs/.htaccess")));
    write(page, "# of the site\nNoSuchThing\n");
    page.getByRole(AriaRole.BUTTON, named("Check")).click();
    assertThat(page.locator("#verdict")).containsText("Invalid command 'NoSuchThing'");
    assertThat(page.locator(".line-bad")).hasCount(1);
    shown(page, "htaccess-error");
    long generation = site.plane().status().generation();
    apply(page, "# another one");
    assertThat(page.locator("#pending")).isVisible();
    assertThat(site.read("htdocs/.htaccess")).isEqualTo("# another one\n");
    assertThat(site.plane().status().generation()).isEqualTo(generation);
    page.getByRole(AriaRole.BUTTON, named("Take it back now")).click();
    assertThat(page.locator(".CodeMirror-code")).containsText("# of the site");
    assertThat(site.read("htdocs/.htaccess")).isEqualTo("# of the site\n");
  }

  @Test
  @Order(30)
  void theEditorKnowsWhatMayStandThere() {
    Page page = loggedIn();
    page.navigate(uri("/config?path=" + root.resolve("conf/extra.conf")));
    write(page, "<VirtualHost *>\nServerAl\nKeepAlive O");
    page.evaluate("document.querySelector('.CodeMirror').CodeMirror.focus()");
    cursor(page, 1, 8);
    page.keyboard().press("Control+Space");
    assertThat(page.locator(".CodeMirror-hints")).containsText("ServerAlias");
    shown(page, "completion");
    page.keyboard().press("Enter");
    assertThat(page.locator(".CodeMirror-code")).containsText("ServerAlias");
    cursor(page, 2, 11);
    page.keyboard().press("Control+Space");
    assertThat(page.locator(".CodeMirror-hints")).containsText("Off");
    page.keyboard().press("Escape");
  }

  private static void cursor(Page page, int line, int column) {
    page.evaluate(
        "([line, ch]) => document.querySelector('.CodeMirror').CodeMirror.setCursor({ line, ch })",
        List.of(line, column));
  }

  @Test
  @Order(31)
  void aLogIsSearchedAndFollowed() throws IOException {
    Page page = loggedIn();
    page.navigate(uri("/logs"));
    assertThat(page.locator("#lines")).containsText("GET /index.html");
    page.getByLabel("Words").fill("nowhere");
    page.getByLabel("Words").press("Enter");
    assertThat(page.locator("#told")).containsText("0 lines");
    page.getByLabel("Words").fill("marked");
    page.getByRole(AriaRole.BUTTON, named("Follow")).click();
    assertThat(page.locator("#told")).hasText("Live.");
    append("logs/access_log", "not this one\n<b>marked</b> \u001b[2J\n");
    assertThat(page.locator("#lines div")).hasText(new String[] {"<b>marked</b> \\x1b[2J"});
    shown(page, "log-followed");
    page.getByRole(AriaRole.BUTTON, named("Stop")).click();
  }

  private static void append(String file, String text) throws IOException {
    Files.writeString(root.resolve(file), text, java.nio.file.StandardOpenOption.APPEND);
  }

  @Test
  @Order(32)
  void aChildIsRetiredByHand() {
    Page page = loggedIn();
    page.onDialog(com.microsoft.playwright.Dialog::accept);
    page.navigate(uri("/scoreboard"));
    String child = page.locator("[data-retire]").first().getAttribute("data-retire");
    page.getByRole(AriaRole.BUTTON, named("Retire child " + child)).focus();
    page.keyboard().press("Enter");
    assertThat(page.locator("#told")).hasText("Child " + child + " retires.");
    shown(page, "scoreboard-retired");
  }

  @Test
  @Order(33)
  void aTokenIsShownOnceAndRevoked() {
    Page page = loggedIn();
    page.onDialog(com.microsoft.playwright.Dialog::accept);
    page.navigate(uri("/tokens"));
    page.getByLabel("What it is for").fill("deploy");
    page.getByLabel("What it is for").press("Enter");
    assertThat(page.locator("#secret")).containsText("stk_");
    shown(page, "token-made");
    page.getByRole(AriaRole.BUTTON, named("I have it")).click();
    assertThat(page.locator("#secret")).hasCount(0);
    page.getByRole(AriaRole.BUTTON, named("Revoke deploy")).click();
    assertThat(page.getByRole(AriaRole.TABLE)).containsText("None.");
  }

  @Test
  @Order(34)
  void theAuditHasAllOfIt() {
    Page page = loggedIn();
    page.navigate(uri("/audit?q=admin"));
    for (String action :
        List.of("login", "password", "config.apply", "config.confirm", "config.rollback")) {
      assertThat(page.getByRole(AriaRole.TABLE)).containsText(action);
    }
    for (String action : List.of("token.make", "token.revoke", "child.retire", "config.revert")) {
      assertThat(page.getByRole(AriaRole.TABLE)).containsText(action);
    }
    shown(page, "audit-full");
  }

  @Test
  @Order(35)
  void whatIsNotThereIsTold() {
    Page page = loggedIn();
    complaints.clear();
    page.navigate(uri("/config?path=/etc/passwd"));
    assertThat(page.getByRole(AriaRole.HEADING, level(1))).hasText("404 Not Found");
    shown(page, "error");
    complaints.clear(); // the browser complains of the 404 itself
  }

  /** A page that is left open for longer than an hour keeps the last hour. */
  @Test
  @Order(36)
  void anHourIsKeptAndNoMore() {
    Page page = loggedIn();
    StringBuilder stream = new StringBuilder();
    for (int i = 0; i < 4000; i++) {
      stream
          .append("data:{\"state\":\"SERVING\",\"nanos\":0,\"bytes\":0,\"hits\":0,\"reused\":0,")
          .append("\"heap\":0,\"heapMax\":1,\"direct\":0,\"busy\":0,\"idle\":0,\"maxWorkers\":1,")
          .append("\"connections\":0,\"keepAlive\":0,\"children\":1,\"generation\":1,")
          .append("\"logDropped\":0,\"millis\":")
          .append(1_700_000_000_000L + i * 1000L)
          .append(",\"requests\":")
          .append(i)
          .append("}\n\n");
    }
    page.route(
        "**/live",
        route ->
            route.fulfill(
                new com.microsoft.playwright.Route.FulfillOptions()
                    .setContentType("text/event-stream")
                    .setBody(stream.toString())));
    page.navigate(uri("/"));
    assertThat(page.locator("#chart-rate")).hasAttribute("data-samples", "3600");
  }

  private static void shown(Page page, String name) {
    page.screenshot(
        new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")).setFullPage(true));
    assertThat(Browser.accessibilityProblems(page)).as(name).isEmpty();
    assertThat(Browser.overflow(page)).as("overflow of " + name).isZero();
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }

  /** Makes it the only line of the file that is shown. */
  private static void apply(Page page, String line) {
    write(page, line + "\n");
    page.getByRole(AriaRole.BUTTON, named("Check")).click();
    assertThat(page.locator("#verdict")).containsText("+" + line);
    page.getByRole(AriaRole.BUTTON, named("Apply")).click();
  }

  private static void write(Page page, String text) {
    page.waitForSelector(".CodeMirror");
    page.evaluate("text => document.querySelector('.CodeMirror').CodeMirror.setValue(text)", text);
  }
}
