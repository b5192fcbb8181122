package io.stoker.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.stoker.testing.Peers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ab asks what Apache's asks, and reports in the same lines. */
class AbIT {

  @TempDir Path folder;

  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger asked = new AtomicInteger();
  private final List<String> heads = Collections.synchronizedList(new ArrayList<>());
  private HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(workers);
    server.createContext(
        "/",
        x -> {
          int number = asked.incrementAndGet();
          byte[] sent = x.getRequestBody().readAllBytes();
          heads.add(
              x.getRequestMethod()
                  + " "
                  + x.getRequestURI()
                  + " "
                  + x.getRequestHeaders().entrySet().stream()
                      .map(h -> h.getKey() + "=" + h.getValue())
                      .filter(h -> !h.startsWith("Host="))
                      .sorted()
                      .toList()
                  + " "
                  + new String(sent, StandardCharsets.ISO_8859_1));
          String path = x.getRequestURI().getPath();
          byte[] body = "hello".repeat(path.equals("/uneven") ? number % 2 + 1 : 1).getBytes();
          boolean head = x.getRequestMethod().equals("HEAD");
          x.sendResponseHeaders(path.equals("/missing") ? 404 : 200, head ? -1 : body.length);
          if (!head) {
            x.getResponseBody().write(body);
          }
          x.close();
        });
    server.start();
  }

  @AfterEach
  void end() {
    server.stop(0);
    workers.close();
  }

  private String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  private static Ran ours(String... words) {
    return Ran.ours("", "ab", words);
  }

  /** The words of a report without its figures. */
  private static List<String> lines(String report) {
    return report
        .lines()
        .dropWhile(line -> !line.startsWith("Benchmarking"))
        .map(line -> line.replaceAll("[0-9]+(\\.[0-9]+)?", "N").replaceAll(" +", " "))
        .filter(line -> !line.matches("(?i)(WARNING|ERROR): .*| .*deviation.*| These results.*"))
        .toList();
  }

  @Test
  void theSameRequestsAndTheSameReport() throws IOException {
    Path theirs = Peers.require("apache2-utils", "ab");
    Path file = Files.writeString(folder.resolve("body"), "a body\n");
    String[][] calls = {
      {"-n", "20", "-c", "4", url("/")},
      {"-k", "-n", "20", "-c", "4", url("/a?b=c")},
      {"-n", "3", url("/missing")},
      {"-i", "-n", "3", url("/")},
      {"-d", "-S", "-n", "3", url("/")},
      {"-l", "-n", "4", url("/uneven")},
      {"-p", file.toString(), "-T", "text/x", "-n", "2", url("/post")},
      {"-u", file.toString(), "-n", "2", url("/put")},
      {"-m", "DELETE", "-n", "2", url("/")},
      {"-A", "u:p", "-P", "v:q", "-C", "c=1", "-H", "X-A: 1", "-n", "2", url("/")},
      {"-H", "User-Agent: me", "-H", "Accept: text/*", "-n", "1", url("/")},
      {"-w", "-n", "3", url("/")},
      {"-n", "2", "-X", url("").substring(7), "http://other.example/x"},
    };
    for (String[] words : calls) {
      Ran expected = Ran.theirs(folder, "", theirs, words);
      List<String> itsRequests = List.copyOf(heads);
      heads.clear();
      Ran seen = ours(words);
      assertThat(seen.status()).as(seen.err()).isEqualTo(expected.status());
      assertThat(lines(seen.out())).as(String.join(" ", words)).isEqualTo(lines(expected.out()));
      assertThat(heads).isEqualTo(itsRequests);
      heads.clear();
    }
  }

  @Test
  void countsWhatWentWrong() {
    Ran uneven = ours("-n", "10", url("/uneven"));
    assertThat(uneven.out())
        .contains("Complete requests:      10\n")
        .contains(
            "Failed requests:        5\n   (Connect: 0, Receive: 0, Length: 5, Exceptions: 0)");
    assertThat(ours("-n", "10", url("/missing")).out())
        .contains("Failed requests:        0\nNon-2xx responses:      10\n");
  }

  @Test
  void asksAsOftenAsItIsTold() {
    Ran ran = ours("-q", "-k", "-n", "1000", "-c", "16", url("/"));
    assertThat(ran.out())
        .contains("Concurrency Level:      16\n")
        .contains("Complete requests:      1000\n")
        .contains("Failed requests:        0\n")
        .contains("Keep-Alive requests:    1000\n")
        .contains("HTML transferred:       5000 bytes\n");
    assertThat(asked.get()).isEqualTo(1000);
  }

  @Test
  void tellsHowFarItIs() {
    assertThat(ours("-n", "300", url("/")).err())
        .isEqualTo(
            "Completed 100 requests\nCompleted 200 requests\nCompleted 300 requests\n"
                + "Finished 300 requests\n");
  }

  @Test
  void writesTimesForOtherPrograms() throws IOException {
    Path gnuplot = folder.resolve("g.tsv");
    Path csv = folder.resolve("e.csv");
    ours("-n", "5", "-g", gnuplot.toString(), "-e", csv.toString(), url("/"));
    assertThat(Files.readAllLines(gnuplot))
        .hasSize(6)
        .first()
        .isEqualTo("starttime\tseconds\tctime\tdtime\tttime\twait");
    assertThat(Files.readAllLines(csv))
        .hasSize(101)
        .first()
        .isEqualTo("Percentage served,Time in ms");
  }

  @Test
  void refusesAsApaches() throws IOException {
    Path theirs = Peers.require("apache2-utils", "ab");
    String[][] calls = {
      {},
      {"-n", "0", url("/")},
      {"-n", "2", "-c", "5", url("/")},
      {"-n", "5", url("")},
      {"-p", "/nonexistent", url("/")},
      {"-n", "5", "http://127.0.0.1:1/"},
    };
    for (String[] words : calls) {
      Ran expected = Ran.theirs(folder, "", theirs, words).named(theirs, "ab");
      Ran seen = ours(words);
      assertThat(seen.status()).as(String.join(" ", words)).isEqualTo(expected.status());
      assertThat(seen.err().lines().limit(1).toList())
          .isEqualTo(expected.err().lines().limit(1).toList());
    }
  }
}
