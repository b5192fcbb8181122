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
 * What every request for a plan has in common: method, target and Host as they were sent, and the
 * server's address. These decide about the virtual host and the URI.
 */
final class PlanKey {

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
  private final byte[] target;
  private final byte[] host;
  private final InetAddress address;
  private final int port;
  private final int hash;

  private PlanKey(boolean head, byte[] target, byte[] host, InetAddress address, int port) {
    this.head = head;
    this.target = target;
    this.host = host;
    this.address = address;
    this.port = port;
    this.hash = hash(HeadIndex.hash(head, target, host), port);
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
    String target = line.target().raw();
    List<String> hosts = fields.getAll(HeaderNames.HOST);
    boolean plain =
        (head || line.method().equals(Methods.GET))
            && line.protocol().equals("HTTP/1.1")
            && target.startsWith("/")
            && hosts.size() == 1
            && !hosts.getFirst().isEmpty()
            && NOT_PLAIN.stream().noneMatch(fields::has);
    return plain
        ? new PlanKey(
            head,
            octets(target),
            octets(hosts.getFirst()),
            connection.localAddress(),
            connection.localPort())
        : null;
  }

  static byte[] octets(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  boolean isOf(PlanProbe probe) {
    Connection on = probe.connection();
    return probe.hashCode() == hash
        && probe.head().isHead() == head
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
        && k.port == port
        && Arrays.equals(k.target, target)
        && Arrays.equals(k.host, host)
        && k.address.equals(address);
  }

  @Override
  public String toString() {
    return (head ? "HEAD " : "GET ")
        + new String(host, StandardCharsets.ISO_8859_1)
        + new String(target, StandardCharsets.ISO_8859_1);
  }
}
