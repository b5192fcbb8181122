package io.stoker.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.stoker.boot.ManagedSite;
import java.io.IOException;
import java.net.CookieManager;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Logging in at an OpenID Connect provider, which is a small one of this test. */
class OidcLoginIT {

  @TempDir Path root;
  private ManagedSite site;
  private HttpServer provider;
  private RSAKey key;
  private String nonce = "";
  private List<String> groups = List.of();
  private volatile boolean isUp = true;

  @BeforeEach
  void open() throws Exception {
    key = new RSAKeyGenerator(2048).keyID("one").generate();
    provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    provider.createContext("/.well-known/openid-configuration", this::describe);
    provider.createContext("/authorize", this::authorize);
    provider.createContext("/token", this::token);
    provider.createContext("/keys", x -> answer(x, new JWKSet(key.toPublicJWK()).toString()));
    provider.start();
  }

  private void start() throws Exception {
    String registration = "--spring.security.oauth2.client.registration.house.";
    site = new ManagedSite(root).configure("");
    site.start(
        registration + "client-id=stoker",
        registration + "client-secret=secret",
        registration + "scope=openid",
        "--spring.security.oauth2.client.provider.house.issuer-uri=" + issuer(),
        "--stoker.console.oidc.claim=realm_access.roles",
        "--stoker.console.oidc.admins=stokers",
        "--stoker.console.oidc.viewers=lookers");
  }

  @AfterEach
  void close() {
    provider.stop(0);
    site.close();
  }

  private String issuer() {
    return "http://127.0.0.1:" + provider.getAddress().getPort();
  }

  // ---- the provider ----

  private static void answer(HttpExchange x, String json) throws IOException {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    x.getResponseHeaders().set("Content-Type", "application/json");
    x.sendResponseHeaders(200, bytes.length);
    x.getResponseBody().write(bytes);
    x.close();
  }

  private static void answer(HttpExchange x, Map<String, Object> json) throws IOException {
    answer(x, new JsonMapper().writeValueAsString(json));
  }

  private void describe(HttpExchange x) throws IOException {
    if (!isUp) {
      x.close(); // no answer at all
      return;
    }
    answer(
        x,
        Map.of(
            "issuer", issuer(),
            "authorization_endpoint", issuer() + "/authorize",
            "token_endpoint", issuer() + "/token",
            "jwks_uri", issuer() + "/keys",
            "subject_types_supported", List.of("public"),
            "response_types_supported", List.of("code"),
            "id_token_signing_alg_values_supported", List.of("RS256")));
  }

  private static Map<String, String> query(HttpExchange x) {
    Map<String, String> query = new HashMap<>();
    for (String pair : x.getRequestURI().getQuery().split("&")) {
      query.put(pair.replaceFirst("=.*", ""), pair.replaceFirst("[^=]*=", ""));
    }
    return query;
  }

  private void authorize(HttpExchange x) throws IOException {
    Map<String, String> query = query(x);
    nonce = query.get("nonce");
    String state = URLEncoder.encode(query.get("state"), StandardCharsets.UTF_8);
    x.getResponseHeaders().set("Location", query.get("redirect_uri") + "?code=c&state=" + state);
    x.sendResponseHeaders(302, -1);
    x.close();
  }

