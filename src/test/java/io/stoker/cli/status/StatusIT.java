package io.stoker.cli.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.api.WorkerState;
import io.stoker.boot.ManagedSite;
import io.stoker.cli.Main;
import io.stoker.testing.Client;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The status page as programs and administrators read it. */
class StatusIT {

  private static final String TIME = "\\w+, \\d\\d-\\w{3}-\\d{4} \\d\\d:\\d\\d:\\d\\d \\S+";

  @TempDir Path folder;
  private ManagedSite site;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void start() throws Exception {
    site = new ManagedSite(folder);
    site.configure(
            """
            LoadModule status_module modules/mod_status.so
            ThreadsPerChild 8
            MaxRequestWorkers 16
            StartServers 1
            MinSpareThreads 1
            <Location /server-status>
              SetHandler server-status
            </Location>
            """)
        .serve();
    try (Client client = new Client(site.port())) {
      assertThat(client.get("/index.html").code()).isEqualTo(200);
    }
    while (isBusy()) { // its worker logs it after the client has all of it
      Thread.onSpinWait();
    }
  }

  private boolean isBusy() {
    return site.plane().children().places().stream()
        .flatMap(child -> child.workers().stream())
        .anyMatch(worker -> worker.state() == WorkerState.WRITING);
  }

  @AfterEach
  void stop() {
    site.close();
  }

  private int run(String... words) {
    Map<String, String> environment =
        Map.of("STOKER_STATUSURL", "http://127.0.0.1:" + site.port() + "/server-status");
    return new Main(new PrintStream(out), new PrintStream(err), environment).run(List.of(words));
  }

  /** As the exporters for Prometheus do it: a line is cut at ": ", and numbers are floats. */
  @Test
  void anExporterFindsEveryFieldWithItsType() throws IOException {
    List<String> lines;
    try (Client client = new Client(site.port())) {
      lines = client.get("/server-status?auto").text().lines().toList();
    }
    List<String> names = new ArrayList<>();
    List<String[]> known = known();
    for (String line : lines.subList(1, lines.size())) {
      if (line.equals("ServerUptime:")) {
        continue; // so httpd has it, too, until a second is over; exporters pass over it
      }
      String[] parts = line.split(": ", 2);
      assertThat(parts).as(line).hasSize(2);
      names.add(parts[0]);
      String[] row = known.stream().filter(k -> k[0].equals(parts[0])).findFirst().orElseThrow();
      String form =
          switch (row[1]) {
            case "integer" -> "\\d+";
            case "number" -> "-?(\\d+|\\d*\\.\\d+)([eE][-+]?\\d+)?";
            case "time" -> TIME;
            case "letters" -> "[_SRWKDCLGI.]+";
            default -> ".+";
          };
      assertThat(parts[1]).as(parts[0]).matches(form);
    }
    assertThat(names).doesNotHaveDuplicates();
    assertThat(names)
        .containsExactlyElementsOf(known.stream().map(k -> k[0]).filter(names::contains).toList());
    assertThat(names)
        .containsAll(known.stream().filter(k -> k[2].equals("always")).map(k -> k[0]).toList());
  }

  private static List<String[]> known() throws IOException {
    try (InputStream in = StatusIT.class.getResourceAsStream("auto-fields.tsv")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("\t"))
          .toList();
    }
  }

  @Test
  void statusIsThePageAsText() {
    assertThat(run("status")).as(err.toString()).isZero();
    assertThat(out.toString())
        .startsWith("Server Status for 127.0.0.1\n\n   Server Version: Stoker/")
        .contains("   Server MPM: event\n")
        .contains("   Total accesses: 1 - Total Traffic: ")
        .contains(
            "   1 requests currently being processed, 0 workers gracefully restarting, 7 idle"
                + " workers\n")
        .contains("   Processes: 1, stopping: 0\n")
        .containsPattern("\n {3}[_W]{8}\\.{8}\n")
        .doesNotContain("Srv");
  }

  @Test
  void fullstatusHasTheRequestsToo() {
    assertThat(run("fullstatus")).as(err.toString()).isZero();
    assertThat(out.toString())
        .contains("\n   Srv ")
        .contains(" GET /server-status HTTP/1.1\n")
        .contains(" GET /index.html HTTP/1.1\n")
        .doesNotContain("<td");
  }

  @Test
  void whatIsNoStatusPageIsToldSo() {
    assertThat(run("status", "http://127.0.0.1:" + site.port() + "/index.html")).isEqualTo(1);
    assertThat(run("status", "http://127.0.0.1:" + site.port() + "/none")).isEqualTo(1);
    assertThat(err.toString())
        .contains("/index.html: this is no page of server-status?auto")
        .contains("/none: 404 Not Found");
    assertThat(out.toString()).isEmpty();
  }
}
