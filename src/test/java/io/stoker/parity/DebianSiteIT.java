package io.stoker.parity;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.testing.Installation;
import io.stoker.testing.Installed;
import io.stoker.testing.Peers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Debian's configuration as installed: checked, started, and asked what httpd is asked too. */
@Execution(ExecutionMode.CONCURRENT)
class DebianSiteIT {

  private static final Path REQUESTS = Path.of("src/test/resources/debian/requests.txt");
  private static final String HTTPD = "127.0.0.1";
  private static final String STOKER = "127.0.0.2";
  private static final Pattern BOUNDARY = Pattern.compile("boundary=([0-9A-Za-z]+)");

  @TempDir Path folder;
  private Path httpd;
  private Installed site;
  private DebianSite debian;

  @BeforeEach
  void copy() throws IOException {
    httpd = Peers.require("apache2");
    site = new Installed(folder);
    debian = DebianSite.in(site);
  }

  @AfterEach
  void stop() throws IOException {
    endHttpd();
    site.close();
  }

  /** Its parent ends its children, if it may: killed, it leaves them behind. */
  private void endHttpd() throws IOException {
    Path file = folder.resolve("httpd/apache2.pid");
    if (Files.exists(file)) {
      ProcessHandle.of(Long.parseLong(Files.readString(file).strip()))
          .ifPresent(
              parent -> {
                parent.destroy();
                parent.onExit().orTimeout(1, TimeUnit.MINUTES).join();
              });
    }
  }

  /** The environment that Debian's envvars make, with folders of the test. */
  private void environment(String name, String address) throws IOException {
    Path run = Files.createDirectories(folder.resolve(name));
    site.with("APACHE_RUN_USER", "www-data")
        .with("APACHE_RUN_GROUP", "www-data")
        .with("APACHE_PID_FILE", run.resolve("apache2.pid").toString())
        .with("APACHE_RUN_DIR", run.toString())
        .with("APACHE_LOCK_DIR", run.toString())
        .with("APACHE_LOG_DIR", run.toString())
        .with("LANG", "C")
        .with(DebianSite.ADDRESS, address);
  }

  private List<String> command(Path program, String... words) {
    List<String> command =
        new ArrayList<>(
            List.of(program.toString(), "-d", debian.etc().toString(), "-f", "apache2.conf"));
    command.addAll(Arrays.asList(words));
    return command;
  }

  private static Path stoker() {
    return Installation.home().resolve("bin/stoker");
  }

  @Test
  @Execution(ExecutionMode.SAME_THREAD)
  void nothingToSayAboutIt() throws IOException {
    environment("httpd", HTTPD);
    Installed.Result theirs = site.run(command(httpd, "-t"));
    environment("stoker", STOKER);
    Installed.Result ours = site.run(command(stoker(), "-t"));
    assertThat(ours.err().replace("stoker: ", "")).isEqualTo(theirs.err().replace("apache2: ", ""));
    assertThat(ours.err()).endsWith("Syntax OK\n");
    assertThat(ours.out()).isEmpty();
    assertThat(ours.status()).isZero();
  }

  @Test
  @Execution(ExecutionMode.SAME_THREAD)
  void theSameAnswers() throws IOException {
    List<Asked> requests =
        Files.readAllLines(REQUESTS, StandardCharsets.ISO_8859_1).stream()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .map(Asked::parse)
            .toList();
    assertThat(requests).hasSizeGreaterThanOrEqualTo(200);
    start("httpd", HTTPD, command(httpd, "-DFOREGROUND"));
    start("stoker", STOKER, command(stoker(), "-DFOREGROUND"));
    Map<String, String> theirs = new HttpdTransport().products();
    Map<String, String> ours = new StokerTransport(StokerTransport.Way.SOCKET).products();
    List<String> differences = new ArrayList<>();
    for (Asked asked : requests) {
      List<String> want = ask(HTTPD, asked, theirs);
      for (String state : List.of("first", "again")) {
        List<String> got = ask(STOKER, asked, ours);
        if (!want.equals(got)) {
          differences.add(asked.line() + " (" + state + ")\n" + difference(want, got));
        }
      }
    }
    assertThat(differences)
        .as(String.join("\n", differences) + "\n" + site.read("stoker/error.log"))
        .isEmpty();
    assertThat(site.read("stoker/error.log")).contains("AH00094");
  }

  /** The lines between what both begin with and what both end with, as far as one wants to read. */
  private static String difference(List<String> want, List<String> got) {
    int from = 0;
    int most = Math.min(want.size(), got.size());
    while (from < most && want.get(from).equals(got.get(from))) {
      from++;
    }
    int same = 0;
    while (same < most - from && want.reversed().get(same).equals(got.reversed().get(same))) {
      same++;
    }
    return some("-", want.subList(from, want.size() - same))
        + some("+", got.subList(from, got.size() - same));
  }