  private void token(HttpExchange x) throws IOException {
    try {
      SignedJWT token =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("one").build(),
              new JWTClaimsSet.Builder()
                  .issuer(issuer())
                  .subject("zoe")
                  .audience("stoker")
                  .issueTime(Date.from(Instant.now()))
                  .expirationTime(Date.from(Instant.now().plusSeconds(600)))
                  .claim("nonce", nonce)
                  .claim("realm_access", Map.of("roles", groups))
                  .build());
      token.sign(new RSASSASigner(key));
      answer(
          x,
          Map.of(
              "access_token",
              "a",
              "token_type",
              "Bearer",
              "expires_in",
              600,
              "id_token",
              token.serialize()));
    } catch (com.nimbusds.jose.JOSEException e) {
      throw new IOException(e);
    }
  }

  // ---- who comes ----

  private HttpResponse<String> get(HttpClient client, String path) throws Exception {
    URI uri = URI.create(site.uri("").toString().replaceFirst("/actuator$", "") + path);
    return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpClient loggedIn(List<String> roles) throws Exception {
    groups = roles;
    HttpClient client =
        HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.ALWAYS)
            .build();
    get(client, "/oauth2/authorization/house");
    return client;
  }

  @Test
  void whatTheProviderSaysIsWhatOneMay() throws Exception {
    start();
    HttpClient nobody = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.ALWAYS).build();
    assertThat(get(nobody, "/").body()).contains("href=\"/oauth2/authorization/house\"");

    HttpClient admin = loggedIn(List.of("others", "stokers"));
    HttpResponse<String> overview = get(admin, "/");
    assertThat(overview.statusCode()).isEqualTo(200);
    assertThat(overview.body()).contains("Overview", "zoe", "/audit");
    assertThat(get(admin, "/api/audit").body()).contains("\"zoe\"", "\"login\"");

    HttpClient viewer = loggedIn(List.of("lookers"));
    assertThat(get(viewer, "/api/overview").statusCode()).isEqualTo(200);
    assertThat(get(viewer, "/api/audit").statusCode()).isEqualTo(403);

    HttpClient stranger = loggedIn(List.of("others"));
    assertThat(get(stranger, "/").statusCode()).isEqualTo(403);
    assertThat(get(stranger, "/api/overview").statusCode()).isEqualTo(403);
  }

  /** Everything else works, and so does the provider as soon as it is there. */
  @Test
  void aProviderThatCannotBeAskedIsAskedAgain() throws Exception {
    isUp = false;
    start();
    assertThat(site.get("/health").status()).isEqualTo(200);
    HttpClient client = HttpClient.newHttpClient();
    HttpResponse<String> turnedBack = get(client, "/oauth2/authorization/house");
    assertThat(turnedBack.statusCode()).isEqualTo(302);
    assertThat(turnedBack.headers().firstValue("Location")).hasValue("/login");
    assertThat(get(client, "/login").body())
        .contains("<b>house</b> cannot be asked at the moment", "name=\"password\"");
    assertThat(site.read("logs/error_log")).contains("STK0126: nobody can log in at house");

    isUp = true;
    HttpResponse<String> sent = get(client, "/oauth2/authorization/house");
    assertThat(sent.headers().firstValue("Location"))
        .hasValueSatisfying(to -> assertThat(to).startsWith(issuer() + "/authorize?"));
    assertThat(get(client, "/login").body())
        .contains("href=\"/oauth2/authorization/house\"")
        .doesNotContain("cannot be asked");
    assertThat(get(loggedIn(List.of("stokers")), "/").body()).contains("Overview", "zoe");
    assertThat(get(client, "/oauth2/authorization/nobody").statusCode()).isEqualTo(400);
  }

  /** Who is sent back comes from a foreign page: its cookies have to be those that come along. */
  @Test
  void nothingIsKeptForWhoDoesNotComeBack() throws Exception {
    start();
    groups = List.of("lookers");
    HttpClient client = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    HttpResponse<String> sent = get(client, "/oauth2/authorization/house");
    assertThat(sent.headers().allValues("Set-Cookie"))
        .singleElement()
        .asString()
        .startsWith("stoker-oidc=")
        .containsIgnoringCase("; HttpOnly")
        .contains("SameSite=Lax");
    HttpResponse<String> asked = ask(client, sent);
    HttpResponse<String> back = ask(client, asked);
    assertThat(back.headers().firstValue("Location")).hasValue("/");
    assertThat(back.headers().allValues("Set-Cookie"))
        .anySatisfy(
            cookie ->
                assertThat(cookie)
                    .startsWith("stoker-console=")
                    .containsIgnoringCase("; HttpOnly")
                    .contains("SameSite=Lax"));
    assertThat(ask(client, asked).headers().firstValue("Location"))
        .as("it is good once")
        .hasValue("/login?error");
  }

  private static HttpResponse<String> ask(HttpClient client, HttpResponse<String> sent)
      throws Exception {
    URI to = sent.uri().resolve(sent.headers().firstValue("Location").orElseThrow());
    return client.send(HttpRequest.newBuilder(to).build(), HttpResponse.BodyHandlers.ofString());
  }

  /** A user of the console's own file who has the same name is somebody else. */
  @Test
  void nobodyOfAProviderChoosesAPasswordHere() throws Exception {
    start();
    site.write("state/console/users", "zoe:$2y$04$x\n");
    HttpClient viewer = loggedIn(List.of("lookers"));
    String page = get(viewer, "/").body();
    assertThat(page).contains("zoe").doesNotContain("href=\"/password\"");
    assertThat(get(viewer, "/password").statusCode()).isEqualTo(403);
    String form = "present=&password=of+my+own+choice&again=of+my+own+choice&_csrf=";
    HttpResponse<String> refused =
        viewer.send(
            HttpRequest.newBuilder(
                    URI.create(site.uri("").toString().replaceFirst("/actuator$", "/password")))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        form + ApiClient.word(ApiClient.formToken(page))))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains("Your password is kept where you logged in.");
    assertThat(site.read("state/console/users")).isEqualTo("zoe:$2y$04$x\n");
  }
}
