package io.stoker.actuator;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.boot.ManagedSite;
import io.stoker.runtime.Cause;
import io.stoker.runtime.Reload;
import io.stoker.runtime.ServerSignal;
import io.stoker.testing.Client;
import io.stoker.testing.Installed;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The configuration seen and changed over HTTP, and the ways to have it read again. */
class HttpdConfigIT {

  private static final String UNRESTRICTED =
      "--management.endpoint.httpdconfig.access=unrestricted";

  @TempDir Path folder;
  private ManagedSite site;
  private String main;

  @BeforeEach
  void prepare() {
    site = new ManagedSite(folder);
    main = folder + "/conf/httpd.conf";
    site.write("conf/more.conf", "ServerAdmin größe@example.com\n");
    site.configure("Include conf/more.conf\n");
  }

  @AfterEach
  void stop() {
    site.close();
  }

  private static String json(Map<String, ?> body) {
    return new JsonMapper().writeValueAsString(body);
  }

  private ManagedSite.Answer change(String part, String file, String text) {
    return site.post("/httpdconfig/" + part, json(Map.of("path", file, "text", text)));
  }

  private String admin() {
    return site.get("/directives/ServerAdmin").json().path("uses").path(0).path("value").asString();
  }

  private double reloads(String result) {
    JsonNode meter = site.get("/metrics/stoker.reloads?tag=result:" + result).json();
    return meter.path("measurements").path(0).path("value").asDouble();
  }

  @Test
  void filesAreReadAndNothingCanBeWrittenUnlessItIsAllowed() throws Exception {
    site.start();
    JsonNode config = site.get("/httpdconfig").json();
    assertThat(config.path("files")).hasSize(2);
    assertThat(config.path("files").path(0).path("path").asString()).isEqualTo(main);
    JsonNode more = config.path("files").path(1);
    assertThat(more.path("includedFrom").asString()).isEqualTo(main);
    assertThat(more.path("line").asInt()).isEqualTo(8);
    assertThat(more.path("state").asString()).isEqualTo("SAME");
    site.write("conf/more.conf", "ServerAdmin drift\n");
    assertThat(site.get("/httpdconfig").json().path("files").path(1).path("state").asString())
        .isEqualTo("CHANGED");
    JsonNode file = site.get("/httpdconfig/file?path=" + folder + "/conf/more.conf").json();
    assertThat(file.path("text").asString()).isEqualTo("ServerAdmin größe@example.com\n");
    assertThat(file.path("charset").asString()).isEqualTo("UTF-8");
    assertThat(site.get("/httpdconfig/file?path=/etc/passwd").status()).isEqualTo(404);
    assertThat(change("apply", main, site.base()).status()).isEqualTo(405);
    assertThat(change("validate", main, site.base()).status()).isEqualTo(405);
    assertThat(site.read("conf/httpd.conf")).endsWith("Include conf/more.conf\n");
  }

  @Test
  void aCandidateIsJudgedWithoutBeingWritten() throws Exception {
    site.start(UNRESTRICTED);
    long generation = site.plane().status().generation();
    assertThat(change("validate", main, site.base()).status()).isEqualTo(200);
    ManagedSite.Answer bad = change("validate", main, site.base() + "\nKeepAlive Perhaps\n");
    assertThat(bad.status()).isEqualTo(422);
    JsonNode finding = bad.json().path("findings").path(0);
    assertThat(finding.path("text").asString()).contains("KeepAlive must be On or Off");
    assertThat(finding.path("position").path("file").asString()).isEqualTo(main);
    assertThat(finding.path("position").path("line").asInt()).isEqualTo(9);
    // A file that is only there in the candidate is read, and one that no Include names is refused.
    ManagedSite.Answer fresh =
        site.post(
            "/httpdconfig/validate",
            json(
                Map.of(
                    "files",
                    json(
                        Map.of(
                            main,
                            site.base() + "Include conf/new*.conf\n",
                            folder + "/conf/new.conf",
                            "\nNonsense\n")))));
    assertThat(fresh.text()).contains("Syntax error on line 2 of " + folder + "/conf/new.conf");
    assertThat(change("validate", "/etc/passwd", "ServerAdmin a\n").text())
        .contains("/etc/passwd is not read by the configuration");
    assertThat(site.plane().status().generation()).isEqualTo(generation);
    assertThat(site.read("conf/httpd.conf")).endsWith("Include conf/more.conf\n");
    assertThat(reloads("accepted") + reloads("rejected")).isZero();
  }

