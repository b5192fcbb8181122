package io.stoker.modules.mod_mpm;

import io.stoker.api.Cmd;
import io.stoker.api.Core;
import io.stoker.api.Core.ListenAddress;
import io.stoker.api.DirectiveException;
import io.stoker.api.LogLevel;
import io.stoker.api.LogMessage;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Listen. */
final class Listens {

  static final LogMessage UNKNOWN_HOST =
      new LogMessage(
          "core", "AH00077", LogLevel.CRIT, "alloc_listener: failed to set up sockaddr for %s");

  private static final int HTTPS_PORT = 443;

  private Listens() {}

  static void add(Cmd cmd, List<String> args) throws DirectiveException {
    if (args.isEmpty() || args.size() > 2) {
      throw new DirectiveException("Listen requires 1 or 2 arguments.");
    }
    String word = args.get(0);
    int split = portStart(word);
    int port = port(word, split);
    String host = host(split == 0 ? "" : word.substring(0, split - 1));
    if (port == 0) {
      throw new DirectiveException("Port must be specified");
    }
    if (host != null) {
      checkHost(cmd, host);
    }
    String protocol =
        args.size() == 2
            ? args.get(1).toLowerCase(Locale.ROOT)
            : port == HTTPS_PORT ? "https" : "http";
    for (ListenAddress other : cmd.getMain(Core.LISTEN)) {
      if (other.port() == port && Objects.equals(other.address(), host)) {
        throw new DirectiveException("Cannot define multiple Listeners on the same IP:port");
      }
    }
    ListenAddress address = new ListenAddress(host, port, protocol, Set.of(), cmd.position());
    cmd.setMain(Core.LISTEN, Core.append(List.of(address), cmd.getMain(Core.LISTEN)));
  }

  /** Where the port's digits begin; the length of the word plus one where there are none. */
  private static int portStart(String word) {
    int i = word.length();
    while (i > 0 && word.charAt(i - 1) >= '0' && word.charAt(i - 1) <= '9') {
      i--;
    }
    boolean has = i < word.length() && (i == 0 || word.charAt(i - 1) == ':');
    return has ? i : word.length() + 1;
  }

  /** The port, or 0 where none is said. */
  private static int port(String word, int start) throws DirectiveException {
    if (start > word.length()) {
      return 0;
    }
    String digits = word.substring(start).replaceFirst("^0+(?=.)", "");
    int port = digits.length() > 5 ? 0 : Integer.parseInt(digits);
    if (port < 1 || port > 65_535 || start == 1) {
      throw invalid();
    }
    return port;
  }

  /** The host without brackets; null for any. */
  private static @Nullable String host(String text) throws DirectiveException {
    if (text.isEmpty() || text.equals("*")) {
      return null;
    }
    if (!text.startsWith("[")) {
      return text;
    }
    int percent = text.indexOf('%');
    int end = percent < 0 ? text.length() - 1 : percent;
    boolean closed = text.indexOf(']') == text.length() - 1;
    if (!closed || percent == text.length() - 2 || text.substring(1, end).indexOf(':') < 0) {
      throw invalid();
    }
    return text.substring(1, text.length() - 1);
  }

  private static void checkHost(Cmd cmd, String host) throws DirectiveException {
    try {
      // A scope names an interface that may come up later.
      int scope = host.indexOf('%');
      boolean isIpv6 = host.indexOf(':') >= 0;
      InetAddress.getAllByName(isIpv6 && scope > 0 ? host.substring(0, scope) : host);
    } catch (UnknownHostException e) {
      cmd.log(e, UNKNOWN_HOST, host);
      throw new DirectiveException("Listen setup failed", e);
    }
  }

  private static DirectiveException invalid() {
    return new DirectiveException("Invalid address or port");
  }
}
