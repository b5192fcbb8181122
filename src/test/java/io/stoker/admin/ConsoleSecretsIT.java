package io.stoker.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.boot.ManagedSite;
import io.stoker.runtime.Change;
import io.stoker.runtime.ConfigKeeper;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is secret in a configuration is shown to nobody, and outlives every change of the rest. */
class ConsoleSecretsIT {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String SECRET = "s3cr3t";
  private static final String MORE =
      """
      # SetEnv DB_PASSWORD old-s3cr3t
      SetEnv DB_PASSWORD s3cr3t
      RequestHeader set Authorization "Basic s3cr3t"
      Header set X-Api-Key s3cr3t
      Timeout 5
      """;

  @TempDir Path root;
  private ManagedSite site;
  private ApiClient api;
  private String admin;
  private String more;
  private String htaccess;

  @BeforeEach
  void prepare() throws Exception {
    site = new ManagedSite(root);
    api = new ApiClient(site);
    ApiTokens tokens = new ApiTokens(root.resolve("state/console/tokens"), InstantSource.system());
    admin = tokens.make("a", Role.ADMIN, "ann", null).secret();
    more = root.resolve("conf/more.conf").toString();
    htaccess = root.resolve("htdocs/.htaccess").toString();
    site.write("conf/more.conf", MORE);
    site.write("htdocs/.htaccess", "SetEnv API_TOKEN s3cr3t\n");
    site.configure(
        """
        LoadModule env_module modules/mod_env.so
        LoadModule headers_module modules/mod_headers.so
        LoadModule info_module modules/mod_info.so
        Define TOKEN s3cr3t
        SetEnv DATABASE_URL postgres://app:${TOKEN}@db/x
        Header set X-Origin ${TOKEN}
        Include conf/more.conf
        <Directory %s/htdocs>
            AllowOverride FileInfo
        </Directory>
        <Location /info>
            SetHandler server-info
        </Location>
        """
            .formatted(root));
  }

  @AfterEach
  void stop() {
    api.close();
    site.close();
  }

  private JsonNode ask(String method, String path, Object body) throws Exception {
    HttpResponse<String> answer = api.send(method, path, admin, body);
    assertThat(answer.body()).as(path).doesNotContain(SECRET);
    return JSON.readTree(answer.body());
  }

  private String text(String path) throws Exception {
    return ask("GET", "/api/config/file?path=" + ApiClient.word(path), null)
        .path("text")
        .asString();
  }

  private static Map<String, Object> wish(String path, String text, String was) {
    Map<String, Object> wish = new HashMap<>();
    wish.put("path", path);
    wish.put("text", text);
    wish.put("base", 0);
    wish.put("was", was);
    return wish;
  }

  private static String outcome(JsonNode verdict) {
    return verdict.path("change").path("outcome").asString();
  }

  @Test
  void nothingShowsThem() throws Exception {
    site.start();
    site.write("conf/more.conf", MORE.replace(SECRET, "s3cr3t2"));
    List<String> paths = new ArrayList<>();
    for (String path : List.of(more, htaccess, root + "/conf/httpd.conf")) {
      paths.add("/config?path=" + ApiClient.word(path));
      paths.add("/api/config/file?path=" + ApiClient.word(path));
    }
    paths.add("/actuator/httpdconfig/file?path=" + ApiClient.word(more));
    paths.add("/explain/file?path=" + ApiClient.word(more));
    paths.add("/blame?path=" + ApiClient.word(more));
    paths.add("/api/config/blame?path=" + ApiClient.word(more));
    paths.add("/history?revision=1");
    paths.add("/api/history/1");
    paths.add("/actuator/httpdconfig/diff?to=1");
    paths.add("/api/config/drift");
    paths.add("/api/directives");
    paths.add("/directives?q=SetEnv");
    paths.add("/actuator/directives");
    paths.add("/api/config/search?q=setenv");
    paths.add("/api/explain?url=/index.html");
    for (String path : paths) {
      HttpResponse<String> shown = api.get(path, admin);
      assertThat(shown.statusCode()).as(path).isEqualTo(200);
      assertThat(shown.body()).as(path).doesNotContain(SECRET).doesNotContain("s3cr3t2");
    }
    assertThat(ask("GET", "/api/config/drift", null).path(0).path("diff").asString())
        .contains("-SetEnv DB_PASSWORD ***2\n", "+SetEnv DB_PASSWORD ***2\n");
    assertThat(api.get("/config?path=" + ApiClient.word(more), admin).body())
        .contains("SetEnv DB_PASSWORD ***2\n", "stands for a secret");
    assertThat(ask("GET", "/api/config/search?q=s3", null).path("hits")).isEmpty();
    assertThat(api.get("/actuator/directives/SetEnv", admin).body())
        .contains("postgres://app:***@db/x");
    assertThat(api.get("/api/explain?url=/index.html", admin).body())
        .contains("postgres://app:***@db/x", "X-Origin: ***");
    assertThat(api.read("/info"))
        .contains("DB_PASSWORD ***", "postgres://app:***@db/x")
        .doesNotContain(SECRET);
  }

