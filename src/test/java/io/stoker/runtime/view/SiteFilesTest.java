package io.stoker.runtime.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.boot.ManagedSite;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files beside the configuration that the console may show: logs, and .htaccess; no others. */
class SiteFilesTest {

  @TempDir Path root;
  private ManagedSite site;
  private ServedConfiguration served;

  @BeforeEach
  void serve() throws Exception {
    Files.createDirectories(root.resolve("htdocs/a/b"));
    Files.createDirectories(root.resolve("elsewhere"));
    site =
        new ManagedSite(root)
            .write("htdocs/.htaccess", "# top\n")
            .write("htdocs/a/b/.htaccess", "# deep\n")
            .write("htdocs/a/secret", "s\n")
            .write("elsewhere/.htaccess", "# not served\n")
            .configure(
                """
                CustomLog "logs/access log" common
                GlobalLog logs/../logs/all.log common
                <VirtualHost *>
                    ServerName one.example.com
                    CustomLog logs/one.log common
                    CustomLog "|/bin/cat" common
                    ErrorLog logs/one-error.log
                </VirtualHost>
                <VirtualHost *>
                    ServerName two.example.com
                </VirtualHost>
                """)
            .serve();
    served = site.plane().configuration();
  }

  @AfterEach
  void stop() {
    site.close();
  }

  private String log(String name) {
    return root.resolve("logs").resolve(name).toString();
  }

  private List<LogView> logs(String server) {
    return served.logs().stream().filter(l -> l.server().equals(server)).toList();
  }

  @Test
  void everyHostHasItsLogs() {
    assertThat(logs("main"))
        .containsExactly(
            new LogView("main", "access", log("access log"), true, false),
            new LogView("main", "access", log("all.log"), true, false),
            new LogView("main", "error", log("error_log"), true, false));
    assertThat(logs("one.example.com"))
        .containsExactly(
            new LogView("one.example.com", "access", log("one.log"), true, false),
            new LogView("one.example.com", "access", "|/bin/cat", false, false),
            new LogView("one.example.com", "access", log("all.log"), true, true),
            new LogView("one.example.com", "error", log("one-error.log"), true, false));
    assertThat(logs("two.example.com"))
        .containsExactly(
            new LogView("two.example.com", "access", log("access log"), true, true),
            new LogView("two.example.com", "access", log("all.log"), true, true),
            new LogView("two.example.com", "error", log("error_log"), true, true));
  }

  @Test
  void noOtherFileIsALog() {
    assertThat(served.logFile(log("one.log"))).isEqualTo(root.resolve("logs/one.log"));
    for (String other :
        List.of(
            "/etc/passwd",
            log("../conf/httpd.conf"),
            log("one.log") + "/../../conf/httpd.conf",
            "logs/one.log",
            "|/bin/cat",
            "")) {
      assertThat(served.logFile(other)).as(other).isNull();
    }
  }

  @Test
  void filesOfTheSitesAreFound() {
    HtaccessFiles.Found found = served.htaccess();
    assertThat(found.isComplete()).isTrue();
    assertThat(found.paths())
        .containsExactly(
            root.resolve("htdocs/.htaccess").toString(),
            root.resolve("htdocs/a/b/.htaccess").toString());
    assertThat(served.htaccess(root.resolve("htdocs/a/b/.htaccess").toString()))
        .extracting(ConfigText::text)
        .isEqualTo("# deep\n");
  }

  @Test
  void noOtherFileIsOneOfTheSites() throws Exception {
    Files.createSymbolicLink(root.resolve("htdocs/link"), root.resolve("elsewhere"));
    Files.createDirectories(root.resolve("htdocs/c"));
    Files.createSymbolicLink(root.resolve("htdocs/c/.htaccess"), Path.of("/etc/passwd"));
    for (String other :
        List.of(
            "/etc/passwd",
            root.resolve("htdocs/a/secret").toString(),
            root.resolve("elsewhere/.htaccess").toString(),
            root.resolve("htdocs/link/.htaccess").toString(),
            root.resolve("htdocs/c/.htaccess").toString(),
            root + "/htdocs/a/../../elsewhere/.htaccess",
            "htdocs/.htaccess")) {
      assertThat(served.htaccess(other)).as(other).isNull();
    }
    assertThat(served.htaccess().paths()).hasSize(2);
  }
}
