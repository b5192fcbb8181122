package io.stoker.admin;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.stoker.boot.ManagedSite;
import io.stoker.testing.Browser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the pages say when somebody else is faster, when a change cannot be taken back, and when
 * there is no answer: never that something is so which is not, and no edit is lost.
 */
class ConsoleTrialIT {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String PASSWORD = "correct horse battery";
  private static final Path PICTURES = Path.of("target", "screenshots");
  private static final String FILE = "conf/extra.conf";
  private static final String FIRST = "KeepAliveTimeout 5\n";
  private static final String LOST =
      "The server could not be reached; whether the change was made is not known: look at the"
          + " history.";

  /** Counts the answers that a page has read, whatever it does with them. */
  private static final String COUNTING =
      """
      window.read = 0;
      const text = Response.prototype.text;
      Response.prototype.text = async function () {
        const said = await text.call(this);
        if (this.url.endsWith('/config/validate')) setTimeout(() => { window.read++; });
        return said;
      };
      """;

  @TempDir static Path root;
  private static Browser browser;
  private static ManagedSite site;
  private static ApiClient api;
  private static String bob;

  @BeforeAll
  static void open() throws Exception {
    browser = Browser.open();
    Files.createDirectories(root.resolve("state/console"));
    site = new ManagedSite(root);
    api = new ApiClient(site);
    ApiTokens tokens = new ApiTokens(root.resolve("state/console/tokens"), InstantSource.system());
    bob = tokens.make("b", Role.ADMIN, "bob", null).secret();
    site.write(
            "state/console/users", "admin:" + new BCryptPasswordEncoder(4).encode(PASSWORD) + "\n")
        .write(FILE, FIRST)
        .configure("Timeout 50\nInclude conf/extra.conf\n")
        .start("--stoker.console.confirm-within=1h");
  }

  @AfterAll
  static void close() {
    browser.close();
    api.close();
    site.close();
  }

  /** The next test begins as the first one. */
  @AfterEach
  void settle() throws Exception {
    browser.closePages();
    api.send("POST", "/api/config/confirm", bob, null);
    String served = api.json(file(), bob).path("text").asString();
    site.write(FILE, served);
    if (!served.equals(FIRST)) {
      bobApplies(FIRST);
      api.send("POST", "/api/config/confirm", bob, null);
    }
  }

  private static String file() {
    return "/api/config/file?path=" + ApiClient.word(root.resolve(FILE).toString());
  }

  private static String uri(String path) {
    return api.uri(path).toString();
  }

  private static Page page(String path) {
    Page page = browser.page(1280, ColorScheme.LIGHT);
    page.addInitScript(COUNTING);
    page.navigate(uri("/certificates"));
    page.getByLabel("User").fill("admin");
    page.getByLabel("Password").fill(PASSWORD);
    page.getByRole(AriaRole.BUTTON).click();
    assertThat(page.getByRole(AriaRole.HEADING, level(1))).hasText("Certificates");
    page.navigate(uri(path));
    return page;
  }

  private static Page editor() {
    return page("/config?path=" + root.resolve(FILE));
  }

  private static Page.GetByRoleOptions level(int level) {
    return new Page.GetByRoleOptions().setLevel(level);
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
  }

  /** As somebody types it who has marked all: the browser asks nobody about other edits. */
  private static void type(Page page, String text) {
    page.locator(".CodeMirror-lines").click();
    page.keyboard().press("Control+a");
    page.keyboard().insertText(text);
    assertThat(page.locator(".CodeMirror-code")).containsText(text);
  }

  private static void check(Page page, String line) {
    type(page, line);
    button(page, "Check").click();
    assertThat(page.locator("#verdict")).containsText("+" + line);
  }

  private static void apply(Page page, String line) {
    check(page, line);
    button(page, "Apply").click();
    onTrial(page);
  }

  /** The page has come anew, and its buttons do something. */
  private static void onTrial(Page page) {
    assertThat(page.locator("#pending")).isVisible();
    assertThat(page.locator(".CodeMirror")).isVisible();
  }

  /** What somebody else applies. */
  private static void bobApplies(String text) throws Exception {
    Map<String, Object> wish =
        Map.of("path", root.resolve(FILE).toString(), "text", text, "base", 0);
    assertThat(api.send("POST", "/api/config/apply", bob, wish).statusCode()).isEqualTo(200);
  }

  private static JsonNode pending() throws Exception {
    return api.json("/api/config/trial", bob).path("pending");
  }

