package io.stoker.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.boot.ManagedSite;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks the console of a site as programs do, with tokens. */
final class ApiClient implements AutoCloseable {

  private static final JsonMapper JSON = new JsonMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final ManagedSite site;

  ApiClient(ManagedSite site) {
    this.site = site;
  }

  HttpClient http() {
    return client;
  }

  /** A place of the management plane. */
  URI uri(String path) {
    return URI.create(site.uri("").toString().replaceFirst("/actuator$", "") + path);
  }

  /** A place of the site itself. */
  URI content(String path) {
    return URI.create("http://127.0.0.1:" + site.port() + path);
  }

  /**
   * Asks.
   *
   * @param body becomes JSON; null for none
   */
  HttpResponse<String> send(
      String method, String path, @Nullable String token, @Nullable Object body) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    request.header("Content-Type", "application/json");
    request.method(
        method,
        body == null
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<String> get(String path, @Nullable String token) throws Exception {
    return send("GET", path, token, null);
  }

  JsonNode json(String path, String token) throws Exception {
    HttpResponse<String> answer = get(path, token);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  /** What the site answers. */
  String read(String path) throws Exception {
    return client
        .send(HttpRequest.newBuilder(content(path)).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  /** What proves that a form comes from that page. */
  static String formToken(String page) {
    Matcher token = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"").matcher(page);
    assertThat(token.find()).as(page).isTrue();
    return token.group(1);
  }

  /** As it stands in a query. */
  static String word(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    client.close();
  }
}
