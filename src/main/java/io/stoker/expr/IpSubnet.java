package io.stoker.expr;

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

  /**
   * A network from its text, such as {@code 10}, {@code 10.1.}, {@code 10.0.0.0/8}; null if bad.
   */
  public static @Nullable IpSubnet parse(String text) {
    int slash = text.indexOf('/');
    return slash < 0 ? ofPlain(text) : of(text.substring(0, slash), text.substring(slash + 1));
  }

  /** A network from its address and its mask or prefix length; null if bad. */
  public static @Nullable IpSubnet of(String address, String maskText) {
    byte[] network = literal(address);
    if (network == null) {
      IpSubnet partial = partial(address);
      if (partial == null) {
        return null;
      }
      network = partial.network;
    }
    byte[] mask;
    if (maskText.matches("\\d{1,3}")) {
      int bits = Integer.parseInt(maskText);
      if (bits > network.length * 8 || bits == 0) {
        return null;
      }
      mask = prefix(network.length, bits);
    } else {
      mask = network.length == 4 ? literal(maskText) : null;
      if (mask == null || mask.length != 4) {
        return null;
      }
    }
    return masked(network, mask);
  }

  private static @Nullable IpSubnet ofPlain(String text) {
    byte[] whole = literal(text);
    return whole != null ? masked(whole, prefix(whole.length, whole.length * 8)) : partial(text);
  }

  /** One to three octets, a trailing dot allowed. */
  private static @Nullable IpSubnet partial(String text) {
    String digits = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    String[] octets = digits.split("\\.", -1);
    if (octets.length > 3) {
      return null;
    }
    byte[] network = new byte[4];
    for (int i = 0; i < octets.length; i++) {
      if (!octets[i].matches("\\d{1,3}") || Integer.parseInt(octets[i]) > 255) {
        return null;
      }
      network[i] = (byte) Integer.parseInt(octets[i]);
    }
    return masked(network, prefix(4, octets.length * 8));
  }

  /** The bytes of an address written in full; never asks a name server. */
  private static byte @Nullable [] literal(String text) {
    boolean v4 = text.matches("\\d{1,3}(\\.\\d{1,3}){3}");
    boolean v6 = text.indexOf(':') >= 0 && text.matches("[0-9a-fA-F:.]+");
    if (!v4 && !v6) {
      return null;
    }
    try {
      byte[] address = InetAddress.getByName(text).getAddress();
      // Java turns a mapped address into IPv4 by itself, which is what httpd compares too.
      return address;
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
    byte[] masked = bytes.clone();
    for (int i = 0; i < masked.length; i++) {
      masked[i] &= mask[i];
    }
    return Arrays.equals(masked, network);
  }

  /** As {@link #contains(InetAddress)} for an address as text; false where it is none. */
  public boolean contains(String address) {
    byte[] bytes = literal(address);
    try {
      return bytes != null && contains(InetAddress.getByAddress(bytes));
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