  private static void away(Page page, String path) {
    page.route("**" + path, Route::abort);
  }

  // ---- taken back, or not ----

  @Test
  void whatCouldNotBeTakenBackIsToldWithTheReason() {
    Page page = editor();
    apply(page, "KeepAliveTimeout 6");
    site.write(FILE, "KeepAliveTimeout 66\n");
    button(page, "Take it back now").click();
    Locator ended = page.locator("#ended");
    assertThat(ended).containsText("The latest change could not be taken back");
    assertThat(ended).containsText(FILE);
    assertThat(ended).hasClass(Pattern.compile("\\bbad\\b"));
    assertThat(ended).isFocused();
    assertThat(page.locator("#pending")).isHidden();
    assertThat(site.read(FILE)).isEqualTo("KeepAliveTimeout 66\n");
    for (int width : List.of(390, 1280)) {
      page.setViewportSize(width, 900);
      for (ColorScheme scheme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
        shown(page, "not-taken-back-" + scheme.name().toLowerCase(Locale.ROOT) + "-" + width);
      }
    }
    page.reload();
    assertThat(ended).containsText("The latest change could not be taken back");
    assertThat(ended).containsText(FILE);
  }

  private static void shown(Page page, String name) {
    page.screenshot(
        new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")).setFullPage(true));
    assertThat(Browser.accessibilityProblems(page)).as(name).isEmpty();
    assertThat(Browser.overflow(page)).as("overflow of " + name).isZero();
  }

  /** Whatever came of it, if it was not applied. */
  @Test
  void aTrialThatEndsByItselfDoesNotSayMoreThanIsSo() {
    Page page = editor();
    for (String ending : List.of("EXPIRED", "REGRESSED", "REVERTED")) {
      for (String outcome : List.of("OUTDATED", "INVALID", "READ_ONLY", "REFUSED")) {
        String state =
            """
            {"pending":null,"evidence":null,"latest":{"ending":"%s","at":"2026-01-01T00:00:00Z",
            "by":"ann","evidence":{"reason":null},"takenBack":false,"change":{"outcome":"%s",
            "generation":2,"findings":[{"text":"the finding"}],"files":[],"patch":null}}}
            """
                .formatted(ending, outcome);
        page.route(
            "**/config/trial", route -> route.fulfill(new Route.FulfillOptions().setBody(state)));
        page.reload();
        Locator ended = page.locator("#ended");
        assertThat(ended).containsText("The latest change could not be taken back");
        assertThat(ended.getByRole(AriaRole.LISTITEM)).hasText("the finding");
        page.unrouteAll();
      }
    }
  }

  // ---- which trial ----

  @Test
  void whoLooksAtOneTrialDoesNotDecideOnAnother() throws Exception {
    for (String decision : List.of("Keep it", "Take it back now")) {
      Page page = editor();
      apply(page, "KeepAliveTimeout " + (decision.equals("Keep it") ? 6 : 8));
      // The page learns nothing of the other change.
      page.route("**/config/trial", Route::abort);
      bobApplies("KeepAliveTimeout 7\n");
      button(page, decision).click();
      assertThat(page.locator("#ended"))
          .containsText("Another change, by bob/b, is on trial by now; nothing was done.");
      assertThat(pending().path("by").asString()).isEqualTo("bob/b");
      assertThat(site.read(FILE)).isEqualTo("KeepAliveTimeout 7\n");
      settle();
    }
  }

  @Test
  void anotherTrialIsToldAndTakesNotThePlaceOfTheFirst() throws Exception {
    Page page = editor();
    apply(page, "KeepAliveTimeout 6");
    bobApplies("KeepAliveTimeout 7\n");
    Locator ended = page.locator("#ended");
    assertThat(ended).containsText("Another change, by bob/b, was applied meanwhile");
    assertThat(button(page, "Keep it")).isHidden();
    ended.getByRole(AriaRole.LINK).click();
    assertThat(page.locator("#pending")).containsText("A change by bob/b is on trial");
    assertThat(page.locator(".CodeMirror-code")).containsText("KeepAliveTimeout 7");
  }

  // ---- edits ----

  @Test
  void editsOutliveTheEndOfATrial() throws Exception {
    Page page = editor();
    apply(page, "KeepAliveTimeout 6");
    type(page, "KeepAliveTimeout 60");
    api.send("POST", "/api/config/confirm", bob, null);
    Locator ended = page.locator("#ended");
    assertThat(ended).containsText("The latest change was confirmed");
    assertThat(ended).not().containsText("which is not what is served now");
    assertThat(page.locator(".CodeMirror-code")).containsText("KeepAliveTimeout 60");
    apply(page, "KeepAliveTimeout 61");

    type(page, "KeepAliveTimeout 62");
    api.send("POST", "/api/config/revert", bob, null);
    assertThat(ended).containsText("The latest change was taken back");
    assertThat(ended).containsText("which is not what is served now, with your edits");
    assertThat(page.locator(".CodeMirror-code")).containsText("KeepAliveTimeout 62");
    assertThat(page.locator("#pending")).isHidden();
  }

  @Test
  void uncheckedEditsAreNotLeftWithoutAWord() {
    Page page = editor();
    List<String> asked = new ArrayList<>();
    page.onDialog(
        dialog -> {
          asked.add(dialog.type());
          dialog.accept();
        });
    page.reload();
    type(page, "KeepAliveTimeout 6");
    page.navigate(uri("/certificates"));
    assertThat(asked).containsExactly("beforeunload");
    page.navigate(uri("/config?path=" + root.resolve(FILE)));
    apply(page, "KeepAliveTimeout 6");
    button(page, "Keep it").click();
    assertThat(page.locator("#pending")).isHidden();
    page.navigate(uri("/certificates"));
    assertThat(asked).as("what was applied is safe").hasSize(1);
  }

  // ---- what is applied is what was checked ----

  /** Keeps requests for later. */
  private static List<Route> held(Page page, String path) {
    List<Route> held = new ArrayList<>();
    page.route("**" + path, held::add);
    return held;
  }

  private static void until(Page page, List<Route> held, int count) {
    page.waitForCondition(() -> held.size() == count);
  }

  private static void answersRead(Page page, int count) {
    page.waitForFunction("count => window.read === count", count);
  }

  @Test
  void aCheckOfAnOlderTextAllowsNothing() {
    Page page = editor();
    List<Route> held = held(page, "/config/validate");
    type(page, "KeepAliveTimeout 6");
    button(page, "Check").click();
    until(page, held, 1);
    type(page, "KeepAliveTimeout 7");
    assertThat(page.locator("#verdict")).containsText("has changed while it was checked");
    held.getFirst().resume();
    answersRead(page, 1);
    assertThat(button(page, "Apply")).isDisabled();
    assertThat(page.locator("#verdict")).not().containsText("+KeepAliveTimeout 6");
    button(page, "Check").click();
    until(page, held, 2);
    held.getLast().resume();
    assertThat(page.locator("#verdict")).containsText("+KeepAliveTimeout 7");
    Request applied = page.waitForRequest("**/config/apply", () -> button(page, "Apply").click());
    assertThat(applied.postData()).contains("KeepAliveTimeout 7");
    assertThat(page.locator("#pending")).isVisible();
  }

  @Test
  void aLateCheckOfAnotherDirectiveIsPassedOver() {
    Page page = page("/tuning");
    List<Route> held = held(page, "/config/validate");
    tune(page, "KeepAliveTimeout", "11");
    until(page, held, 1);
    tune(page, "Timeout", "51");
    until(page, held, 2);
    held.getLast().resume();
    Locator verdict = page.locator("#verdict");
    assertThat(verdict).containsText("+Timeout 51");
    held.getFirst().resume();
    answersRead(page, 2);
    assertThat(verdict).containsText("+Timeout 51");
    assertThat(verdict).not().containsText("KeepAliveTimeout 11");
    Request applied = page.waitForRequest("**/config/apply", () -> button(page, "Apply").click());
    assertThat(applied.postData()).contains("Timeout 51").doesNotContain("KeepAliveTimeout 11");
    assertThat(page.locator("#pending")).isVisible();
  }

  /** The server is asked for the line first: that may be late as well. */
  @Test
  void aLateLineOfAnotherDirectiveIsPassedOver() {
    Page page = page("/tuning");
    List<String> checked = new ArrayList<>();
    page.onRequest(
        request -> {
          if (request.url().endsWith("/config/validate")) {
            checked.add(request.postData());
          }
        });
    List<Route> held = held(page, "/tuning");
    tune(page, "KeepAliveTimeout", "11");
    until(page, held, 1);
    tune(page, "Timeout", "52");
    until(page, held, 2);
    held.getLast().resume();
    Locator verdict = page.locator("#verdict");
    assertThat(verdict).containsText("+Timeout 52");
    page.waitForResponse("**/tuning", () -> held.getFirst().resume());
    tune(page, "Timeout", "53");
    until(page, held, 3);
    held.getLast().resume();
    assertThat(verdict).containsText("+Timeout 53");
    answersRead(page, 2);
    assertThat(checked).as("not the line that came late").hasSize(2);
  }

  private static void tune(Page page, String name, String value) {
    Locator field = page.getByLabel(name, new Page.GetByLabelOptions().setExact(true));
    field.fill(value);
    field.press("Enter");
  }

  // ---- streams ----

  @Test
  void aStreamThatIsOverIsToldWithTheWayBack() {
    for (Map.Entry<String, String> each :
        Map.of("/", "/live", "/tuning", "/live", "/scoreboard", "/scoreboard/live").entrySet()) {
      Page page = page("/certificates");
      // The session is over when the stream begins: instead of it there is a page.
      page.route(
          uri(each.getValue()),
          route -> {
            page.context().clearCookies();
            route.fulfill(new Route.FulfillOptions().setContentType("text/html").setBody(""));
          });
      page.navigate(uri(each.getKey()));
      Locator stream = page.locator("#stream");
      assertThat(stream).containsText("The stream has ended");
      stream.getByRole(AriaRole.LINK).click();
      assertThat(page).hasURL(Pattern.compile(".*/login.*"));
    }
  }

  @Test
  void aLogThatCannotBeFollowedIsToldWithTheWayBack() {
    Page page = page("/logs");
    page.route(
        "**/api/logs/tail*", route -> route.fulfill(new Route.FulfillOptions().setStatus(403)));
    button(page, "Follow").click();
    assertThat(page.locator("#told")).containsText("This log cannot be followed");
    assertThat(page.locator("#told").getByRole(AriaRole.LINK)).isVisible();
  }

  // ---- no answer ----

  @Test
  void whetherAChangeWasMadeIsNotMadeUp() {
    Page page = editor();
    check(page, "KeepAliveTimeout 6");
    away(page, "/config/apply");
    button(page, "Apply").click();
    assertThat(page.locator("#verdict")).containsText(LOST);
    assertThat(page.locator("#verdict").getByRole(AriaRole.LINK)).hasAttribute("href", "/history");
    assertThat(button(page, "Apply")).isEnabled();
    page.unrouteAll();
    button(page, "Apply").click();
    onTrial(page);

    for (String name : List.of("Keep it", "Take it back now")) {
      away(page, "/config/" + (name.equals("Keep it") ? "confirm" : "revert") + "*");
      button(page, name).click();
      assertThat(page.locator("#ended")).containsText(LOST);
      assertThat(button(page, name)).isEnabled();
      assertThat(page.locator("#pending")).isVisible();
      page.unrouteAll();
    }
    button(page, "Keep it").click();
    assertThat(page.locator("#ended")).containsText("was confirmed");
    assertThat(page.locator("#ended")).not().containsText("could not be reached");
  }

  @Test
  void noPageKeepsSilentWhenTheServerIsAway() throws Exception {
    bobApplies("KeepAliveTimeout 9\n"); // there is something to go back from
    Page page = page("/tuning");
    tune(page, "Timeout", "54");
    assertThat(page.locator("#verdict")).containsText("+Timeout 54");
    away(page, "/config/apply");
    button(page, "Apply").click();
    assertThat(page.locator("#verdict")).containsText(LOST);
    assertThat(button(page, "Apply")).isEnabled();
    away(page, "/config/validate");
    tune(page, "Timeout", "55");
    assertThat(page.locator("#verdict")).hasText("The server could not be reached.");
    assertThat(button(page, "Apply")).isHidden();

    page.onDialog(Dialog::accept);
    page.navigate(uri("/history"));
    away(page, "/config/rollback");
    Locator back = page.locator("[data-revision]").first();
    back.click();
    assertThat(page.locator("#verdict")).containsText(LOST);
    assertThat(back).isEnabled();

    page.navigate(uri("/scoreboard"));
    away(page, "/api/children/*/retire");
    page.locator("[data-retire]").first().click();
    assertThat(page.locator("#told")).containsText("The server could not be reached");

    page.navigate(uri("/tokens"));
    away(page, "/api/tokens");
    page.getByLabel("What it is for").fill("deploy");
    page.getByLabel("What it is for").press("Enter");
    assertThat(page.locator("#verdict")).containsText("whether it was made is not known");
  }
}
