package io.stoker.cli.advise;

import io.stoker.advisor.Report;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** A server that is asked through its management plane. */
final class RunningServer {

  /** Where to ask, if no word says it. */
  private static final String VARIABLE = "STOKER_ADVISORURL";

  private static final int PATIENCE_MILLIS = 10_000;
  private static final JsonMapper JSON = new JsonMapper();

  private RunningServer() {}

  /** The address where nobody says another: this machine's, at the port that the server takes. */
  static String url(Map<String, String> environment) {
    String port = environment.getOrDefault("SERVER_PORT", "9090");
    return environment.getOrDefault(VARIABLE, "http://127.0.0.1:" + port + "/actuator/advisor");
  }

  /**
   * Asks it.
   *
   * @throws IOException when it does not answer, or with something else
   */
  static Report ask(String url) throws IOException {
    try {
      return JSON.readValue(fetch(url), Report.class);
    } catch (JacksonException | IllegalArgumentException e) {
      throw new IOException("no answer of an advisor: " + e.getMessage(), e);
    }
  }

  private static String fetch(String url) throws IOException {
    if (!(URI.create(url).toURL().openConnection() instanceof HttpURLConnection connection)) {
      throw new IOException("not an address of a web server");
    }
    connection.setConnectTimeout(PATIENCE_MILLIS);
    connection.setReadTimeout(PATIENCE_MILLIS);
    int status = connection.getResponseCode();
    if (status != HttpURLConnection.HTTP_OK) {
      throw new IOException(status + " " + connection.getResponseMessage());
    }
    try (InputStream in = connection.getInputStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
