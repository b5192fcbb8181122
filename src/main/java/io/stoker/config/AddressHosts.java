package io.stoker.config;

import io.stoker.api.Core;
import io.stoker.api.Server;
import io.stoker.http.Wildcards;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The virtual hosts of one address and port in the order of the file; the first is the default.
 *
 * <p>A request goes to the first host one of whose names fits, exact or with wildcards, wherever
 * the other stands: so a wildcard of an earlier host beats the very name of a later one. Exact
 * names and wildcards of the form {@code *.example.com} are looked up by hash.
 */
final class AddressHosts {

  private record Wild(String pattern, int host) {}

  private final VirtualHostAddress address;
  private final List<Server> servers = new ArrayList<>();
  private final Map<String, Integer> exact = new HashMap<>();
  private final Map<String, Integer> suffixes = new HashMap<>();
  private final List<Wild> wild = new ArrayList<>();
  private final Map<String, Integer> addressNames = new HashMap<>();
  private final List<Integer> withPath = new ArrayList<>();

  AddressHosts(VirtualHostAddress address) {
    this.address = address;
  }

  VirtualHostAddress address() {
    return address;
  }

  List<Server> servers() {
    return servers;
  }

  Server first() {
    return servers.getFirst();
  }

  void add(Server server, VirtualHostAddress at) {
    int host = servers.size();
    addressNames.putIfAbsent(at.name().toLowerCase(Locale.ROOT), host);
    servers.add(server);
    exact.putIfAbsent(server.name().toLowerCase(Locale.ROOT), host);
    for (String alias : server.values().get(Core.SERVER_ALIASES)) {
      alias(alias.toLowerCase(Locale.ROOT), host);
    }
    if (server.values().get(Core.SERVER_PATH) != null) {
      withPath.add(host);
    }
  }

  private void alias(String alias, int host) {
    if (alias.indexOf('*') < 0 && alias.indexOf('?') < 0) {
      exact.putIfAbsent(alias, host);
    } else if (alias.startsWith("*.") && alias.indexOf('*', 1) < 0 && alias.indexOf('?') < 0) {
      suffixes.putIfAbsent(alias.substring(1), host);
    } else {
      wild.add(new Wild(alias, host));
    }
  }

  /** The host of that name in lower case, or null. */
  @Nullable Server byName(String name) {
    int best = exact.getOrDefault(name, Integer.MAX_VALUE);
    if (!suffixes.isEmpty()) {
      for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
        best = Math.min(best, suffixes.getOrDefault(name.substring(dot), Integer.MAX_VALUE));
      }
    }
    for (Wild w : wild) {
      if (w.host >= best) {
        break;
      }
      if (Wildcards.matches(w.pattern, name)) {
        best = w.host;
        break;
      }
    }
    if (best == Integer.MAX_VALUE) {
      best = addressNames.getOrDefault(name, Integer.MAX_VALUE);
    }
    return best == Integer.MAX_VALUE ? null : servers.get(best);
  }

  /** The first host whose ServerPath the path lies below, or null. */
  @Nullable Server byPath(String path) {
    for (int host : withPath) {
      Server server = servers.get(host);
      String prefix = server.values().get(Core.SERVER_PATH);
      if (prefix != null && isBelow(path, prefix)) {
        return server;
      }
    }
    return null;
  }

  /**
   * Which host a request is for, and why.
   *
   * @param name lower case; null where the client named none
   */
  HostChoice choose(@Nullable String name, String path) {
    Server found = name == null ? byPath(path) : byName(name);
    if (found == null) {
      String unfit = name == null ? "the request names no host" : "no name fits " + name;
      String why =
          unfit
              + ": the first virtual host of "
              + address.name()
              + (address.port() == 0 ? "" : ":" + address.port());
      return new HostChoice(first(), HostChoice.Reason.FIRST_OF_ADDRESS, why);
    }
    if (name == null) {
      String why = "the path lies below its ServerPath " + found.get(Core.SERVER_PATH);
      return new HostChoice(found, HostChoice.Reason.PATH, why);
    }
    if (found.name().equalsIgnoreCase(name)) {
      return new HostChoice(found, HostChoice.Reason.NAME, "its ServerName is " + found.name());
    }
    for (String alias : found.values().get(Core.SERVER_ALIASES)) {
      if (Wildcards.matches(alias.toLowerCase(Locale.ROOT), name)) {
        return new HostChoice(found, HostChoice.Reason.ALIAS, "its ServerAlias " + alias + " fits");
      }
    }
    return new HostChoice(found, HostChoice.Reason.ADDRESS_NAME, "its <VirtualHost> names " + name);
  }

  private static boolean isBelow(String path, String prefix) {
    return path.startsWith(prefix)
        && (prefix.endsWith("/")
            || path.length() == prefix.length()
            || path.charAt(prefix.length()) == '/');
  }
}