  @Test
  void aChangeIsAppliedAndTakenBack() throws Exception {
    site.start(UNRESTRICTED);
    long generation = site.plane().status().generation();
    Files.setPosixFilePermissions(
        Path.of(main), java.nio.file.attribute.PosixFilePermissions.fromString("rw-r-----"));
    ManagedSite.Answer applied =
        site.post(
            "/httpdconfig/apply",
            json(
                Map.of(
                    "base",
                    generation,
                    "files",
                    json(Map.of(main, site.base() + "ServerAdmin new@example.com\n")))));
    assertThat(applied.status()).as(applied.text()).isEqualTo(200);
    assertThat(applied.json().path("generation").asLong()).isGreaterThan(generation);
    assertThat(admin()).isEqualTo("new@example.com");
    assertThat(site.read("conf/httpd.conf")).endsWith("ServerAdmin new@example.com\n");
    assertThat(Files.getPosixFilePermissions(Path.of(main))).hasSize(3);
    assertThat(reloads("accepted")).isEqualTo(1);
    // Whoever still looks at the former generation must look again.
    ManagedSite.Answer late =
        site.post(
            "/httpdconfig/apply",
            json(Map.of("base", generation, "path", main, "text", site.base())));
    assertThat(late.status()).isEqualTo(409);

    site.plane().reloader().awaitHistory();
    JsonNode history = site.get("/httpdconfig/history").json().path("revisions");
    assertThat(history).hasSize(2);
    assertThat(history.path(0).path("how").asString()).isEqualTo("REST");
    assertThat(history.path(0).path("by").asString()).isEqualTo("management");
    assertThat(history.path(1).path("how").asString()).isEqualTo("start");
    assertThat(site.get("/httpdconfig/diff?to=2").json().path("diff").asString())
        .contains("-Include conf/more.conf", "+ServerAdmin new@example.com");

    ManagedSite.Answer back = site.post("/httpdconfig/rollback", "{\"revision\":1}");
    assertThat(back.status()).as(back.text()).isEqualTo(200);
    assertThat(admin()).isEqualTo("größe@example.com");
    assertThat(site.read("conf/httpd.conf")).endsWith("Include conf/more.conf\n");
    site.plane().reloader().awaitHistory();
    assertThat(site.get("/httpdconfig/history?limit=1").json().path("revisions").path(0).toString())
        .contains("\"how\":\"rollback\"");
    assertThat(site.post("/httpdconfig/rollback", "{\"revision\":99}").status()).isEqualTo(404);
    assertThat(site.post("/httpdconfig/rollback", "{}").status()).isEqualTo(400);
  }

  @Test
  void whatCannotBeTakenLeavesEverythingAsItWas() throws Exception {
    site.configure("Include conf/more.conf\nKeepAliveTimeout 300\n"); // for the one connection
    site.start(UNRESTRICTED);
    String before = site.read("conf/httpd.conf");
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Client client = new Client(site.port())) {
      assertThat(client.get("/index.html").code()).isEqualTo(200);
      String more = "Listen 127.0.0.1:" + taken.getLocalPort() + "\n";
      ManagedSite.Answer refused = change("apply", main, site.base() + more);
      assertThat(refused.status()).isEqualTo(422);
      assertThat(refused.json().path("outcome").asString()).isEqualTo("REFUSED");
      assertThat(refused.text()).contains("Address already in use");
      assertThat(site.read("conf/httpd.conf")).isEqualTo(before);
      assertThat(reloads("rejected")).isEqualTo(1);
      assertThat(client.get("/index.html").code()).isEqualTo(200);
    }
    for (Cause cause : new Cause[] {Cause.of(ServerSignal.GRACEFUL), Cause.rest("me")}) {
      site.configure("Nonsense\n");
      Reload done = site.plane().reloader().reload(cause);
      assertThat(done.result()).isEqualTo(Reload.Result.REJECTED);
      assertThat(done.findings().getLast().position().line()).isEqualTo(8);
      JsonNode health = site.get("/health").json();
      assertThat(health.path("status").asString()).isEqualTo("UP");
      assertThat(health.toString())
          .contains("\"result\":\"rejected\"", "\"cause\":\"" + cause + "\"");
      for (String group : new String[] {"liveness", "readiness"}) {
        assertThat(site.get("/health/" + group).status()).isEqualTo(200);
      }
    }
    assertThat(reloads("rejected")).isEqualTo(3);
    assertThat(site.read("logs/error_log"))
        .contains("STK0108: REST (me): the configuration is read again")
        .contains("STK0101: the configuration stays as it is: AH00526: Syntax error on line 8 of");
  }

  @Test
  void aFileThatChangesIsTakenByItselfWhereThatIsAsked() throws Exception {
    site.start("--stoker.reload.watch=true", "--stoker.reload.quiet-period=0s");
    assertThat(site.get("/httpdconfig").json().path("isWatched").asBoolean()).isTrue();
    site.write("conf/more.conf", "ServerAdmin watched@example.com\n");
    Installed patience = new Installed(Files.createDirectory(folder.resolve("unused")));
    patience.awaitThat("the reload", () -> admin().equals("watched@example.com"));
    site.write("conf/more.conf", "Nonsense\n");
    patience.awaitThat("the refusal", () -> reloads("rejected") == 1);
    assertThat(admin()).isEqualTo("watched@example.com");
    assertThat(site.get("/health/readiness").status()).isEqualTo(200);
    site.write("conf/more.conf", "ServerAdmin mended@example.com\n");
    patience.awaitThat("the mended one", () -> admin().equals("mended@example.com"));
    assertThat(reloads("rejected")).isEqualTo(1);
    site.plane().reloader().awaitHistory();
    assertThat(site.get("/httpdconfig/history").text()).contains("\"how\":\"file watch\"");
  }

  @Test
  void withoutHistoryThereIsNone() throws IOException, io.stoker.runtime.StartException {
    site.start("--stoker.history.enabled=false");
    assertThat(Files.exists(folder.resolve("state/history"))).isFalse();
    assertThat(site.get("/httpdconfig/history").status()).isEqualTo(404);
    site.configure("");
    assertThat(site.plane().reload(ServerSignal.GRACEFUL)).isTrue();
    assertThat(Files.exists(folder.resolve("state/history"))).isFalse();
  }
}
