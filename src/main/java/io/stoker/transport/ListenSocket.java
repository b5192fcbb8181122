package io.stoker.transport;

import io.netty.util.NetUtil;
import io.stoker.api.Core;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An address to listen on, as {@code Listen} means it on Linux: no address is every IPv6 address
 * and with it every IPv4 address, or every IPv4 address where there is no IPv6.
 *
 * @param address with the port; an unspecified IPv6 address takes IPv4 connections too. Of a Unix
 *     socket it is what its connections count as: from this machine, to the port of the protocol
 * @param file of a Unix socket; null for one with a port
 * @param protocol {@code http} or {@code https}
 * @param options of {@code options=}, in lower case
 */
public record ListenSocket(
    InetSocketAddress address, @Nullable Path file, String protocol, Set<String> options) {

  /** Who may connect decides the folder, unless {@code options=mode=} says it. */
  private static final String ANYBODY = "666";

  private static final String MODE = "mode=";

  private static final boolean IPV6 = hasIpv6();

  private static boolean hasIpv6() {
    try (ServerSocketChannel probe = ServerSocketChannel.open(StandardProtocolFamily.INET6)) {
      return probe.isOpen();
    } catch (UnsupportedOperationException | IOException e) {
      return false;
    }
  }

  /**
   * The sockets of a configuration, each once. {@code Listen 0.0.0.0:80} beside {@code Listen 80}
   * is left out, since the other takes its connections.
   *
   * @throws ListenException when an address cannot be understood
   */
  public static List<ListenSocket> of(List<Core.ListenAddress> listens) throws ListenException {
    Map<Object, ListenSocket> sockets = new LinkedHashMap<>();
    for (Core.ListenAddress listen : listens) {
      ListenSocket socket = of(listen);
      sockets.putIfAbsent(socket.file != null ? socket.file : socket.address, socket);
    }
    List<ListenSocket> needed = new ArrayList<>(sockets.values());
    needed.removeIf(
        s -> s.isAnyIpv4() && sockets.containsKey(new InetSocketAddress(any6(), s.port())));
    return needed;
  }

  private static ListenSocket of(Core.ListenAddress listen) throws ListenException {
    Path file = listen.file();
    if (file != null) {
      int port = listen.protocol().equals("https") ? 443 : 80;
      InetSocketAddress counted = new InetSocketAddress(literal("127.0.0.1"), port);
      return new ListenSocket(counted, file, listen.protocol(), listen.options());
    }
    InetSocketAddress address = new InetSocketAddress(resolve(listen), listen.port());
    return new ListenSocket(address, null, listen.protocol(), listen.options());
  }

  /** Whether several sockets may share the port. */
  boolean reusePort() {
    return options.contains("reuseport");
  }

  /** Whether the address may come to this machine later. */
  boolean freeBind() {
    return options.contains("freebind");
  }

  /** Of a Unix socket: what its file may be used for, in octal digits. */
  String mode() {
    return options.stream()
        .filter(o -> o.startsWith(MODE))
        .map(o -> o.substring(MODE.length()))
        .findFirst()
        .orElse(ANYBODY);
  }

  private static InetAddress resolve(Core.ListenAddress listen) throws ListenException {
    String text = listen.address();
    if (text == null || text.equals("*")) {
      return IPV6 ? any6() : literal("0.0.0.0");
    }
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new ListenException(
          listen.position() + ": alloc_listener: failed to set up sockaddr for " + text, e);
    }
  }

  private static InetAddress any6() {
    return literal("::");
  }

  private static InetAddress literal(String address) {
    return InetAddress.ofLiteral(address);
  }

  private boolean isAnyIpv4() {
    return file == null
        && address.getAddress().isAnyLocalAddress()
        && address.getAddress() instanceof Inet4Address;
  }

  public int port() {
    return address.getPort();
  }

  /** {@code [::]:80}, {@code 127.0.0.1:80} or {@code unix:/run/stoker.sock}. */
  @Override
  public String toString() {
    if (file != null) {
      return "unix:" + file;
    }
    InetAddress ip = address.getAddress();
    String host = ip.isAnyLocalAddress() && !isAnyIpv4() ? "::" : compressed(ip);
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port();
  }

  private static String compressed(InetAddress ip) {
    return ip instanceof Inet6Address six ? NetUtil.toAddressString(six) : ip.getHostAddress();
  }
}
