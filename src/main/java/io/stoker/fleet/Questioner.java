package io.stoker.fleet;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Asks one replica how it is. */
final class Questioner implements AutoCloseable {

  /** Below {@code /actuator}, where the management plane needs no browser's login. */
  static final String PATH = "/actuator/fleet/replica";

  /** Far more than the names of ten thousand files. */
  private static final long MOST_BYTES = 4L << 20;

  /** A replica of another version may say more, or less. */
  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES).build();

  private final Token token;
  private final Duration patience;
  private final HttpClient client;

  /**
   * One who has asked nobody yet.
   *
   * @param patience how long a replica has for its answer
   */
  Questioner(Token token, Duration patience) {
    this.token = token;
    this.patience = patience;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            .connectTimeout(patience)
            .build();
  }

  /**
   * What it says of itself.
   *
   * @throws IOException with the reason, in words for a person, when it does not
   */
  ReplicaStatus ask(InetSocketAddress address) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + Member.text(address) + PATH))
            .timeout(patience)
            .header("Authorization", token.authorization())
            .header("Accept", "application/json")
            .build();
    try {
      HttpResponse<String> answer =
          client.send(
              request,
              BodyHandlers.limiting(BodyHandlers.ofString(StandardCharsets.UTF_8), MOST_BYTES));
      return switch (answer.statusCode()) {
        case 200 -> JSON.readValue(answer.body(), ReplicaStatus.class);
        case 401 -> throw new IOException("it does not know the token of this replica");
        case 404 -> throw new IOException("it does not expose the endpoint fleet");
        default -> throw new IOException("it answered " + answer.statusCode());
      };
    } catch (HttpTimeoutException e) {
      throw new IOException("no answer within " + patience.toMillis() + " ms", e);
    } catch (ConnectException e) {
      throw new IOException("it takes no connection", e);
    } catch (JacksonException e) {
      throw new IOException("its answer is not understood: " + e.getOriginalMessage(), e);
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
