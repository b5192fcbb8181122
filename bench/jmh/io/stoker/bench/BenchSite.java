package io.stoker.bench;

import io.stoker.config.ConfigLoader;
import io.stoker.config.LoadRequest;
import io.stoker.config.Snapshot;
import io.stoker.engine.ContentService;
import io.stoker.engine.Engine;
import io.stoker.engine.Services;
import io.stoker.logging.ErrorLogs;
import io.stoker.testing.TestChildren;
import io.stoker.transport.ContentServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A small site that is served without sockets, by the real loader and engine. */
public final class BenchSite implements AutoCloseable {

  private static final List<String> MODULES =
      List.of(
          "mpm_event",
          "unixd",
          "authz_core",
          "log_config",
          "mime",
          "dir",
          "alias",
          "setenvif",
          "negotiation",
          "rewrite");

  private final Path root;
  private final Snapshot snapshot;
  private final Engine engine;
  private final ContentService service;

  private BenchSite(Path root, Snapshot snapshot) throws IOException {
    this.root = root;
    this.snapshot = snapshot;
    ErrorLogs logs = new ErrorLogs();
    engine = new Engine(Services.system(logs, TestChildren.none()));
    service = engine.serving(snapshot, ContentServer.store());
  }

  /** Loads a configuration with these lines at its end; "{root}" is the DocumentRoot. */
  public static BenchSite start(String more) throws IOException {
    Path root = Files.createTempDirectory("stoker-jmh").toRealPath();
    return new BenchSite(root, ConfigLoader.load(request(root, more)).orThrow());
  }

  private static LoadRequest request(Path root, String more) throws IOException {
    Path site = Files.createDirectories(root.resolve("www"));
    for (int length : new int[] {100, 10 * 1024}) {
      Path file = site.resolve(length == 100 ? "100.html" : "10k.html");
      Files.writeString(file, "x".repeat(length));
      // A file that was written just now may change in the same tick: it would have no plan.
      Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-01-02T03:04:05Z")));
    }
    Files.writeString(root.resolve("mime.types"), "text/html html\n");
    Files.writeString(root.resolve("httpd.conf"), configuration(root, site, more));
    return LoadRequest.of(root.toString(), "httpd.conf");
  }

  private static String configuration(Path root, Path site, String more) {
    StringBuilder text = new StringBuilder();
    text.append("ServerRoot ").append(root).append('\n');
    for (String module : MODULES) {
      text.append("LoadModule ").append(module).append("_module modules/x.so\n");
    }
    text.append(
        """
        ServerName bench.example
        Listen 127.0.0.1:80
        User daemon
        Group daemon
        TypesConfig mime.types
        ErrorLog error.log
        LogFormat "%h %l %u %t \\"%r\\" %>s %b \\"%{Referer}i\\" \\"%{User-Agent}i\\"" combined
        DocumentRoot {root}
        <Directory />
          Options FollowSymLinks
          AllowOverride None
          Require all granted
        </Directory>
        """);
    return text.append(more).append('\n').toString().replace("{root}", site.toString());
  }

  /** Reads such a configuration; the folder is left behind for the next time. */
  public static LoadRequest prepared(String more) throws IOException {
    return request(Files.createTempDirectory("stoker-jmh").toRealPath(), more);
  }

  public Snapshot snapshot() {
    return snapshot;
  }

  public ContentService service() {
    return service;
  }

  public Path documentRoot() {
    return root.resolve("www");
  }

  /** Requests that were answered from plans. */
  public long hits() {
    return engine.planCounts().hits();
  }

  /** Why requests were not. */
  public Map<?, ?> refusals() {
    return engine.planCounts().refusals();
  }

  @Override
  public void close() throws IOException {
    service.close();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
