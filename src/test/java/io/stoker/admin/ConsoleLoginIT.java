package io.stoker.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.boot.ManagedSite;
import java.io.IOException;
import java.io.InputStream;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** Logins: what they cost, how long they are good, and passwords. */
class ConsoleLoginIT {

  private static final String PASSWORD = "correct horse battery";
  private static final String OTHER = "wrong horse, other battery";
  private static final String SESSION = "stoker-console";

  @TempDir Path root;
  private ManagedSite site;
  private ApiClient api;
  private final List<Browser> browsers = new ArrayList<>();

  @BeforeEach
  void prepare() {
    site = new ManagedSite(root).configure("");
    api = new ApiClient(site);
    String hash = new BCryptPasswordEncoder(4).encode(PASSWORD);
    site.write("state/console/users", "# who may\nann:" + hash + "\nben:" + hash + "\n");
  }

  @AfterEach
  void stop() {
    browsers.forEach(browser -> browser.client.close());
    api.close();
    site.close();
  }

  /** Somebody's browser, which goes where it is sent only when told to. */
  private final class Browser {
    final CookieManager cookies = new CookieManager();
    final HttpClient client = HttpClient.newBuilder().cookieHandler(cookies).build();

    Browser() {
      browsers.add(this);
    }

    HttpResponse<String> get(String path) throws Exception {
      return client.send(page(path).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder page(String path) {
      return HttpRequest.newBuilder(api.uri(path)).header("Accept", "text/html");
    }

    HttpResponse<InputStream> stream(String path) throws Exception {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(api.uri(path)).header("Accept", "text/event-stream");
      return client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    }

    HttpResponse<String> post(String path, Map<String, String> form) throws Exception {
      return client.send(
          page(path)
              .header("Content-Type", "application/x-www-form-urlencoded")
              .POST(HttpRequest.BodyPublishers.ofString(encoded(form)))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> logIn(String user, String password) throws Exception {
      String token = ApiClient.formToken(get("/login").body());
      return post("/login", Map.of("username", user, "password", password, "_csrf", token));
    }

    String choose(String present, String fresh) throws Exception {
      String token = ApiClient.formToken(get("/password").body());
      HttpResponse<String> answer =
          post(
              "/password",
              Map.of("present", present, "password", fresh, "again", fresh, "_csrf", token));
      return answer.headers().firstValue("Location").orElse(answer.body());
    }

    @Nullable String cookie(String name) {
      return cookies.getCookieStore().getCookies().stream()
          .filter(cookie -> cookie.getName().equals(name))
          .map(HttpCookie::getValue)
          .findFirst()
          .orElse(null);
    }
  }

  private static String encoded(Map<String, String> form) {
    return form.entrySet().stream()
        .map(field -> field.getKey() + "=" + ApiClient.word(field.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String location(HttpResponse<?> answer) {
    return answer.headers().firstValue("Location").orElse("none: " + answer.statusCode());
  }

  @Test
  void whoOnlyLooksAtTheDoorCostsNoSession() throws Exception {
    site.start();
    Browser somebody = new Browser();
    assertThat(location(somebody.get("/history"))).isEqualTo("/login");
    assertThat(somebody.logIn("ann", "no idea at all").statusCode()).isEqualTo(302);
    assertThat(somebody.cookie(SESSION)).isNull();
    // The page that was wanted is not forgotten.
    assertThat(location(somebody.logIn("ann", PASSWORD))).isEqualTo("/history");
    assertThat(somebody.cookie(SESSION)).isNotNull();
    assertThat(somebody.get("/history").statusCode()).isEqualTo(200);
  }

  @Test
  void nobodyIsSentToAForeignPage() throws Exception {
    site.start();
    for (String page : List.of("https://example.com/", "//example.com/", "\\\\example.com")) {
      Browser somebody = new Browser();
      byte[] bytes = page.getBytes(StandardCharsets.UTF_8);
      HttpCookie planted =
          new HttpCookie("REDIRECT_URI", Base64.getEncoder().encodeToString(bytes));
      planted.setPath("/");
      planted.setVersion(0);
      somebody.cookies.getCookieStore().add(api.uri("/"), planted);
      assertThat(location(somebody.logIn("ann", PASSWORD))).as(page).isEqualTo("/");
    }
  }

  @Test
  void aPasswordIsChangedByWhoKnowsItAndEndsAllOtherLogins() throws Exception {
    site.start();
    Browser ann = new Browser();
    Browser hers = new Browser();
    Browser ben = new Browser();
    assertThat(location(ann.logIn("ann", PASSWORD))).isEqualTo("/");
    assertThat(location(hers.logIn("ann", PASSWORD))).isEqualTo("/");
    assertThat(location(ben.logIn("ben", PASSWORD))).isEqualTo("/");
    HttpResponse<InputStream> live = hers.stream("/live");
    assertThat(live.statusCode()).isEqualTo(200);

    assertThat(ann.choose("no idea at all", OTHER)).contains("That is not your password.");
    assertThat(ann.get("/").statusCode()).isEqualTo(200);
    assertThat(ann.choose(PASSWORD, OTHER)).isEqualTo("/login?chosen");
    assertThat(site.read("state/console/users"))
        .startsWith("# who may\nann:$2")
        .contains("\nben:$2");
    assertThat(location(hers.get("/"))).isEqualTo("/login");
    assertThat(toTheEnd(live)).contains("data:");
    HttpResponse<InputStream> again = hers.stream("/live");
    assertThat(again.statusCode()).as("no page for logging in").isEqualTo(401);
    again.body().close();
    assertThat(ben.get("/").statusCode()).isEqualTo(200);
    assertThat(location(ann.logIn("ann", PASSWORD))).isEqualTo("/login?error");
    assertThat(location(ann.logIn("ann", OTHER))).isEqualTo("/");
  }

  @Test
  void whoIsTakenOutOfTheFileIsOut() throws Exception {
    site.start();
    Browser ben = new Browser();
    assertThat(location(ben.logIn("ben", PASSWORD))).isEqualTo("/");
    String users = site.read("state/console/users");
    site.write("state/console/users", users.replaceFirst("\nben:.*", ""));
    assertThat(location(ben.get("/"))).isEqualTo("/login");
  }

  @Test
  void aTokenThatIsTakenAwayEndsItsStreams() throws Exception {
    ApiTokens tokens = new ApiTokens(root.resolve("state/console/tokens"), InstantSource.system());
    String secret = tokens.make("v", Role.VIEWER, "ann", null).secret();
    site.start();
    HttpRequest request =
        HttpRequest.newBuilder(api.uri("/api/live"))
            .header("Accept", "text/event-stream")
            .header("Authorization", "Bearer " + secret)
            .build();
    HttpResponse<InputStream> live =
        api.http().send(request, HttpResponse.BodyHandlers.ofInputStream());
    assertThat(live.statusCode()).isEqualTo(200);
    site.write("state/console/tokens", "");
    assertThat(toTheEnd(live)).contains("data:");
  }

  private static String toTheEnd(HttpResponse<InputStream> stream) throws IOException {
    try (InputStream in = stream.body()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Spring Boot believes it on Kubernetes, if nothing is said. */
  @Test
  void nobodySaysHimselfWhereHeComesFrom() throws Exception {
    site.start("--spring.main.cloud-platform=kubernetes");
    HttpRequest request =
        HttpRequest.newBuilder(api.uri("/login")).header("X-Forwarded-For", "192.0.2.1").build();
    assertThat(api.http().send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
        .isEqualTo(200);
  }
}
