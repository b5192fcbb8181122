package io.stoker.engine;

import io.stoker.api.Transfer;
import io.stoker.bench.BenchSite;
import io.stoker.testing.Asked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The long way of a request for a small file: all phases, from the head to the reply. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class PipelineBench {

  /** What is in the way: the section walk, .htaccess files, rewrite rules. */
  @Param({"plain", "1000 sections", "20 htaccess", "1000 rules"})
  public String configuration;

  private BenchSite site;
  private String request;

  @Setup
  public void start() throws IOException {
    String path = "/100.html";
    String more =
        switch (configuration) {
          case "1000 sections" ->
              lines(1000, "<Directory {root}/n%d>\nOptions FollowSymLinks Indexes\n</Directory>");
          case "20 htaccess" -> "<Directory {root}>\nAllowOverride All\n</Directory>";
          case "1000 rules" ->
              "RewriteEngine On\n" + lines(1000, "RewriteRule ^/never/n%d/(.*)$ /other/$1 [L]");
          default -> "";
        };
    site = BenchSite.start("StokerPlanCache Off\n" + more);
    if (configuration.equals("20 htaccess")) {
      path = withHtaccess(site.documentRoot());
    }
    request = "GET " + path + " HTTP/1.1\r\nHost: bench.example\r\n\r\n";
    int status = answer();
    if (status != 200) {
      throw new IllegalStateException("status " + status);
    }
  }

  private static String lines(int count, String line) {
    return IntStream.range(0, count).mapToObj(line::formatted).collect(Collectors.joining("\n"));
  }

  /** A file below that many folders which have one; its URL path. */
  private static String withHtaccess(Path root) throws IOException {
    StringBuilder path = new StringBuilder();
    Path folder = root;
    for (int level = 1; level <= 20; level++) {
      folder = Files.createDirectory(folder.resolve("d" + level));
      path.append("/d").append(level);
      Files.writeString(folder.resolve(".htaccess"), "AddType text/x-level-" + level + " .l\n");
    }
    Files.writeString(folder.resolve("100.html"), "x".repeat(100));
    return path.append("/100.html").toString();
  }

  /** Everything but what the transport does. */
  @Benchmark
  public int answer() {
    Response response = site.service().serve(Asked.of(request));
    response.body().release();
    response.onSent().accept(Transfer.NONE);
    return response.status();
  }

  @TearDown
  public void stop() throws IOException {
    site.close();
  }
}
