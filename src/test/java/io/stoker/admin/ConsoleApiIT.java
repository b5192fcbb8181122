package io.stoker.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.boot.ManagedSite;
import io.stoker.runtime.ServerSignal;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The console as programs use it, with tokens; what each may; and what the audit has of it. */
class ConsoleApiIT {

  private static final JsonMapper JSON = new JsonMapper();

  @TempDir Path root;
  private ManagedSite site;
  private ApiClient api;
  private String viewer;
  private String operator;
  private String admin;

  @BeforeEach
  void prepare() throws Exception {
    site = new ManagedSite(root);
    api = new ApiClient(site);
    ApiTokens tokens = new ApiTokens(root.resolve("state/console/tokens"), InstantSource.system());
    viewer = tokens.make("v", Role.VIEWER, "ann", null).secret();
    operator = tokens.make("o", Role.OPERATOR, "ann", null).secret();
    admin = tokens.make("a", Role.ADMIN, "ann", null).secret();
    site.write(
        "state/console/users",
        "ann:" + new BCryptPasswordEncoder(4).encode("correct horse battery") + "\n");
    site.write("conf/more.conf", "Timeout 5\n");
    site.configure("CustomLog logs/access_log common\nInclude conf/more.conf\n");
  }

  @AfterEach
  void stop() {
    api.close();
    site.close();
  }

  private Map<String, Object> wish(String text) {
    return Map.of("path", root.resolve("conf/more.conf").toString(), "text", text, "base", 0);
  }

  /** Who, what and result of each line, the oldest first. */
  private List<String> audit() throws Exception {
    List<String> all = new ArrayList<>();
    for (JsonNode row : api.json("/api/audit", admin)) {
      all.addFirst(
          row.path("who").asString()
              + " "
              + row.path("action").asString()
              + " "
              + row.path("result").asString());
    }
    return all;
  }

  // ---- who may what ----

