package io.stoker.boot;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import io.stoker.testing.Browser;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sample site in a browser: accessible, light and dark, from a phone to a desk. */
class SampleSiteIT {

  private static final List<String> PAGES =
      List.of("index.html", "configure.html", "request.html", "404.html");

  private static HttpServer files;
  private static Browser browser;

  @BeforeAll
  static void open() {
    browser = Browser.open();
    files =
        SimpleFileServer.createFileServer(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            Path.of("htdocs").toAbsolutePath(),
            SimpleFileServer.OutputLevel.NONE);
    files.start();
  }

  @AfterAll
  static void close() {
    if (files != null) {
      files.stop(0);
      browser.close();
    }
  }

  @ParameterizedTest
  @CsvSource({"390,LIGHT", "390,DARK", "1280,LIGHT", "1280,DARK"})
  void isAccessibleAndFits(int width, ColorScheme scheme) {
    Page page = browser.page(width, scheme);
    List<String> missing = new ArrayList<>();
    page.onResponse(
        reply -> {
          if (reply.status() >= 400) {
            missing.add(reply.url());
          }
        });
    for (String name : PAGES) {
      page.navigate("http://127.0.0.1:" + files.getAddress().getPort() + "/" + name);
      assertThat(Browser.accessibilityProblems(page)).as(name).isEmpty();
      assertThat(Browser.overflow(page)).as("overflow of " + name).isZero();
    }
    assertThat(missing).as("links to nothing").isEmpty();
  }
}
