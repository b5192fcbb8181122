package io.stoker.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.testing.Balancer;
import io.stoker.testing.Installed;
import io.stoker.testing.Nginx;
import io.stoker.testing.ProxyingHttpd;
import io.stoker.testing.Visitors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two servers behind an nginx and an httpd, which balance and keep their connections to both. One
 * is stopped and started again while clients ask, and nobody tells those in front.
 *
 * <p>A reply is never cut off, so whoever is in front can ask the other server, and does: nginx
 * when one breaks off before its reply, httpd when one takes no connection. For one that breaks off
 * httpd closes the client's connection, which had replies before, without a word: the client asks
 * again, as every client does.
 */
class ReplacementIT {

  private static final int CLIENTS = 4;

  /** Connections are closed for no other reason than the stop. */
  private static final String CONFIGURATION =
      """
      KeepAliveTimeout 300
      MaxKeepAliveRequests 0
      LoadModule log_config_module modules/mod_log_config.so
      CustomLog logs/access_log "%r"
      """;

  @TempDir Path root;

  @Test
  void noRequestFailsWhenOneIsStoppedAndStarted() throws Exception {
    try (Installed stays = site("stays");
        Installed goes = site("goes");
        Balancer nginx = new Nginx(folder("nginx"));
        Balancer httpd = new ProxyingHttpd(folder("httpd"))) {
      stays.serve();
      Process server = goes.serve();
      List<Integer> ports = List.of(stays.port(), goes.port());
      nginx.start(ports);
      httpd.start(ports);
      try (Visitors byNginx = new Visitors(nginx.port(), CLIENTS, "/?nginx");
          Visitors byHttpd = new Visitors(httpd.port(), CLIENTS, "/?httpd")) {
        goes.awaitThat("both ask it", () -> isAsked(goes, ""));
        byNginx.await(100);
        byHttpd.await(100);

        Installed.signal(server.pid(), "TERM");
        Installed.await(server);
        assertThat(server.exitValue()).isZero();
        byNginx.await(100);
        byHttpd.await(100);

        String before = goes.read("logs/access_log");
        goes.serve();
        goes.awaitThat("both ask it again", () -> isAsked(goes, before));
        byNginx.await(100);
        byHttpd.await(100);
        assertThat(byNginx.failures()).as(nginx::said).isEmpty();
        assertThat(byNginx.closed()).isZero();
        assertThat(byHttpd.failures()).as(httpd::said).isEmpty();
      }
    }
  }

  /** Whether the server's log has lines of both behind what it had before. */
  private static boolean isAsked(Installed site, String before) {
    String since = site.read("logs/access_log").substring(before.length());
    return since.contains("/?nginx") && since.contains("/?httpd");
  }

  private Path folder(String name) throws IOException {
    return Files.createDirectory(root.resolve(name));
  }

  private Installed site(String name) throws IOException {
    return new Installed(folder(name)).with("STOKER_SIGTERM", "graceful").configure(CONFIGURATION);
  }
}
