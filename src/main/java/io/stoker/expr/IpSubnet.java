package io.stoker.expr;

import io.stoker.http.Ipv6;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A network: an address, the first octets of one, an address with prefix length or with netmask,
 * for IPv4 and IPv6, as {@code apr_ipsubnet_create} reads them.
 */
public final class IpSubnet {

  private final byte[] network;
  private final byte[] mask;

  private IpSubnet(byte[] network, byte[] mask) {
    this.network = network;
    this.mask = mask;
  }

  /** Not a network. The message says what is wrong with it, or is null if it looks like none. */
  public static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    Malformed(@Nullable String message) {
      super(message, null, false, false);
    }
  }

  /**
   * A network from its text, such as {@code 10}, {@code 10.1.}, {@code 10.0.0.0/8}.
   *
   * @throws Malformed with httpd's reason
   */
  public static IpSubnet create(String text) throws Malformed {
    int slash = text.indexOf('/');
    return slash < 0
        ? create(text, null)
        : create(text.substring(0, slash), text.substring(slash + 1));
  }

  /**
   * A network from its address and its mask or prefix length.
   *
   * @param mask null where the address says all: only then may it be a part of one
   * @throws Malformed with httpd's reason
   */
  public static IpSubnet create(String address, @Nullable String mask) throws Malformed {
    if (!looksLikeAddress(address)) {
      throw new Malformed(null);
    }
    byte[] network = literal(address);
    if (network != null) {
      int bits = network.length * 8;
      return masked(network, mask == null ? prefix(network.length, bits) : mask(network, mask));
    }
    IpSubnet partial = mask == null ? partial(address) : null;
    if (partial == null) {
      throw new Malformed("The specified IP address is invalid.");
    }
    return partial;
  }

  /** As {@link #create(String)}, or null where that fails. */
  public static @Nullable IpSubnet parse(String text) {
    try {
      return create(text);
    } catch (Malformed e) {
      return null;
    }
  }

  /** As {@link #create(String, String)}, or null where that fails. */
  public static @Nullable IpSubnet of(String address, String maskText) {
    try {
      return create(address, maskText);
    } catch (Malformed e) {
      return null;
    }
  }

  private static boolean looksLikeAddress(String text) {
    return text.indexOf(':') >= 0
        || (!text.isEmpty() && text.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9')));
  }

  private static byte[] mask(byte[] network, String text) throws Malformed {
    if (text.matches("\\+?\\d{1,9}")) {
      int bits = Integer.parseInt(text);
      if (bits > 0 && bits <= network.length * 8) {
        return prefix(network.length, bits);
      }
    } else if (network.length == 4) {
      byte[] mask = literal4(text);
      if (mask != null) {
        return mask;
      }
    }
    throw new Malformed("The specified network mask is invalid.");
  }

  /** One to four octets, a trailing dot and leading zeros allowed. */
  private static @Nullable IpSubnet partial(String text) {
    String digits = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    String[] octets = digits.split("\\.", -1);
    if (octets.length > 4) {
      return null;
    }
    byte[] network = octets(octets);
    return network == null ? null : masked(network, prefix(4, octets.length * 8));
  }

  /** Four decimal octets. APR, unlike the system, lets them begin with zeros. */
  private static byte @Nullable [] literal4(String text) {
    String[] octets = text.split("\\.", -1);
    return octets.length == 4 ? octets(octets) : null;
  }

  private static byte @Nullable [] octets(String[] numbers) {
    byte[] octets = new byte[4];
    for (int i = 0; i < numbers.length; i++) {
      if (!numbers[i].matches("0*\\d{1,3}") || Integer.parseInt(numbers[i]) > 255) {
        return null;
      }
      octets[i] = (byte) Integer.parseInt(numbers[i]);
    }
    return octets;
  }

  /** The bytes of an address in full; an IPv4 address in IPv6 clothes is none. */
  private static byte @Nullable [] literal(String text) {
    if (!Ipv6.isAddress(text)) {
      return literal4(text);
    }
    try {
      return InetAddress.getByName(text) instanceof Inet6Address v6 ? v6.getAddress() : null;
    } catch (UnknownHostException e) {
      return null;
    }
  }

  private static byte[] prefix(int length, int bits) {
    byte[] mask = new byte[length];
    for (int i = 0; i < bits; i++) {
      mask[i / 8] |= (byte) (0x80 >> (i % 8));
    }
    return mask;
  }

  private static IpSubnet masked(byte[] network, byte[] mask) {
    byte[] masked = network.clone();
    for (int i = 0; i < masked.length; i++) {
      masked[i] &= mask[i];
    }
    return new IpSubnet(masked, mask);
  }

  /** Whether the address lies in this network; an IPv4 address mapped into IPv6 counts as IPv4. */
  public boolean contains(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (bytes.length != network.length) {
      return false;
    }
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] &= mask[i];
    }
    return Arrays.equals(bytes, network);
  }

  /** As {@link #contains(InetAddress)} for an address as text; false where it is none. */
  public boolean contains(String address) {
    String bare = address.indexOf('%') < 0 ? address : address.substring(0, address.indexOf('%'));
    if (!Ipv6.isAddress4(bare) && !Ipv6.isAddress(bare)) {
      return false;
    }
    try {
      return contains(InetAddress.getByName(bare));
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