  @Test
  void tokensOpenWhatTheyAreFor() throws Exception {
    site.start();
    HttpResponse<String> none = api.get("/api/overview", null);
    assertThat(none.statusCode()).isEqualTo(401);
    assertThat(none.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
    HttpResponse<String> wrong = api.get("/api/overview", "stk_wrong");
    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(wrong.headers().firstValue("WWW-Authenticate"))
        .hasValueSatisfying(value -> assertThat(value).startsWith("Bearer"));
    for (String path :
        List.of(
            "/api/overview",
            "/api/scoreboard",
            "/api/hosts",
            "/api/server",
            "/api/fleet",
            "/api/certificates",
            "/api/plans",
            "/api/directives",
            "/api/tuning",
            "/api/advisor",
            "/api/history",
            "/api/history/1",
            "/api/logs",
            "/api/config",
            "/api/config/trial",
            "/api/config/drift",
            "/api/config/htaccess",
            "/api/config/completion",
            "/api/config/search?q=timeout")) {
      api.json(path, viewer);
    }
    assertThat(api.get("/api/audit", viewer).statusCode()).isEqualTo(403);
    assertThat(api.get("/api/tokens", operator).statusCode()).isEqualTo(403);
    assertThat(api.json("/api/tokens", admin)).hasSize(3);
    assertThat(api.get("/actuator/auditevents", null).statusCode()).isEqualTo(401);
    assertThat(api.get("/actuator/auditevents", viewer).statusCode()).isEqualTo(403);
    assertThat(api.get("/actuator/auditevents", admin).statusCode()).isEqualTo(200);
    assertThat(api.get("/actuator/health", null).statusCode()).isEqualTo(200);
    assertThat(api.send("POST", "/api/children/0/retire", viewer, null).statusCode())
        .isEqualTo(403);
    for (String evaluated : List.of("validate", "replay", "apply")) {
      assertThat(api.send("POST", "/api/config/" + evaluated, operator, wish("")).statusCode())
          .as(evaluated)
          .isEqualTo(403);
    }
    assertThat(api.send("POST", "/api/explain", operator, wish("")).statusCode()).isEqualTo(403);
    assertThat(api.send("POST", "/explain/request", operator, wish("")).statusCode())
        .isEqualTo(403);
    assertThat(audit())
        .contains(
            "stoker start serving", "- token failed", "ann/v denied failed", "ann/o denied failed");
  }

  @Test
  void withoutATokenAFormsProofIsWanted() throws Exception {
    site.start();
    assertThat(api.send("POST", "/api/config/apply", null, wish("Timeout 6\n")).statusCode())
        .isEqualTo(403);
    assertThat(site.read("conf/more.conf")).isEqualTo("Timeout 5\n");
  }

  @Test
  void tokensAreMadeAndRevokedWithTokens() throws Exception {
    site.start();
    HttpResponse<String> made =
        api.send("POST", "/api/tokens", admin, Map.of("name", "ci", "scope", "viewer", "days", 30));
    assertThat(made.statusCode()).isEqualTo(201);
    String secret = JSON.readTree(made.body()).path("secret").asString();
    String id = JSON.readTree(made.body()).path("token").path("id").asString();
    api.json("/api/overview", secret);
    assertThat(api.get("/api/tokens", admin).body()).contains("\"ci\"").doesNotContain(secret);
    assertThat(api.send("DELETE", "/api/tokens/" + id, admin, null).statusCode()).isEqualTo(200);
    assertThat(api.get("/api/overview", secret).statusCode()).isEqualTo(401);
    assertThat(api.send("DELETE", "/api/tokens/" + id, admin, null).statusCode()).isEqualTo(404);
    HttpResponse<String> bad =
        api.send("POST", "/api/tokens", admin, Map.of("name", "ci", "scope", "root"));
    assertThat(bad.statusCode()).isEqualTo(400);
    assertThat(bad.body()).contains("scope is viewer, operator or admin");
    assertThat(audit()).contains("ann/a token.make ok", "ann/a token.revoke ok");
  }

  @Test
  void loginsAreTold() throws Exception {
    site.start();
    login("ann", "wrong");
    login("nobody", "correct horse battery");
    login("ann", "correct horse battery");
    assertThat(audit())
        .containsSubsequence("ann login failed", "nobody login failed", "ann login ok");
    assertThat(api.json("/api/audit?q=nobody", admin).path(0).path("from").asString())
        .isEqualTo("127.0.0.1");
    assertThat(site.read("state/console/audit.jsonl")).doesNotContain("battery");
  }

  private void login(String name, String password) throws Exception {
    HttpResponse<String> page = api.get("/login", null);
    String cookie = page.headers().firstValue("Set-Cookie").orElseThrow().replaceFirst(";.*", "");
    String token = page.body().replaceFirst("(?s).*name=\"_csrf\" value=\"([^\"]+)\".*", "$1");
    HttpRequest request =
        HttpRequest.newBuilder(api.uri("/login"))
            .header("Cookie", cookie)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "_csrf="
                        + ApiClient.word(token)
                        + "&username="
                        + ApiClient.word(name)
                        + "&password="
                        + ApiClient.word(password)))
            .build();
    assertThat(api.http().send(request, HttpResponse.BodyHandlers.discarding()).statusCode())
        .isEqualTo(302);
  }

  // ---- its description ----

  @Test
  void theDescriptionIsThatOfTheCode() throws Exception {
    site.start();
    JsonNode document = api.json("/api/openapi.json", viewer);
    assertThat(document.path("openapi").asString()).isEqualTo("3.1.0");
    List<String> described = new ArrayList<>();
    document
        .path("paths")
        .forEachEntry(
            (path, operations) ->
                operations.forEachEntry(
                    (method, operation) -> {
                      described.add(method.toUpperCase(Locale.ROOT) + " " + path);
                      assertThat(operation.path("summary").asString()).as(path).isNotEmpty();
                    }));
    assertThat(described)
        .containsExactlyInAnyOrderElementsOf(
            ApiTable.rows().stream().map(row -> row.method() + " " + row.path()).toList());
    JsonNode apply = document.path("paths").path("/api/config/apply").path("post");
    assertThat(apply.path("x-scope").asString()).isEqualTo("admin");
    assertThat(apply.at("/requestBody/content/application~1json/schema/$ref").asString())
        .isEqualTo("#/components/schemas/ConfigChangesWish");
    JsonNode lines = document.path("paths").path("/api/logs/lines").path("get").path("parameters");
    assertThat(lines.path(0).path("name").asString()).isEqualTo("log");
    assertThat(lines.path(0).path("required").asBoolean()).isTrue();
    assertThat(lines.path(2).path("required").asBoolean()).isFalse();
  }

  /** What every GET gives has the properties that its schema has, and no others. */
  @Test
  void answersAreAsDescribed() throws Exception {
    site.start();
    JsonNode document = api.json("/api/openapi.json", viewer);
    for (ApiTable.Row row : ApiTable.rows()) {
      JsonNode operation = document.path("paths").path(row.path()).path("get");
      JsonNode schema = operation.at("/responses/200/content/application~1json/schema");
      boolean isAsked =
          row.method().equals("GET")
              && !row.path().contains("{")
              && !schema.isMissingNode()
              && operation
                  .path("parameters")
                  .valueStream()
                  .noneMatch(p -> p.path("required").asBoolean());
      if (isAsked) {
        conforms(row.path(), api.json(row.path(), admin), schema, document);
      }
    }
  }

  private static void conforms(String what, JsonNode value, JsonNode schema, JsonNode document) {
    JsonNode real = schema;
    if (schema.has("anyOf")) {
      if (value.isNull()) {
        return;
      }
      real = schema.path("anyOf").path(0);
    }
    if (real.has("$ref")) {
      real = document.at(real.path("$ref").asString().substring(1));
    }
    switch (real.path("type").asString("")) {
      case "array" -> {
        assertThat(value.isArray()).as(what).isTrue();
        for (JsonNode one : value) {
          conforms(what + "[]", one, real.path("items"), document);
        }
      }
      case "object" -> {
        assertThat(value.isObject()).as(what).isTrue();
        JsonNode properties = real.path("properties");
        if (real.has("properties")) {
          assertThat(value.propertyNames())
              .as(what)
              .containsExactlyInAnyOrderElementsOf(properties.propertyNames());
          value.forEachEntry(
              (name, one) -> conforms(what + "." + name, one, properties.path(name), document));
        }
      }
      case "string" -> assertThat(value.isString()).as(what).isTrue();
      case "integer" -> assertThat(value.isIntegralNumber()).as(what).isTrue();
      case "number" -> assertThat(value.isNumber()).as(what).isTrue();
      case "boolean" -> assertThat(value.isBoolean()).as(what).isTrue();
      default -> assertThat(real.isEmpty()).as(what + " " + real).isTrue();
    }
  }

  /** A token of the next smaller scope is not enough. */
  @Test
  void scopesAreAsDescribed() throws Exception {
    site.start();
    for (ApiTable.Row row : ApiTable.rows()) {
      String path = row.path().replaceAll("\\{\\w+}", "0");
      if (row.scope() == Role.VIEWER) {
        assertThat(api.get(path, null).statusCode()).as(path).isEqualTo(401);
      } else {
        String less = row.scope() == Role.ADMIN ? operator : viewer;
        assertThat(api.send(row.method(), path, less, Map.of()).statusCode())
            .as(path)
            .isEqualTo(403);
      }
    }
  }

  // ---- what is done ----

  private long trial() throws Exception {
    JsonNode id = api.json("/api/config/trial", viewer).path("pending").path("id");
    assertThat(id.isIntegralNumber()).isTrue();
    return id.asLong();
  }

  @Test
  void whoMeansAnotherTrialDoesNothing() throws Exception {
    site.start();
    api.send("POST", "/api/config/apply", admin, wish("Timeout 6\n"));
    long first = trial();
    JsonNode applied =
        JSON.readTree(api.send("POST", "/api/config/apply", admin, wish("Timeout 7\n")).body());
    long second = trial();
    assertThat(applied.path("pending").path("id").asLong()).isEqualTo(second);
    for (String way : List.of("confirm", "revert")) {
      String path = "/api/config/" + way + "?trial=" + first;
      HttpResponse<String> refused = api.send("POST", path, operator, null);
      assertThat(refused.statusCode()).as(way).isEqualTo(409);
      assertThat(JSON.readTree(refused.body()).path("message").asString())
          .isEqualTo("Another change, by ann/a, is on trial by now; nothing was done.");
    }
    assertThat(trial()).isEqualTo(second);
    assertThat(site.read("conf/more.conf")).isEqualTo("Timeout 7\n");
    String meant = "/api/config/revert?trial=" + second;
    JsonNode back = JSON.readTree(api.send("POST", meant, operator, null).body());
    assertThat(back.path("outcome").asString()).isEqualTo("APPLIED");
    assertThat(site.read("conf/more.conf")).isEqualTo("Timeout 6\n");
    JsonNode latest = api.json("/api/config/trial", viewer).path("latest");
    assertThat(latest.path("takenBack").asBoolean()).isTrue();
    assertThat(api.send("POST", meant, operator, null).body()).contains("That trial is over");
    assertThat(audit())
        .containsSubsequence(
            "ann/o config.confirm failed",
            "ann/o config.revert failed",
            "ann/o config.revert applied");
  }

  @Test
  void aChangeGoesItsWholeWay() throws Exception {
    site.start();
    JsonNode checked =
        JSON.readTree(api.send("POST", "/api/config/validate", admin, wish("Timeout 6\n")).body());
    assertThat(checked.path("change").path("outcome").asString()).isEqualTo("VALID");
    assertThat(checked.path("diff").asString()).contains("+Timeout 6");
    JsonNode effect = checked.path("meaning").path("effects").path(0);
    assertThat(effect.path("directive").asString()).isEqualTo("Timeout");
    assertThat(effect.path("before").asString()).isEqualTo("5");
    assertThat(api.send("POST", "/api/config/apply", admin, wish("Timeout\n")).statusCode())
        .isEqualTo(409);
    assertThat(api.send("POST", "/api/config/apply", admin, wish("Timeout 6\n")).statusCode())
        .isEqualTo(200);
    JsonNode trial = api.json("/api/config/trial", viewer);
    assertThat(trial.path("pending").path("by").asString()).isEqualTo("ann/a");
    assertThat(trial.path("evidence").path("after").path("requests").asInt()).isZero();
    assertThat(api.send("POST", "/api/config/confirm", operator, null).statusCode()).isEqualTo(200);
    assertThat(api.json("/api/config/trial", viewer).path("latest").path("ending").asString())
        .isEqualTo("CONFIRMED");
    JsonNode blamed =
        api.json("/api/config/blame?path=" + ApiClient.word(root + "/conf/more.conf"), viewer)
            .path(0);
    assertThat(blamed.path("by").asString()).isEqualTo("ann/a");
    assertThat(api.send("POST", "/api/config/rollback", admin, Map.of("revision", 1)).statusCode())
        .isEqualTo(200);
    assertThat(site.read("conf/more.conf")).isEqualTo("Timeout 5\n");
    site.plane().reload(ServerSignal.GRACEFUL);
    assertThat(audit())
        .containsSubsequence(
            "ann/a config.apply invalid",
            "ann/a config.apply applied",
            "ann/o config.confirm ok",
            "ann/a config.rollback applied",
            "SIGUSR1 config.reload accepted");
  }

  @Test
  void endpointsAreAuditedToo() throws Exception {
    site.start("--management.endpoint.httpdconfig.access=unrestricted");
    assertThat(api.send("POST", "/actuator/httpdconfig/reload", null, Map.of()).statusCode())
        .isEqualTo(200);
    assertThat(api.send("POST", "/actuator/httpdconfig/reload", admin, Map.of()).statusCode())
        .isEqualTo(200);
    assertThat(audit())
        .contains("management config.reload accepted", "ann/a config.reload accepted");
    for (JsonNode row : api.json("/api/audit?q=config.reload", admin)) {
      assertThat(row.path("from").asString()).isEqualTo("127.0.0.1");
    }
  }

  @Test
  void aChildIsReplaced() throws Exception {
    site.start();
    long before = site.plane().children().started();
    assertThat(api.send("POST", "/api/children/0/retire", operator, null).statusCode())
        .isEqualTo(200);
    assertThat(api.send("POST", "/api/children/99/retire", operator, null).statusCode())
        .isEqualTo(404);
    JsonNode child = api.json("/api/scoreboard", viewer).path("children").path(0);
    assertThat(child.has("seconds")).isTrue();
    assertThat(audit()).contains("ann/o child.retire ok", "ann/o child.retire failed");
    assertThat(site.plane().children().started()).isGreaterThanOrEqualTo(before);
  }

  @Test
  void whatIsKeptElsewhereIsNotChangedHere() throws Exception {
    site.start("--stoker.console.locked=true");
    assertThat(api.json("/api/config", viewer).path("locked").asString())
        .contains("stoker.console.locked");
    HttpResponse<String> refused =
        api.send("POST", "/api/config/apply", admin, wish("Timeout 6\n"));
    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(refused.body()).contains("READ_ONLY", "kept elsewhere");
    assertThat(api.send("POST", "/api/config/rollback", admin, Map.of("revision", 1)).body())
        .contains("READ_ONLY");
    assertThat(api.json("/api/config/drift", viewer)).isEmpty();
    site.write("conf/more.conf", "Timeout 9\n");
    JsonNode drift = api.json("/api/config/drift", viewer).path(0);
    assertThat(drift.path("state").asString()).isEqualTo("CHANGED");
    assertThat(drift.path("diff").asString()).contains("-Timeout 5", "+Timeout 9");
    assertThat(audit()).contains("ann/a config.apply read_only", "ann/a config.rollback read_only");
  }

  @Test
  void filesOfTheSitesAreSearchedToo() throws Exception {
    site.write("htdocs/.htaccess", "AddType text/x-timeout .x\n");
    site.start();
    JsonNode found = api.json("/api/config/search?q=timeout", viewer).path("hits");
    assertThat(found).hasSize(2);
    assertThat(found.path(0).path("path").asString()).endsWith("conf/more.conf");
    assertThat(found.path(0).path("isDirective").asBoolean()).isTrue();
    assertThat(found.path(1).path("path").asString()).endsWith("htdocs/.htaccess");
    assertThat(api.json("/api/config/search?q=timeout&names=true", viewer).path("hits")).hasSize(1);
    assertThat(api.get("/api/config/file?path=/etc/passwd", admin).statusCode()).isEqualTo(404);
  }

  // ---- logs ----

  @Test
  void logsAreSearchedAndNothingElse() throws Exception {
    site.start();
    Path log = root.resolve("logs/access_log");
    Files.writeString(log, "GET /one 200\nGET /two 404\n", StandardOpenOption.APPEND);
    String at = "/api/logs/lines?log=" + ApiClient.word(log.toString());
    JsonNode found = api.json(at + "&q=404", viewer);
    assertThat(found.path("lines")).hasSize(1);
    assertThat(found.path("lines").path(0).path("text").asString()).isEqualTo("GET /two 404");
    assertThat(found.path("stopped").isNull()).isTrue();
    for (String other : List.of("/etc/passwd", root + "/conf/httpd.conf", log + "/../error_log")) {
      HttpResponse<String> none = api.get("/api/logs/lines?log=" + ApiClient.word(other), admin);
      assertThat(none.statusCode()).isEqualTo(404);
      assertThat(none.body()).contains("no file that the served configuration logs to");
      assertThat(api.get("/api/logs/tail?log=" + ApiClient.word(other), admin).statusCode())
          .isEqualTo(404);
    }
  }

  @Test
  void aLogIsFollowed() throws Exception {
    site.start();
    Path log = root.resolve("logs/access_log");
    HttpRequest request =
        HttpRequest.newBuilder(
                api.uri("/api/logs/tail?q=two&log=" + ApiClient.word(log.toString())))
            .header("Authorization", "Bearer " + viewer)
            .timeout(Duration.ofMinutes(2))
            .build();
    HttpResponse<InputStream> stream =
        api.http().send(request, HttpResponse.BodyHandlers.ofInputStream());
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
      // The first look is a sign of life: the log is followed from here on.
      assertThat(lines.readLine()).startsWith(":");
      Files.writeString(log, "one\ntwo\n", StandardOpenOption.APPEND);
      String line = lines.readLine();
      while (!line.startsWith("data:")) {
        line = lines.readLine();
      }
      assertThat(JSON.readTree(line.substring(5)).path("lines").path(0).asString())
          .isEqualTo("two");
    }
  }

  // ---- the other plane ----

  @Test
  void nothingOfItIsOnTheContentPort() throws Exception {
    site.start();
    for (String path : List.of("/api/overview", "/actuator/health", "/config", "/audit", "/live")) {
      HttpRequest request =
          HttpRequest.newBuilder(api.content(path))
              .header("Authorization", "Bearer " + admin)
              .build();
      assertThat(api.http().send(request, HttpResponse.BodyHandlers.discarding()).statusCode())
          .as(path)
          .isEqualTo(404);
    }
  }

  // ---- files of the sites ----

  @Test
  void aFileOfASiteIsChangedWithoutAReload() throws Exception {
    site.write("htdocs/.htaccess", "# before\n");
    site.configure(
        """
        Include conf/more.conf
        <Directory %s/htdocs>
            AllowOverride FileInfo
        </Directory>
        """
            .formatted(root));
    site.start();
    String path = root.resolve("htdocs/.htaccess").toString();
    String good = "ErrorDocument 404 \"not at home\"\n";
    assertThat(
            api.send("POST", "/api/config/validate", operator, htaccess(path, good)).statusCode())
        .isEqualTo(403);
    JsonNode bad = checked(htaccess(path, "# so\nOptions +Indexes\n"));
    assertThat(bad.path("change").path("outcome").asString()).isEqualTo("INVALID");
    JsonNode finding = bad.path("change").path("findings").path(0);
    assertThat(finding.path("text").asString()).endsWith("Options not allowed here");
    assertThat(finding.path("position").path("line").asInt()).isEqualTo(2);
    JsonNode fine = checked(htaccess(path, good));
    assertThat(fine.path("change").path("outcome").asString()).isEqualTo("VALID");
    assertThat(fine.path("diff").asString()).contains("-# before", "+ErrorDocument 404");

    assertThat(api.send("POST", "/api/config/apply", operator, htaccess(path, good)).statusCode())
        .isEqualTo(403);
    assertThat(api.send("POST", "/api/config/apply", admin, htaccess(path, good)).statusCode())
        .isEqualTo(200);
    assertThat(api.read("/none")).isEqualTo("not at home");
    assertThat(api.json("/api/config", viewer).path("latest").isNull()).isTrue();
    assertThat(api.send("POST", "/api/config/revert", operator, null).statusCode()).isEqualTo(200);
    assertThat(site.read("htdocs/.htaccess")).isEqualTo("# before\n");
    assertThat(audit())
        .containsSubsequence("ann/a config.apply applied", "ann/o config.revert applied");
    for (String other : List.of("htdocs/index.html", "htdocs/../conf/httpd.conf", "logs/x")) {
      String before = site.read("conf/httpd.conf");
      HttpResponse<String> refused =
          api.send("POST", "/api/config/apply", admin, htaccess(root + "/" + other, "# mine\n"));
      assertThat(refused.statusCode()).as(other).isEqualTo(409);
      assertThat(site.read("conf/httpd.conf")).isEqualTo(before);
    }
    assertThat(site.read("htdocs/index.html")).isEqualTo("hello\n");
  }

  @Test
  void whereTheConfigurationIsLockedFilesOfTheSitesAreToo() throws Exception {
    site.write("htdocs/.htaccess", "# before\n");
    site.start("--stoker.console.locked=true");
    String path = root.resolve("htdocs/.htaccess").toString();
    assertThat(api.send("POST", "/api/config/apply", admin, htaccess(path, "# after\n")).body())
        .contains("READ_ONLY");
    assertThat(site.read("htdocs/.htaccess")).isEqualTo("# before\n");
  }

  private static Map<String, Object> htaccess(String path, String text) {
    return Map.of("path", path, "text", text, "base", 0, "was", "# before\n");
  }

  private JsonNode checked(Map<String, Object> wish) throws Exception {
    return JSON.readTree(api.send("POST", "/api/config/validate", admin, wish).body());
  }

  // ---- where the time goes ----

  @Test
  void requestsTellWhereTheirTimeWent() throws Exception {
    site.configure("ExtendedStatus On\nStokerPlanCache Off\n");
    site.start();
    api.read("/index.html");
    List<String> phases = phases();
    assertThat(phases).containsSubsequence("read", "translate", "walk", "access");
    assertThat(phases).containsSubsequence("access", "type", "handler", "reply", "send");
  }

  /** Of the only request there was; its worker may not have let go of it yet. */
  private List<String> phases() throws Exception {
    JsonNode board = api.json("/api/scoreboard", viewer);
    List<String> phases = new ArrayList<>();
    for (String part : List.of("busy", "recent")) {
      for (JsonNode request : board.path(part)) {
        request.path("phases").forEach(took -> phases.add(took.path("phase").asString()));
      }
    }
    return phases;
  }

  @Test
  void withoutExtendedStatusNothingIsMeasured() throws Exception {
    site.configure("ExtendedStatus Off\nStokerPlanCache Off\n");
    site.start();
    api.read("/index.html");
    assertThat(phases()).isEmpty();
  }

  // ---- certificates ----

  @Test
  void certificatesThatAreNamedAreLookedAt() throws Exception {
    Files.copy(
        Path.of("src/test/resources/io/stoker/runtime/certificates/www.pem"),
        root.resolve("conf/www.pem"));
    site.configure(
        """
        StokerUnsupported warn
        LoadModule ssl_module modules/mod_ssl.so
        <VirtualHost 127.0.0.1:9>
            ServerName other.example.com
            SSLEngine on
            SSLCertificateFile conf/www.pem
            SSLCertificateKeyFile conf/secret.key
        </VirtualHost>
        """);
    site.start();
    JsonNode shown = api.json("/api/certificates", viewer);
    assertThat(shown.path("isTlsServed").asBoolean()).isFalse();
    assertThat(shown.path("management").path("isTls").asBoolean()).isFalse();
    JsonNode file = shown.path("files").path(0);
    assertThat(shown.path("files")).hasSize(1);
    assertThat(file.path("path").asString()).isEqualTo(root + "/conf/www.pem");
    assertThat(file.path("uses").path(0).path("serverName").asString())
        .isEqualTo("other.example.com");
    assertThat(file.path("certificates").path(0).path("problems").toString())
        .contains("does not cover other.example.com");
    assertThat(shown.toString()).doesNotContain("secret.key");
  }
}
