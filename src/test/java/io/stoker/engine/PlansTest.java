package io.stoker.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.testing.MemoryTransport;
import io.stoker.testing.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which requests have plans, that these say the same as the pipeline, and when they end. */
class PlansTest {

  private static final String MODULES =
      List.of("authz_core", "authz_host", "dir", "alias", "setenvif", "autoindex", "mime").stream()
          .map(m -> "LoadModule " + m + "_module modules/mod_" + m + ".so\n")
          .collect(Collectors.joining());

  @TempDir Path root;
  private TestServer server;
  private MemoryTransport connections;

  private void start(String config) {
    server =
        TestServer.in(root)
            .file("conf/mime.types", "text/plain txt\ntext/html html\n")
            .file("htdocs/a.txt", "aaa\n")
            .file("htdocs/dir/index.html", "index\n")
            .config(MODULES + "<Location />\nRequire all granted\n</Location>\n" + config + "\n")
            .start();
    connections = server.connections();
  }

  @AfterEach
  void stop() {
    if (connections != null) {
      assertThat(connections.failures()).isEmpty();
      server.close();
    }
  }

  /** What is received on a connection that sends this. */
  private String send(String text) {
    try (MemoryTransport.Client client = connections.connect("127.0.0.1", 80, "127.0.0.1", 4000)) {
      client.send(text.getBytes(StandardCharsets.ISO_8859_1));
      return new String(client.received(), StandardCharsets.ISO_8859_1)
          .replaceAll("Date: [^\r]*\r\n", "");
    }
  }

  private String get(String path, String... fields) {
    return ask("GET", path, fields);
  }

  private String ask(String method, String path, String... fields) {
    String more = fields.length == 0 ? "" : String.join("\r\n", fields) + "\r\n";
    return send(method + " " + path + " HTTP/1.1\r\nHost: a\r\n" + more + "\r\n");
  }

  /** The reply, which comes from a plan the second time, and is the same. */
  private String planned(String method, String path, String... fields) {
    String first = ask(method, path, fields);
    long hits = server.plans().hits();
    assertThat(ask(method, path, fields)).isEqualTo(first);
    assertThat(server.plans().hits()).as("hits, %s", server.plans().refusals()).isEqualTo(hits + 1);
    return first;
  }

  private void unplanned(String reason, String path, String... fields) {
    String first = get(path, fields);
    assertThat(get(path, fields)).isEqualTo(first);
    assertThat(server.plans().hits()).isZero();
    assertThat(server.plans().refusals()).containsKey(reason);
  }

  private Path file(String name) {
    return root.resolve("htdocs").resolve(name);
  }

  @Test
  void aFile() {
    start("");
    assertThat(planned("GET", "/a.txt"))
        .startsWith("HTTP/1.1 200 OK\r\n")
        .endsWith("\r\n\r\naaa\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "HEAD | /a.txt | Accept: a | 200",
        "GET | /a.txt | If-None-Match: * | 304",
        "GET | /a.txt | If-Modified-Since: Fri, 02 Jan 2026 03:04:05 GMT | 304",
        "GET | /a.txt | If-Match: \"no\" | 412",
        "GET | /a.txt | Range: bytes=1-2 | 206",
        "GET | /a.txt | Range: bytes=0-0,2-2 | 206",
        "GET | /a.txt | Range: bytes=9-9 | 416",
        "GET | /none | Accept: a | 404",
        "GET | /dir | Accept: a | 301",
        "GET | /dir/ | Accept: a | 200",
        "GET | /dir/?a=b | Accept: a | 200",
        "HEAD | /none | Accept: a | 404",
        "GET | /moved/x | Accept: a | 302",
        "GET | /closed | Accept: a | 403"
      })
  void everyKindOfReply(String method, String path, String field, int status) {
    start("Redirect /moved /else\n<Location /closed>\nRedirect 403\n</Location>");
    assertThat(planned(method, path, field)).startsWith("HTTP/1.1 " + status + " ");
  }

