package io.stoker.cli.advise;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.stoker.cli.Main;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code stoker advise} as it is typed. */
class AdviseCommandTest {

  private static final String BASE =
      """
      Listen 8080
      ServerName www.example.com
      LoadModule mpm_event_module modules/mod_mpm_event.so
      LoadModule authz_core_module modules/mod_authz_core.so
      LoadModule log_config_module modules/mod_log_config.so
      CustomLog logs/access_log common
      """;

  @TempDir Path folder;

  private record Said(int status, String out, String err) {}

  private Said advise(String lines, String... words) throws IOException {
    Files.writeString(folder.resolve("httpd.conf"), BASE + lines);
    Files.createDirectories(folder.resolve("logs"));
    List<String> all =
        new ArrayList<>(List.of("advise", "-d", folder.toString(), "-f", "httpd.conf"));
    all.addAll(List.of(words));
    return run(all);
  }

  private static Said run(List<String> words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Main main =
        new Main(
            new PrintStream(out, true, StandardCharsets.ISO_8859_1),
            new PrintStream(err, true, StandardCharsets.ISO_8859_1),
            Map.of());
    int status = main.run(words);
    return new Said(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  @Test
  void aWarningNamesItsLineAndFails() throws IOException {
    Said said = advise("KeepAliveTimeout 120\n", "--offline");
    assertThat(said.status()).isEqualTo(1);
    assertThat(said.out())
        .contains(
            "warning: Connections may wait for 120 seconds [SR-048]",
            folder.resolve("httpd.conf") + ":7",
            "- KeepAliveTimeout 120",
            "+ KeepAliveTimeout 5",
            "1 warning, 0 advices");
    assertThat(advise("KeepAliveTimeout 120\n", "--offline", "--fail-on", "never").status())
        .isZero();
    assertThat(advise("", "--offline").status()).isZero();
  }

  @Test
  void advicesFailWhenTheyAreToFail() throws IOException {
    String lines = "MaxConnectionsPerChild 30\n";
    assertThat(advise(lines, "--offline").status()).isZero();
    assertThat(advise(lines, "--offline", "--fail-on", "advice").status()).isEqualTo(1);
    assertThat(advise(lines, "--offline", "--all").out())
        .contains("Waits for:", "SR-014 ", "Nothing to change:");
  }

  @Test
  void jsonHasEverything() throws IOException {
    Said said = advise("KeepAliveTimeout 120\n", "--offline", "--json");
    JsonNode json = new JsonMapper().readTree(said.out());
    assertThat(json.path("judgements").size()).isEqualTo(40);
    assertThat(json.path("isRunning").asBoolean()).isFalse();
    JsonNode first = json.path("judgements").path(0);
    assertThat(first.path("id").asString()).isEqualTo("SR-048");
    assertThat(first.path("changes").path(0).path("edits").path(0).path("line").asInt())
        .isEqualTo(7);
    assertThat(first.path("evidence").path(0).path("number").asDouble()).isEqualTo(120);
  }

  @Test
  void aBrokenConfigurationIsTold() throws IOException {
    Said said = advise("KeepAliveTimes 5\n", "--offline");
    assertThat(said.status()).isEqualTo(2);
    assertThat(said.err()).contains("KeepAliveTimes");
    assertThat(advise("", "--fail-on", "everything").status()).isEqualTo(2);
  }

  @Test
  void aRunningServerIsAsked() throws IOException {
    String report = advise("MaxConnectionsPerChild 30\n", "--offline", "--json").out();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/actuator/advisor",
        exchange -> {
          byte[] body =
              report
                  .replace("\"isRunning\" : false", "\"isRunning\" : true")
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    try {
      String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/actuator/advisor";
      Said said = run(List.of("advise", "--url", url, "--fail-on", "advice", "--json"));
      assertThat(said.status()).isEqualTo(1);
      assertThat(said.out()).contains("\"isRunning\" : true", "SR-044");
      assertThat(run(List.of("advise", "--url", url.replace("actuator", "nothing"))).status())
          .isEqualTo(2);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void withoutAServerTheConfigurationIsJudgedAlone() throws IOException {
    Files.writeString(folder.resolve("httpd.conf"), BASE);
    Files.createDirectories(folder.resolve("logs"));
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(err, true, StandardCharsets.ISO_8859_1);
    Map<String, String> nobody = Map.of("STOKER_ADVISORURL", "http://127.0.0.1:1/actuator/advisor");
    List<String> words = List.of("-d", folder.toString(), "-f", "httpd.conf");
    assertThat(AdviseCommand.run(words, stream, stream, nobody)).isZero();
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("no server at", "judged alone");
  }
}
