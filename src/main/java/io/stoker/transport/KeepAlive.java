package io.stoker.transport;

import io.stoker.engine.Response;
import io.stoker.http.HeaderNames;
import io.stoker.http.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Whether a connection stays open after a reply, and what the reply says of it. The rules are
 * httpd's (manual: KeepAlive, MaxKeepAliveRequests; "Apache's special purpose environment
 * variables").
 *
 * @param keep whether another request may follow
 * @param chunked whether the body goes in chunks
 * @param keepAlive value of the Keep-Alive field, or null for none
 * @param connection value of the Connection field, or null for none
 */
record KeepAlive(
    boolean keep, boolean chunked, @Nullable String keepAlive, @Nullable String connection) {

  /**
   * Decides.
   *
   * @param request the request's fields
   * @param keptBefore how many requests before this one were answered and the connection kept
   * @param lost whether the connection cannot go on: bad framing, or the server stops
   * @param continueOwed whether the client still waits for 100 Continue: what it sends next, the
   *     content or another request, nobody knows
   */
  static KeepAlive decide(
      Headers request, Response response, int keptBefore, boolean lost, boolean continueOwed) {
    String said = response.headers().get(HeaderNames.CONNECTION);
    boolean lengthKnown =
        response.bodyForbidden() || response.headers().has(HeaderNames.CONTENT_LENGTH);
    boolean lasting = !lost && !continueOwed;
    boolean chunked = lasting && !lengthKnown && response.mayChunk();
    boolean asked = request.hasToken(HeaderNames.CONNECTION, "keep-alive");
    boolean closing = response.headers().hasToken(HeaderNames.CONNECTION, "close");
    int left = response.maxKeepAliveRequests() - keptBefore;
    boolean keep =
        lasting
            && (lengthKnown || chunked)
            && !response.close()
            && response.keepAliveTimeoutMillis() > 0
            && (response.maxKeepAliveRequests() <= 0 || left > 0)
            && !closing
            && !request.hasToken(HeaderNames.CONNECTION, "close")
            && (asked || response.mayChunk());
    String terms = response.headers().get(HeaderNames.KEEP_ALIVE);
    if (!keep) {
      return new KeepAlive(false, chunked, terms, closing ? said : merge(said, "close"));
    }
    return asked
        ? new KeepAlive(true, chunked, value(response, left), merge(said, "Keep-Alive"))
        : new KeepAlive(true, chunked, terms, said);
  }

  private static String value(Response response, int left) {
    long seconds = response.keepAliveTimeoutMillis() / 1000;
    return response.maxKeepAliveRequests() > 0
        ? "timeout=" + seconds + ", max=" + left
        : "timeout=" + seconds;
  }

  private static String merge(@Nullable String said, String more) {
    return said == null ? more : said + ", " + more;
  }
}
