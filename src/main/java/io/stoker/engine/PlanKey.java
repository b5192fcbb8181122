package io.stoker.engine;

import io.stoker.api.Connection;
import io.stoker.http.HeadIndex;
import io.stoker.http.HeaderNames;
import io.stoker.http.Headers;
import io.stoker.http.Methods;
import io.stoker.http.RequestLine;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What every request for a plan has in common: method, version, target and Host as they were sent,
 * and the server's address. These decide about the virtual host and the URI.
 */
final class PlanKey {

  private static final String OLD = "HTTP/1.0";
  private static final String PRESENT = "HTTP/1.1";

  /** Fields that {@link HeadIndex} passes over to the long way. */
  private static final List<String> NOT_PLAIN =
      List.of(
          HeaderNames.TE,
          HeaderNames.EXPECT,
          HeaderNames.UPGRADE,
          HeaderNames.TRAILER,
          HeaderNames.CONTENT_LENGTH,
          "HTTP2-Settings",
          HeaderNames.TRANSFER_ENCODING);

  private final boolean head;
  private final boolean old;
  private final byte[] target;
  private final byte[] host;
  private final InetAddress address;
  private final int port;
  private final int hash;

  private PlanKey(
      boolean head, boolean old, byte[] target, byte[] host, InetAddress address, int port) {
    this.head = head;
    this.old = old;
    this.target = target;
    this.host = host;
    this.address = address;
    this.port = port;
    this.hash = hash(HeadIndex.hash(head, old, target, host), port);
  }

  static int hash(int head, int port) {
    return 31 * head + port;
  }

  /**
   * The key of a request, or null where such requests are never planned.
   *
   * @param fields as they came
   */
  static @Nullable PlanKey of(RequestLine line, Headers fields, Connection connection) {
    boolean head = line.method().equals(Methods.HEAD);
    boolean old = isOld(line);
    String target = line.target().raw();
    List<String> hosts = fields.getAll(HeaderNames.HOST);
    boolean plain =
        (head || line.method().equals(Methods.GET))
            && (old || line.protocol().equals(PRESENT))
            && target.startsWith("/")
            && hosts.size() == 1
            && !hosts.getFirst().isEmpty()
            && NOT_PLAIN.stream().noneMatch(fields::has);
    return plain
        ? new PlanKey(
            head,
            old,
            octets(target),
            octets(hosts.getFirst()),
            connection.localAddress(),
            connection.localPort())
        : null;
  }

  /** Whether it is of HTTP/1.0. */
  static boolean isOld(RequestLine line) {
    return line.protocol().equals(OLD);
  }

  static byte[] octets(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  boolean isOf(PlanProbe probe) {
    Connection on = probe.connection();
    return probe.hashCode() == hash
        && probe.head().isHead() == head
        && probe.head().isOld() == old
        && probe.head().isFor(target, host)
        && on.localPort() == port
        && on.localAddress().equals(address);
  }

  /** Bytes that it takes, about. */
  int weight() {
    return 128 + target.length + host.length;
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public boolean equals(@Nullable Object o) {
    return o instanceof PlanKey k
        && k.hash == hash
        && k.head == head
        && k.old == old
        && k.port == port
        && Arrays.equals(k.target, target)
        && Arrays.equals(k.host, host)
        && k.address.equals(address);
  }

  @Override
  public String toString() {
    return (old ? "1.0 " : "")
        + (head ? "HEAD " : "GET ")
        + new String(host, StandardCharsets.ISO_8859_1)
        + new String(target, StandardCharsets.ISO_8859_1);
  }
}
