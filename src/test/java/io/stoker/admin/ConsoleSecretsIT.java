package io.stoker.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.boot.ManagedSite;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
      Timeout 5
      """;

  @TempDir Path root;
  private final HttpClient client = HttpClient.newHttpClient();
  private ManagedSite site;
  private String admin;
  private String more;
  private String htaccess;

  @BeforeEach
  void prepare() throws Exception {
    site = new ManagedSite(root);
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
    client.close();
    site.close();
  }

  private HttpResponse<String> send(String method, String path, Object body) throws Exception {
    URI uri = URI.create(site.uri("").toString().replaceFirst("/actuator$", "") + path);
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("Authorization", "Bearer " + admin)
            .header("Content-Type", "application/json")
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private JsonNode ask(String method, String path, Object body) throws Exception {
    HttpResponse<String> answer = send(method, path, body);
    assertThat(answer.body()).as(path).doesNotContain(SECRET);
    return JSON.readTree(answer.body());
  }

  private static String word(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private String text(String path) throws Exception {
    return ask("GET", "/api/config/file?path=" + word(path), null).path("text").asString();
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
      paths.add("/config?path=" + word(path));
      paths.add("/api/config/file?path=" + word(path));
    }
    paths.add("/actuator/httpdconfig/file?path=" + word(more));
    paths.add("/explain/file?path=" + word(more));
    paths.add("/blame?path=" + word(more));
    paths.add("/api/config/blame?path=" + word(more));
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
      HttpResponse<String> shown = send("GET", path, null);
      assertThat(shown.statusCode()).as(path).isEqualTo(200);
      assertThat(shown.body()).as(path).doesNotContain(SECRET).doesNotContain("s3cr3t2");
    }
    assertThat(ask("GET", "/api/config/drift", null).path(0).path("diff").asString())
        .contains("-SetEnv DB_PASSWORD ***2\n", "+SetEnv DB_PASSWORD ***2\n");
    assertThat(send("GET", "/config?path=" + word(more), null).body())
        .contains("SetEnv DB_PASSWORD ***2\n", "stands for a secret");
    assertThat(ask("GET", "/api/config/search?q=s3", null).path("hits")).isEmpty();
    HttpRequest info =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + site.port() + "/info")).build();
    assertThat(client.send(info, HttpResponse.BodyHandlers.ofString()).body())
        .contains("DB_PASSWORD ***")
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
    assertThat(send("POST", "/api/config/revert", null).statusCode()).isEqualTo(200);
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

  @Test
  void whatIsKeptElsewhereIsPatchedWithoutThem() throws Exception {
    site.start("--stoker.console.locked=true");
    String changed = text(more).replace("Timeout 5", "Timeout 6");
    assertThat(outcome(ask("POST", "/api/config/apply", wish(more, changed, null))))
        .isEqualTo("READ_ONLY");
  }
}