  @Test
  void aChangeKeepsThem() throws Exception {
    site.start();
    String changed = text(more).replace("Timeout 5", "Timeout 6");
    JsonNode checked = ask("POST", "/api/config/validate", wish(more, changed, null));
    assertThat(outcome(checked)).isEqualTo("VALID");
    assertThat(checked.path("diff").asString()).contains("+Timeout 6").doesNotContain("-SetEnv");
    assertThat(ask("POST", "/api/config/replay", wish(more, changed, null)).has("requests"))
        .isTrue();
    assertThat(outcome(ask("POST", "/api/config/apply", wish(more, changed, null))))
        .isEqualTo("APPLIED");
    assertThat(site.read("conf/more.conf")).isEqualTo(MORE.replace("Timeout 5", "Timeout 6"));
    assertThat(api.send("POST", "/api/config/revert", admin, null).statusCode()).isEqualTo(200);
    assertThat(site.read("conf/more.conf")).isEqualTo(MORE);
  }

  @Test
  void anotherSecretIsWritten() throws Exception {
    site.start();
    String changed = text(more).replace("\nSetEnv DB_PASSWORD ***2", "\nSetEnv DB_PASSWORD n3w");
    JsonNode checked = ask("POST", "/api/config/validate", wish(more, changed, null));
    assertThat(checked.path("diff").asString())
        .contains("-SetEnv DB_PASSWORD ***2\n+SetEnv DB_PASSWORD ***2\n")
        .doesNotContain("n3w");
    assertThat(outcome(ask("POST", "/api/config/apply", wish(more, changed, null))))
        .isEqualTo("APPLIED");
    assertThat(site.read("conf/more.conf"))
        .isEqualTo(MORE.replace("\nSetEnv DB_PASSWORD s3cr3t", "\nSetEnv DB_PASSWORD n3w"));
  }

  @Test
  void aMaskIsNeverWritten() throws Exception {
    site.start();
    String changed = text(more).replace("\nSetEnv DB_PASSWORD", "\nSetEnv DB2_PASSWORD");
    for (String way : List.of("validate", "apply")) {
      JsonNode refused = ask("POST", "/api/config/" + way, wish(more, changed, null));
      assertThat(outcome(refused)).isEqualTo("INVALID");
      JsonNode finding = refused.path("change").path("findings").path(0);
      assertThat(finding.path("text").asString()).contains("the secret has to be written again");
      assertThat(finding.path("position").path("line").asInt()).isEqualTo(2);
    }
    assertThat(site.read("conf/more.conf")).isEqualTo(MORE);
  }

  @Test
  void filesOfTheSitesKeepThemToo() throws Exception {
    site.start();
    String was = text(htaccess);
    assertThat(was).isEqualTo("SetEnv API_TOKEN ***\n");
    String changed = was + "ErrorDocument 404 \"not at home\"\n";
    assertThat(outcome(ask("POST", "/api/config/validate", wish(htaccess, changed, was))))
        .isEqualTo("VALID");
    assertThat(
            outcome(ask("POST", "/api/config/apply", wish(htaccess, "SetEnv A_TOKEN ***\n", was))))
        .isEqualTo("INVALID");
    assertThat(outcome(ask("POST", "/api/config/apply", wish(htaccess, changed, was))))
        .isEqualTo("APPLIED");
    assertThat(site.read("htdocs/.htaccess"))
        .isEqualTo("SetEnv API_TOKEN s3cr3t\nErrorDocument 404 \"not at home\"\n");
  }

  /** The files get what they need, the user sees masks. */
  @Test
  void whatIsKeptElsewhereIsPatchedWithoutThem() throws Exception {
    site.start();
    AtomicReference<String> given = new AtomicReference<>();
    site.plane()
        .reloader()
        .keptBy(
            (changes, cause) -> {
              given.set(changes.getFirst().after());
              return new ConfigKeeper.Answer(Change.Outcome.READ_ONLY, List.of("kept elsewhere"));
            });
    String changed = text(more).replace("Timeout 5", "Timeout 6");
    JsonNode refused = ask("POST", "/api/config/apply", wish(more, changed, null));
    assertThat(outcome(refused)).isEqualTo("READ_ONLY");
    assertThat(refused.path("change").path("patch").asString())
        .contains("+Timeout 6\n", " SetEnv DB_PASSWORD ***2\n");
    assertThat(given).hasValue(MORE.replace("Timeout 5", "Timeout 6"));
  }

  @Test
  void theFirstPasswordIsOnNoPage() throws Exception {
    site.start();
    String line =
        site.read("logs/error_log").lines().filter(l -> l.contains("STK0120")).findFirst().get();
    String password = line.replaceFirst(".*password \"([^\"]+)\".*", "$1");
    assertThat(password).hasSizeGreaterThan(20);
    String at = "/api/logs/lines?log=" + ApiClient.word(root + "/logs/error_log") + "&q=";
    assertThat(ask("GET", at + "STK0120", null).path("lines").toString())
        .contains("STK0120")
        .doesNotContain(password);
    assertThat(ask("GET", at + password, null).path("lines")).isEmpty();
  }
}
