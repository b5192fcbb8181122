package io.stoker.support.ab;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What ab was told.
 *
 * @param secondsInAll after which no more is asked; 0 for any time
 * @param secondsOfSilence after which ab gives up
 * @param windowSize of the sockets, octets; 0 for the system's
 * @param localAddress that connections come from, or null
 * @param body to be sent, or null
 * @param cookies of all requests
 * @param fields further lines of the head
 * @param login for Authorization, {@code user:password}, or null
 * @param proxyLogin the same for the proxy
 * @param anyLength whether replies may differ in length
 * @param goOn whether broken connections do not end it
 * @param html whether the report is a table of HTML, with these attributes
 */
record AbOptions(
    Target target,
    int requests,
    int concurrency,
    int secondsInAll,
    int secondsOfSilence,
    int windowSize,
    @Nullable String localAddress,
    String method,
    byte @Nullable [] body,
    String contentType,
    int verbosity,
    boolean keepAlive,
    List<String> cookies,
    List<String> fields,
    @Nullable String login,
    @Nullable String proxyLogin,
    Target.@Nullable HostPort proxy,
    boolean percentiles,
    boolean confidence,
    boolean quiet,
    boolean anyLength,
    boolean goOn,
    @Nullable String gnuplot,
    @Nullable String csv,
    @Nullable Html html,
    Tls tls) {

  /** Attributes of the table, its rows and its cells. */
  record Html(String table, String row, String cell) {}

  /**
   * How connections are encrypted.
   *
   * @param ciphers names, or none for all
   * @param protocols versions, or none for all
   * @param serverName whether the server is told whom it is asked for
   * @param certificate a file with a chain and a key, or null
   */
  record Tls(
      List<String> ciphers,
      List<String> protocols,
      boolean serverName,
      @Nullable Path certificate) {}

  /** Whether something is sent behind the head. */
  boolean hasBody() {
    return body != null;
  }

  boolean headOnly() {
    return method.equals("HEAD");
  }

  /** How many replies there are between two words of progress; 0 for none. */
  int heartbeat() {
    return quiet || requests <= 150 ? 0 : Math.max(100, requests / 10);
  }
}
