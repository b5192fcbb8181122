package io.stoker.fleet;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * A replica that there should be, before it was asked.
 *
 * @param address of its management plane; null while it has none
 * @param name of its pod or host; null where only the address is known
 * @param node that it runs on; null where that is not known
 * @param state such as {@code Pending} or {@code Terminating}; null for one that runs
 */
public record Member(
    @Nullable InetSocketAddress address,
    @Nullable String name,
    @Nullable String node,
    @Nullable String state) {

  /** One of which nothing but the address is known. */
  public static Member at(InetSocketAddress address) {
    return new Member(address, null, null, null);
  }

  /** What to call it before it has said its name. */
  String label() {
    return name != null ? name : address == null ? "?" : text(address);
  }

  /** An address as it is written in a URL. */
  static String text(InetSocketAddress address) {
    String host = address.getAddress().getHostAddress().replaceFirst("%.*", "");
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }
}
