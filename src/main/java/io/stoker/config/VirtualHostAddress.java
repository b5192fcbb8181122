package io.stoker.config;

import io.stoker.api.DirectiveException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An address of {@code <VirtualHost>}.
 *
 * @param address null for any
 * @param port 0 for any
 * @param name as written, without port and brackets
 */
record VirtualHostAddress(@Nullable InetAddress address, int port, String name) {

  private static final String INVALID = "The address or port is invalid";

  /**
   * The addresses of one word: as many as its host name has.
   *
   * @param unresolved is told the host name that has none; the word is then ignored
   */
  static List<VirtualHostAddress> parse(String word, Consumer<String> unresolved)
      throws DirectiveException {
    String host = word;
    int port = 0;
    if (!word.isEmpty() && word.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new DirectiveException("Missing address for VirtualHost");
    }
    int colon = word.lastIndexOf(':');
    if (word.endsWith(":*")) {
      host = word.substring(0, colon);
    } else if (colon >= 0 && isNumber(word.substring(colon + 1))) {
      port = port(word.substring(colon + 1));
      host = word.substring(0, colon);
    }
    if (host.isEmpty()) {
      throw new DirectiveException(INVALID);
    }
    boolean bracketed = host.startsWith("[");
    if (bracketed) {
      if (!host.endsWith("]") || !isIpv6(host.substring(1, host.length() - 1))) {
        throw new DirectiveException(INVALID);
      }
      host = host.substring(1, host.length() - 1);
    }
    if (host.equals("*") || host.equalsIgnoreCase("_default_")) {
      return List.of(new VirtualHostAddress(null, port, host));
    }
    return resolve(host, port, unresolved);
  }

  private static boolean isIpv6(String text) {
    return text.indexOf(':') >= 0
        && text.chars()
            .allMatch(
                c ->
                    Character.digit(c, 16) >= 0
                        || c == ':'
                        || c == '.'
                        || c == '%'
                        || Character.isLetterOrDigit(c));
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static int port(String digits) throws DirectiveException {
    int port = digits.length() > 5 ? 0 : Integer.parseInt(digits);
    if (port < 1 || port > 65535) {
      throw new DirectiveException(INVALID);
    }
    return port;
  }

  private static List<VirtualHostAddress> resolve(
      String host, int port, Consumer<String> unresolved) {
    List<VirtualHostAddress> all = new ArrayList<>();
    try {
      if (host.indexOf(' ') >= 0 || host.indexOf('*') >= 0) {
        throw new UnknownHostException(host);
      }
      for (InetAddress a : InetAddress.getAllByName(host)) {
        InetAddress address = a.isAnyLocalAddress() ? null : a;
        all.add(new VirtualHostAddress(address, port, host));
      }
    } catch (UnknownHostException e) {
      unresolved.accept(host);
    }
    return all;
  }

  /** {@code 10.0.0.1:80}, {@code [::1]:*}: as {@code -S} prints it. */
  String label() {
    String shown = "*";
    if (address != null) {
      String text = address.getHostAddress();
      shown = text.indexOf(':') >= 0 ? "[" + Ipv6.compressed(address) + "]" : text;
    }
    return shown + ":" + (port == 0 ? "*" : Integer.toString(port));
  }
}
