package io.stoker.modules.mod_remoteip;

import io.stoker.api.Exchange;
import io.stoker.api.LogMessage;
import io.stoker.http.Ipv6;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The way of a request through proxies, from the connection's peer back to the client, as far as
 * each hop is believed: the field names the client first and the nearest proxy last.
 */
final class Hops {

  private static final LogMessage NO_ADDRESS =
      LogMessage.debug(
          "remoteip", "AH01568", "RemoteIP: Header %s value of %s cannot be parsed as a client IP");
  private static final LogMessage PRIVATE =
      LogMessage.debug(
          "remoteip",
          "AH01569",
          "RemoteIP: Header %s value of %s appears to be a private IP or nonsensical.  Ignored");

  private static final Pattern HOST_NAME = Pattern.compile("[\\p{Alnum}._-]+");

  private final Exchange x;
  private final String header;
  private final List<Proxy> believed;
  private final List<String> proxies = new ArrayList<>();
  private InetAddress at;
  private boolean internal;
  private @Nullable String rest;
  private boolean moved;

  private Hops(Exchange x, String header, List<Proxy> believed) {
    this.x = x;
    this.header = header;
    this.believed = believed;
    this.at = x.connection().remoteAddress();
    this.internal = !believed.isEmpty();
  }

  /**
   * Follows the field.
   *
   * @param header its name, for messages
   * @param value what it says
   * @param believed the proxies whose word counts; empty for all
   */
  static Hops of(Exchange x, String header, String value, List<Proxy> believed) {
    Hops hops = new Hops(x, header, believed);
    hops.follow(value);
    return hops;
  }

  private void follow(String value) {
    rest = value;
    while (rest != null && isBelieved()) {
      int comma = rest.lastIndexOf(',');
      int begin = comma + 1;
      while (begin < rest.length() && rest.charAt(begin) == ' ') {
        begin++;
      }
      int end = rest.length();
      while (end > begin && rest.charAt(end - 1) == ' ') {
        end--;
      }
      rest = rest.substring(0, end);
      String element = rest.substring(begin);
      InetAddress next = element.isEmpty() ? null : client(element);
      if (next == null) {
        return;
      }
      if (!internal) {
        proxies.add(Ipv6.text(at));
      }
      at = next;
      moved = true;
      rest = comma < 0 ? null : rest.substring(0, comma);
    }
  }

  private boolean isBelieved() {
    for (Proxy proxy : believed) {
      if (proxy.network().contains(at)) {
        internal = proxy.internal();
        return true;
      }
    }
    return believed.isEmpty();
  }

  private @Nullable InetAddress client(String element) {
    InetAddress address = address(element);
    if (address == null) {
      x.log(new UnknownHostException(), NO_ADDRESS, header, element);
      return null;
    }
    if (!internal && isPrivate(address)) {
      x.log(PRIVATE, header, element);
      return null;
    }
    return address;
  }

  /** As the system's resolver understands it: short and octal forms too, and names of hosts. */
  private @Nullable InetAddress address(String text) {
    try {
      return text.indexOf(':') < 0
          ? Inet4Address.ofPosixLiteral(text)
          : text.startsWith("[") ? null : InetAddress.ofLiteral(text);
    } catch (IllegalArgumentException e) {
      List<InetAddress> found =
          HOST_NAME.matcher(text).matches() ? x.addressesOf(text) : List.<InetAddress>of();
      return found.isEmpty() ? null : found.getFirst();
    }
  }

  /** What no client on the internet has: RFC 3330's private networks, all but 2000::/3 in IPv6. */
  private static boolean isPrivate(InetAddress address) {
    byte[] octets = address.getAddress();
    int first = octets[0] & 0xff;
    int second = octets[1] & 0xff;
    if (octets.length > 4) {
      return (first & 0xe0) != 0x20;
    }
    return first == 10
        || first == 127
        || (first == 169 && second == 254)
        || (first == 172 && (second & 0xf0) == 16)
        || (first == 192 && second == 168);
  }

  /** Whether the client is another one than the peer. */
  boolean isMoved() {
    return moved;
  }

  InetAddress client() {
    return at;
  }

  /** What the field still says that was not believed, or null. */
  @Nullable String rest() {
    return rest;
  }

  /** The proxies that are not internal, the nearest first, or null where there are none. */
  @Nullable String proxies() {
    return proxies.isEmpty() ? null : String.join(", ", proxies);
  }
}