  @Test
  void whomAProxyNamesIsAConditionOnlyWhereSomeoneAsks() {
    start(
        """
        LoadModule remoteip_module modules/mod_remoteip.so
        LoadModule log_config_module modules/mod_log_config.so
        RemoteIPHeader X-Forwarded-For
        RemoteIPInternalProxy 127.0.0.1
        CustomLog logs/access.log "%a %{c}a %h"
        <Location /dir>
        Require ip 192.0.2.1
        </Location>
        """);
    planned("GET", "/a.txt", "X-Forwarded-For: 192.0.2.1");
    long hits = server.plans().hits();
    for (String other : List.of("192.0.2.2", "10.0.0.1", "192.0.2.3")) {
      assertThat(get("/a.txt", "X-Forwarded-For: " + other)).startsWith("HTTP/1.1 200 ");
    }
    assertThat(server.plans().hits()).isEqualTo(hits + 3);
    // Another form of the field is another case, and so is none.
    for (String other : List.of("192.0.2.010", "192.0.2.2, 10.0.0.1", "2001:db8::1", "x")) {
      get("/a.txt", "X-Forwarded-For: " + other);
    }
    get("/a.txt");
    assertThat(server.plans().hits()).isEqualTo(hits + 3);
    // Who asks for the client has a plan for each.
    assertThat(planned("GET", "/dir/", "X-Forwarded-For: 192.0.2.1")).startsWith("HTTP/1.1 200 ");
    assertThat(planned("GET", "/dir/", "X-Forwarded-For: 192.0.2.1")).startsWith("HTTP/1.1 200 ");
    assertThat(get("/dir/", "X-Forwarded-For: 192.0.2.2")).startsWith("HTTP/1.1 403 ");
    assertThat(get("/dir/", "X-Forwarded-For: 192.0.2.1")).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void whatWasReadOfTheRequestIsACondition() {
    start("SetEnvIf User-Agent ^x gone\n<If \"reqenv('gone') == '1'\">\nRedirect 410\n</If>");
    assertThat(planned("GET", "/a.txt", "User-Agent: y")).startsWith("HTTP/1.1 200 ");
    assertThat(planned("GET", "/a.txt", "User-Agent: x")).startsWith("HTTP/1.1 410 ");
    assertThat(planned("GET", "/a.txt")).startsWith("HTTP/1.1 200 ");
    assertThat(get("/a.txt", "User-Agent: y")).startsWith("HTTP/1.1 200 ");
    assertThat(get("/a.txt", "User-Agent: x2")).startsWith("HTTP/1.1 410 ");
  }

  @Test
  void theClientsAddressIsACondition() {
    start("<Location /a.txt>\nRequire ip 127.0.0.1\n</Location>");
    assertThat(planned("GET", "/a.txt")).startsWith("HTTP/1.1 200 ");
    try (MemoryTransport.Client other = connections.connect("127.0.0.1", 80, "127.0.0.2", 4000)) {
      other.send("GET /a.txt HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
      assertThat(new String(other.received(), StandardCharsets.ISO_8859_1))
          .startsWith("HTTP/1.1 403 ");
    }
  }

  @Test
  void whatCannotBeTheSameForTwoRequests() {
    start("<If \"%{TIME} == '1'\">\nRedirect 410\n</If>");
    unplanned("time", "/a.txt");
  }

  @Test
  void whatIsTheOneClientsOwn() {
    start("<If \"%{HTTP:Authorization} == 'x'\">\nRedirect 410\n</If>");
    unplanned("credentials", "/a.txt", "Authorization: Basic x");
    assertThat(planned("GET", "/a.txt")).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void whatIsToldInTheErrorLog() {
    start("<Location /dir>\nRequire all denied\n</Location>");
    unplanned("writes to the error log", "/dir/");
    assertThat(server.log()).hasSize(2);
  }

  @Test
  void aChangedFile() throws IOException {
    start("");
    planned("GET", "/a.txt");
    Files.writeString(file("a.txt"), "bbbb\n");
    assertThat(get("/a.txt")).endsWith("\r\n\r\nbbbb\n");
    assertThat(server.plans().changes()).isEqualTo(1);
  }

  @Test
  void aReplacedFile() throws IOException {
    start("");
    planned("GET", "/a.txt");
    Files.writeString(file("b.txt"), "bbbb\n");
    Files.move(file("b.txt"), file("a.txt"), StandardCopyOption.ATOMIC_MOVE);
    assertThat(get("/a.txt")).endsWith("\r\n\r\nbbbb\n");
  }

  @Test
  void aFileThatGoesAndComes() throws IOException {
    start("");
    planned("GET", "/a.txt");
    Files.delete(file("a.txt"));
    assertThat(planned("GET", "/a.txt")).startsWith("HTTP/1.1 404 ");
    Files.writeString(file("a.txt"), "again\n");
    assertThat(get("/a.txt")).endsWith("\r\n\r\nagain\n");
  }

  @Test
  void anAccessFileWhereNoneWas() throws IOException {
    start("<Directory \"" + root + "\">\nAllowOverride All\n</Directory>");
    planned("GET", "/dir/");
    Files.writeString(file(".htaccess"), "Redirect 410 /dir\n");
    assertThat(get("/dir/")).startsWith("HTTP/1.1 410 ");
    assertThat(planned("GET", "/dir/")).startsWith("HTTP/1.1 410 ");
    Files.writeString(file(".htaccess"), "Redirect 403 /dir\n");
    assertThat(get("/dir/")).startsWith("HTTP/1.1 403 ");
    Files.delete(file(".htaccess"));
    assertThat(planned("GET", "/dir/")).startsWith("HTTP/1.1 200 ");
  }

  /** What is said of one directory is no reason to look at the files of others again. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void oneDirectoryThatCannotBeWatched() throws IOException {
    start("StokerRecheck 0\nAlias /p /proc\n<Directory />\nAllowOverride All\n</Directory>");
    planned("GET", "/dir/");
    get("/p/version");
    planned("GET", "/a.txt");
    assertThat(planned("GET", "/dir/")).startsWith("HTTP/1.1 200 ");
    Files.writeString(file(".htaccess"), "Redirect 410 /dir\n");
    assertThat(get("/dir/")).startsWith("HTTP/1.1 410 ");
    assertThat(planned("GET", "/dir/")).startsWith("HTTP/1.1 410 ");
    Files.writeString(file(".htaccess"), "Redirect 403 /dir\n");
    assertThat(get("/dir/")).startsWith("HTTP/1.1 403 ");
  }

  /** More access files than are kept: who comes by all directories costs nobody else his plan. */
  @Test
  void accessFilesThatAreNotKept() throws IOException {
    start("<Directory \"" + root + "/htdocs\">\nAllowOverride All\n</Directory>");
    String large = ("#" + "x".repeat(7998) + "\n").repeat(1500);
    for (int i = 0; i < 6; i++) {
      server.write("htdocs/big" + i + "/.htaccess", large);
      server.write("htdocs/big" + i + "/f", "big\n");
    }
    planned("GET", "/a.txt");
    for (int i = 0; i < 3; i++) {
      get("/big" + i + "/f"); // 12 MB each, of 32
    }
    planned("GET", "/a.txt");
    for (int i = 3; i < 6; i++) {
      planned("GET", "/big" + i + "/f");
    }
    long hits = server.plans().hits();
    get("/a.txt");
    assertThat(server.plans().hits()).isEqualTo(hits + 1);
    for (int i = 0; i < 6; i++) {
      get("/big" + i + "/f");
      server.write("htdocs/big" + i + "/.htaccess", "Redirect 410 /big" + i + "\n");
      assertThat(get("/big" + i + "/f")).startsWith("HTTP/1.1 410 ");
    }
    Files.writeString(file(".htaccess"), "Redirect 410 /a.txt\n");
    assertThat(get("/a.txt")).startsWith("HTTP/1.1 410 ");
  }

  @Test
  void aSymbolicLinkThatLeadsElsewhere() throws IOException {
    start("");
    Files.createSymbolicLink(file("link"), file("dir"));
    assertThat(planned("GET", "/link/")).endsWith("\r\n\r\nindex\n");
    Files.createDirectory(file("dir2"));
    Files.writeString(file("dir2/index.html"), "second\n");
    Files.delete(file("link"));
    Files.createSymbolicLink(file("link"), file("dir2"));
    assertThat(get("/link/")).endsWith("\r\n\r\nsecond\n");
  }

  @Test
  void anIndexFileThatComesFirst() throws IOException {
    start("DirectoryIndex first.html index.html");
    assertThat(planned("GET", "/dir/")).endsWith("\r\n\r\nindex\n");
    Files.writeString(file("dir/first.html"), "first\n");
    assertThat(get("/dir/")).endsWith("\r\n\r\nfirst\n");
  }

  @Test
  void aDirectoryThatIsRenamed() throws IOException {
    start("");
    planned("GET", "/dir/");
    Files.move(file("dir"), file("gone"));
    assertThat(get("/dir/")).startsWith("HTTP/1.1 404 ");
    Files.move(file("gone"), file("dir"));
    assertThat(get("/dir/")).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void aListing() throws IOException {
    start("<Directory \"" + root + "/htdocs\">\nOptions +Indexes\n</Directory>");
    Files.createDirectories(file("list"));
    Files.writeString(file("list/one"), "1");
    assertThat(planned("GET", "/list/")).contains("\"one\"").doesNotContain("\"two\"");
    Files.writeString(file("list/two"), "2");
    assertThat(get("/list/")).contains("\"one\"").contains("\"two\"");
  }

  @Test
  void largeContentIsStored() {
    start("");
    String large = "0123456789abcdef".repeat(20_000);
    server.write("htdocs/large", large);
    assertThat(planned("GET", "/large")).endsWith("\r\n\r\n" + large);
    assertThat(planned("GET", "/large", "Range: bytes=16-100000"))
        .endsWith("\r\n\r\n" + large.substring(16, 100_001));
  }

  @Test
  void whatIsTooLargeIsReadEachTime() {
    start("StokerContentCache 1M 100K");
    server.write("htdocs/large", "x".repeat(200_000));
    unplanned("large content", "/large");
  }

  @Test
  void storedContentIsBounded() {
    start("StokerContentCache 1M 200K");
    for (int i = 0; i < 40; i++) {
      server.write("htdocs/f" + i, "x".repeat(100_000));
      assertThat(get("/f" + i)).startsWith("HTTP/1.1 200 ");
    }
    assertThat(server.plans().fills()).isEqualTo(40);
    server.settlePlans();
    assertThat(server.plans().evictions()).isBetween(28L, 40L);
  }

  @Test
  void plansAreBounded() {
    start("StokerPlanCache 64K");
    IntStream.range(0, 500).forEach(i -> get("/a.txt?" + i));
    server.settlePlans();
    assertThat(server.plans().evictions()).isGreaterThan(300);
  }

  @Test
  void off() {
    start("StokerPlanCache Off");
    get("/a.txt");
    get("/a.txt");
    assertThat(server.plans().fills()).isZero();
  }

  @Test
  void manyDifferencesAreNoDifferences() {
    start("SetEnvIf X-A . b");
    IntStream.range(0, 100).forEach(i -> get("/a.txt", "X-A: " + i));
    assertThat(get("/a.txt", "X-A: 99")).startsWith("HTTP/1.1 200 ");
    assertThat(server.plans().hits()).isEqualTo(1);
    get("/a.txt", "X-A: 1");
    assertThat(server.plans().hits()).isEqualTo(1);
  }

  /** Without connections, requests begin with the full second, so that it is not over at once. */
  @Test
  void aReplyThatSaysTheTimeIsKeptForTheSecond() {
    start("LoadModule expires_module modules/mod_expires.so\nExpiresActive On\nExpiresDefault A9");
    assertThat(server.raw("GET /a.txt HTTP/1.1\r\nHost: a\r\n\r\n"))
        .contains("Cache-Control: max-age=9\n");
    assertThat(server.plans().refusals()).isEmpty();
    assertThat(server.plans().fills()).isEqualTo(1);
  }

  @Test
  void compressedContent() {
    start(
        "LoadModule deflate_module modules/mod_deflate.so\n"
            + "LoadModule filter_module modules/mod_filter.so\n"
            + "AddOutputFilterByType DEFLATE text/plain");
    server.write("htdocs/text.txt", "a line of text\n".repeat(4000));
    String plain = planned("GET", "/text.txt");
    String small = planned("GET", "/text.txt", "Accept-Encoding: gzip");
    assertThat(small).contains("Content-Encoding: gzip\r\n").hasSizeLessThan(2000);
    assertThat(plain).hasSizeGreaterThan(60_000);
    assertThat(get("/text.txt")).isEqualTo(plain);
  }

  @Test
  void pipelinedRequestsInOrder() {
    start("");
    get("/a.txt");
    get("/dir/");
    String all =
        send(
            String.join(
                "",
                List.of("/a.txt", "/new", "/dir/", "/a.txt", "/new2").stream()
                    .map(p -> "GET " + p + " HTTP/1.1\r\nHost: a\r\n\r\n")
                    .toList()));
    assertThat(all.lines().filter(l -> l.startsWith("HTTP/1.1 ")).map(l -> l.substring(9, 12)))
        .containsExactly("200", "404", "200", "200", "404");
    assertThat(all.indexOf("aaa\n")).isLessThan(all.indexOf("index\n"));
    assertThat(server.plans().hits()).isEqualTo(3);
  }

  @Test
  void theNumberOfRequestsOfAConnection() {
    start("MaxKeepAliveRequests 2");
    String request = "GET /a.txt HTTP/1.1\r\nHost: a\r\nConnection: keep-alive\r\n\r\n";
    send(request);
    String all = send(request.repeat(4));
    assertThat(all.lines().filter(l -> l.startsWith("Keep-Alive: ")))
        .containsExactly("Keep-Alive: timeout=5, max=2", "Keep-Alive: timeout=5, max=1");
    assertThat(all.lines().filter(l -> l.equals("Connection: close"))).hasSize(1);
    assertThat(all.lines().filter(l -> l.startsWith("HTTP/1.1 200"))).hasSize(3);
  }

  /** The first is planned, so the others are hits, the last of each connection included. */
  @Test
  void theLastRequestOfAConnection() {
    start("MaxKeepAliveRequests 2");
    String request = "GET /a.txt HTTP/1.1\r\nHost: a\r\n\r\n";
    send(request);
    long hits = server.plans().hits();
    send(request.repeat(5));
    assertThat(server.plans().hits()).isEqualTo(hits + 3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET /a.txt HTTP/1.1 | Connection: close | '' ",
        "HEAD /a.txt HTTP/1.1 | Connection: close | '' ",
        "GET /none HTTP/1.1 | Connection: close | '' ",
        "GET /a.txt HTTP/1.0 | Accept: a | '' ",
        "GET /a.txt HTTP/1.0 | Connection: close | '' ",
        "GET /a.txt HTTP/1.1 | Accept: a | KeepAlive Off",
      })
  void aRequestThatEndsItsConnection(String line, String field, String config) {
    start(config);
    String request = line + "\r\nHost: a\r\n" + field + "\r\n\r\n";
    String first = send(request);
    try (MemoryTransport.Client client = connections.connect("127.0.0.1", 80, "127.0.0.1", 4000)) {
      client.send(request.repeat(2).getBytes(StandardCharsets.ISO_8859_1));
      client.finishSending();
      assertThat(client.isClosed()).isTrue();
      String reply = new String(client.received(), StandardCharsets.ISO_8859_1);
      assertThat(reply.replaceAll("Date: [^\r]*\r\n", ""))
          .isEqualTo(first)
          .contains("\r\nConnection: close\r\n")
          .doesNotContain("Keep-Alive:");
    }
    assertThat(server.plans().hits()).isEqualTo(1);
  }

  @Test
  void anOldRequestThatAsksToStay() {
    start("");
    String request = "GET /a.txt HTTP/1.0\r\nHost: a\r\nConnection: Keep-Alive\r\n\r\n";
    String first = send(request);
    assertThat(first).contains("Keep-Alive: timeout=5, max=100\r\nConnection: Keep-Alive\r\n");
    assertThat(send(request)).isEqualTo(first);
    assertThat(server.plans().hits()).isEqualTo(1);
    assertThat(get("/a.txt")).doesNotContain("Connection:");
    assertThat(server.plans().fills()).as("one for each version").isEqualTo(2);
  }

  /** Its end would have to be told by chunks, which such a client does not know. */
  @Test
  void anOldRequestWithoutALength() {
    start("LoadModule deflate_module x\nSetOutputFilter DEFLATE");
    String request = "GET /a.txt HTTP/1.0\r\nHost: a\r\nAccept-Encoding: gzip\r\n\r\n";
    assertThat(send(request)).doesNotContain("Transfer-Encoding");
    assertThat(send(request)).doesNotContain("Transfer-Encoding");
  }

  @Test
  void anIdleConnectionIsClosedAfterAHit() {
    start("KeepAliveTimeout 3");
    get("/a.txt");
    try (MemoryTransport.Client client = connections.connect("127.0.0.1", 80, "127.0.0.1", 4000)) {
      client.send("GET /a.txt HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
      assertThat(server.plans().hits()).isEqualTo(1);
      connections.advance(Duration.ofSeconds(2));
      assertThat(client.isClosed()).isFalse();
      connections.advance(Duration.ofSeconds(2));
      assertThat(client.isClosed()).isTrue();
    }
  }
}
