package io.stoker.api;

import org.jspecify.annotations.Nullable;

/**
 * An answer as data. Its header fields stand in {@link Exchange#out()}.
 *
 * @param status status code
 * @param body what to send, or null for "as ErrorDocument says for this status"
 * @param raw whether the body is all that goes over the wire, status line and fields included
 */
public record Reply(int status, @Nullable Body body, boolean raw) implements Outcome {

  public Reply(int status, @Nullable Body body) {
    this(status, body, false);
  }

  /** Octets that are a whole answer by themselves; the connection ends with them. */
  public static Reply raw(Body octets) {
    return new Reply(200, octets, true);
  }

  /** 200 with a body. */
  public static Reply ok(Body body) {
    return new Reply(200, body);
  }

  /** A status the handler words itself; ErrorDocument is not consulted. */
  public static Reply of(int status, Body body) {
    return new Reply(status, body);
  }

  /**
   * A status worded by ErrorDocument or the canned page: what {@code return HTTP_…} is in httpd.
   */
  public static Reply error(int status) {
    return new Reply(status, null);
  }

  public boolean isError() {
    return body == null;
  }
}
