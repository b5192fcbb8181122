package io.stoker.testing;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The Chromium that is installed, without a window. */
public final class Browser implements AutoCloseable {

  private final Playwright playwright;
  private final com.microsoft.playwright.Browser chromium;

  private Browser(Playwright playwright, com.microsoft.playwright.Browser chromium) {
    this.playwright = playwright;
    this.chromium = chromium;
  }

  /** Starts it; where it is not installed the test is skipped, see {@link Peers}. */
  public static Browser open() {
    // A machine under load is no error.
    PlaywrightAssertions.setDefaultAssertionTimeout(60_000);
    Path program = Peers.require("chromium", "chromium", "chromium-browser", "google-chrome");
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    try {
      return new Browser(playwright, playwright.chromium().launch(options(program)));
    } catch (RuntimeException e) {
      playwright.close();
      throw e;
    }
  }

  private static BrowserType.LaunchOptions options(Path program) {
    return new BrowserType.LaunchOptions()
        .setExecutablePath(program)
        .setChromiumSandbox(false)
        .setArgs(
            List.of(
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync"));
  }

  /**
   * A page of its own, with nothing left over from another.
   *
   * @param width of the window, in CSS pixels
   */
  public Page page(int width, ColorScheme scheme) {
    Page page =
        chromium
            .newContext(
                new com.microsoft.playwright.Browser.NewContextOptions()
                    .setViewportSize(width, 900)
                    .setColorScheme(scheme))
            .newPage();
    page.setDefaultTimeout(120_000);
    return page;
  }

  /**
   * The same, for whoever wants to know what goes wrong in it.
   *
   * @param complaints is added what the page says of errors on the browser's console
   */
  public Page page(int width, ColorScheme scheme, List<String> complaints) {
    Page page = page(width, scheme);
    page.onConsoleMessage(
        m -> {
          if (m.type().equals("error")) {
            complaints.add(page.url() + ": " + m.text());
          }
        });
    page.onPageError(e -> complaints.add(page.url() + ": " + e));
    return page;
  }

  /** What axe finds wrong with a page, one line for each element; empty when it is accessible. */
  public static List<String> accessibilityProblems(Page page) {
    // The other mode opens a page of its own for each, for frames of other sites: there are none.
    return new AxeBuilder(page)
        .setLegacyMode(true).analyze().getViolations().stream()
            .flatMap(
                rule ->
                    rule.getNodes().stream()
                        .map(node -> rule.getId() + ": " + node.getHtml() + " " + rule.getHelp()))
            .toList();
  }

  /** How many CSS pixels a page is wider than its window; 0 when nothing sticks out. */
  public static int overflow(Page page) {
    return ((Number)
            page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"))
        .intValue();
  }

  /** Closes all pages, with what they know. */
  public void closePages() {
    chromium.contexts().forEach(BrowserContext::close);
  }

  @Override
  public void close() {
    closePages();
    chromium.close();
    playwright.close();
  }
}