  private static String some(String mark, List<String> lines) {
    return lines.stream()
        .limit(12)
        .map(l -> mark + " " + l.substring(0, Math.min(l.length(), 200)) + "\n")
        .collect(Collectors.joining());
  }

  private void start(String name, String address, List<String> command) throws IOException {
    environment(name, address);
    List<String> alone = new ArrayList<>(List.of("setsid", "-w"));
    alone.addAll(command);
    Process process =
        site.start(alone, folder.resolve(name + ".out"), folder.resolve(name + ".err"));
    site.awaitThat(
        name + " answers",
        () -> {
          assertThat(process.isAlive()).as(site.read(name + ".err")).isTrue();
          return answers(address);
        });
  }

  private boolean answers(String address) {
    try {
      new SocketWire(address, site.port(), HTTPD).close();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** The reply in lines that are the same where the answers are. */
  private List<String> ask(String address, Asked asked, Map<String, String> products)
      throws IOException {
    try (SocketWire wire = new SocketWire(address, site.port(), HTTPD)) {
      wire.send(asked.text().getBytes(StandardCharsets.ISO_8859_1));
      Reply reply = new ReplyReader(wire.input()).read(asked.isHead(), false);
      return lines(asked, asked.isEncoded() ? Decoded.of(reply) : reply, products);
    }
  }

  private static List<String> lines(Asked asked, Reply reply, Map<String, String> products) {
    String body = masked(reply.body(), products);
    String heads = "";
    for (List<String> head : reply.heads()) {
      List<String> fields = new ArrayList<>(head);
      fields.removeIf(field -> field.startsWith("Date: "));
      fields.replaceAll(field -> field.startsWith("Allow: ") ? inOrder(field) : field);
      String status = fields.isEmpty() ? "" : fields.removeFirst();
      heads += masked(status + "\n" + String.join("\n", new TreeSet<>(fields)) + "\n", products);
    }
    Matcher boundary = BOUNDARY.matcher(heads);
    boolean multipart = boundary.find();
    if (multipart) {
      body = body.replace(boundary.group(1), "BOUNDARY");
      heads = heads.replace(boundary.group(1), "BOUNDARY");
    }
    boolean anyLength =
        multipart || asked.isEncoded() || asked.isHeadOnly() || body.contains("${SERVER");
    if (anyLength) {
      heads = heads.replaceAll("Content-Length: \\d+", "Content-Length: N");
    }
    List<String> lines = new ArrayList<>(heads.lines().toList());
    if (asked.isEncoded()) {
      // From which size on compressed content goes in chunks is each server's own.
      lines.removeIf(
          l -> l.startsWith("Content-Length: ") || l.equals("Transfer-Encoding: chunked"));
    }
    lines.add("marks " + reply.marks());
    lines.add("");
    lines.addAll(asked.isHeadOnly() ? List.of() : body.lines().toList());
    return lines;
  }

  /** httpd names methods in the order of a hash. */
  private static String inOrder(String allow) {
    String[] methods = allow.substring("Allow: ".length()).split(",");
    Arrays.sort(methods);
    return "Allow: " + String.join(",", methods);
  }

  private static String masked(String text, Map<String, String> products) {
    return text.replace(products.getOrDefault("${SERVER}", ""), "${SERVER}");
  }

  /**
   * A request.
   *
   * @param line as it stands in the file
   * @param text as it is sent
   * @param isHeadOnly whether the content is each server's own
   */
  private record Asked(String line, String text, boolean isHeadOnly) {

    static Asked parse(String line) {
      boolean headOnly = line.startsWith("~");
      boolean whole = line.startsWith("!");
      String[] parts = (headOnly || whole ? line.substring(1) : line).split(" \\| ?", -1);
      StringBuilder text = new StringBuilder(parts[0]);
      text.append(whole ? "\r\n" : " HTTP/1.1\r\nHost: localhost\r\n");
      boolean content = false;
      for (String part : List.of(parts).subList(1, parts.length)) {
        content |= part.isEmpty();
        text.append(part).append(content && !part.isEmpty() ? "" : "\r\n");
      }
      text.append(content ? "" : "\r\n");
      return new Asked(line, Escapes.decode(text.toString()), headOnly);
    }

    boolean isHead() {
      return text.startsWith("HEAD ");
    }

    boolean isEncoded() {
      return text.contains("Accept-Encoding");
    }
  }
}
