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

  private static final String UNIX = "unix:";

  /** unix(7): sun_path has room for 108, its end included. */
  private static final int LONGEST_FILE = 107;

  private Listens() {}

  static void add(Cmd cmd, List<String> args) throws DirectiveException {
    ListenOptions options = ListenOptions.of(args);
    List<String> words = options.isGiven() ? args.subList(0, args.size() - 1) : args;
    if (words.isEmpty() || words.size() > 2) {
      throw new DirectiveException("Listen requires 1 or 2 arguments.");
    }
    String word = words.get(0);
    boolean isFile = word.startsWith(UNIX);
    Set<String> checked = options.check(isFile);
    if (isFile) {
      addFile(cmd, word.substring(UNIX.length()), words, checked);
      return;
    }
    int split = portStart(word);
    int port = port(word, split);
    String host = host(split == 0 ? "" : word.substring(0, split - 1));
    if (port == 0) {
      throw new DirectiveException("Port must be specified");
    }
    if (host != null) {
      checkHost(cmd, host);
    }
    String usual = port == HTTPS_PORT ? "https" : "http";
    add(cmd, new ListenAddress(host, port, protocol(words, usual), checked, cmd.position()));
  }

  /** A Unix socket, which httpd has not; one needs {@code options=} as little as a port does. */
  private static void addFile(Cmd cmd, String path, List<String> words, Set<String> options)
      throws DirectiveException {
    String file = cmd.serverRootRelative(path);
    if (path.isEmpty() || file.length() > LONGEST_FILE) {
      throw new DirectiveException(
          "Listen unix: takes a path of at most " + LONGEST_FILE + " octets");
    }
    add(cmd, new ListenAddress(file, 0, protocol(words, "http"), options, cmd.position()));
  }

  private static String protocol(List<String> words, String usual) {
    return words.size() == 2 ? words.get(1).toLowerCase(Locale.ROOT) : usual;
  }

  private static void add(Cmd cmd, ListenAddress address) throws DirectiveException {
    for (ListenAddress other : cmd.getMain(Core.LISTEN)) {
      if (other.port() == address.port() && Objects.equals(other.address(), address.address())) {
        throw new DirectiveException("Cannot define multiple Listeners on the same IP:port");
      }
    }
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
