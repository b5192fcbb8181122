package io.stoker.api.explain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request that is to be explained.
 *
 * @param url {@code http://host[:port]/path} or a path; a path is for the main server's name
 * @param headers in order; a Host among them outranks that of the URL
 * @param client the address that asks; null for 127.0.0.1
 * @param address of the server that it comes in at; null for what the URL or Listen says
 * @param port the same; 0 for what the URL or the first Listen says
 */
public record Question(
    String method,
    String url,
    List<Explanation.Field> headers,
    @Nullable String client,
    @Nullable String address,
    int port) {

  public Question {
    headers = List.copyOf(headers);
  }

  /** A request without anything special. */
  public static Question of(String method, String url) {
    return new Question(method, url, List.of(), null, null, 0);
  }
}
