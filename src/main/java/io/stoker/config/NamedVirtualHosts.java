package io.stoker.config;

import io.stoker.api.Server;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Virtual hosts by address, then by name.
 *
 * <p>The address of a connection is looked up with its port, then with any port, then the port with
 * any address, then any address and port; what is found decides, even if its names do not fit.
 *
 * <p>Source: httpd manual, "An In-Depth Discussion of Virtual Host Matching".
 */
final class NamedVirtualHosts implements VirtualHosts {

  private record Key(@Nullable InetAddress address, int port) {}

  private record Added(List<VirtualHostAddress> addresses) {}

  private final Server main;
  private final AddressHosts ofMain = new AddressHosts(new VirtualHostAddress(null, 0, "*"));
  private final List<Added> hosts = new ArrayList<>();
  private final Map<Key, AddressHosts> byAddress = new HashMap<>();
  private final Map<Integer, AddressHosts> byPort = new HashMap<>();

  NamedVirtualHosts(Server main) {
    this.main = main;
    ofMain.add(main, ofMain.address());
  }

  /** Adds a host; hosts come in the order of the file. */
  void add(Server server, List<VirtualHostAddress> addresses) {
    hosts.add(new Added(addresses));
    Set<Integer> wildcards = new HashSet<>();
    for (VirtualHostAddress a : addresses) {
      AddressHosts found =
          a.address() == null
              ? byPort.computeIfAbsent(a.port(), p -> new AddressHosts(a))
              : byAddress.computeIfAbsent(new Key(a.address(), a.port()), k -> new AddressHosts(a));
      if (a.address() != null || wildcards.add(a.port())) {
        found.add(server, a);
      }
    }
  }

  private @Nullable AddressHosts find(InetAddress local, int port) {
    AddressHosts found = byAddress.get(new Key(local, port));
    if (found == null) {
      found = byAddress.get(new Key(local, 0));
    }
    if (found == null) {
      found = byPort.get(port);
    }
    return found == null ? byPort.get(0) : found;
  }

  @Override
  public Server ofConnection(InetAddress local, int port) {
    AddressHosts hosts = find(local, port);
    return hosts == null ? main : hosts.first();
  }

  @Override
  public Server ofRequest(
      InetAddress local, int port, @Nullable String host, int hostPort, String path) {
    AddressHosts hosts = find(local, port);
    if (hosts == null) {
      return main;
    }
    Server found = host == null ? hosts.byPath(path) : hosts.byName(normal(host));
    return found == null ? hosts.first() : found;
  }

  @Override
  public HostChoice choose(
      InetAddress local, int port, @Nullable String host, int hostPort, String path) {
    AddressHosts hosts = find(local, port);
    if (hosts == null) {
      String at = io.stoker.http.Ipv6.text(local) + ":" + port;
      return new HostChoice(main, HostChoice.Reason.MAIN_SERVER, "no <VirtualHost> is for " + at);
    }
    return hosts.choose(host == null ? null : normal(host), path);
  }

  @Override
  public boolean isKnownHost(InetAddress local, int port, String host) {
    AddressHosts hosts = find(local, port);
    String name = normal(host);
    if (hosts != null) {
      return hosts.byName(name) != null;
    }
    return ofMain.byName(name) != null;
  }

  private static String normal(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }

  /**
   * The addresses in the order in which httpd reports them: last host first, and of one host the
   * last address first, turned round.
   */
  List<AddressHosts> reported() {
    List<AddressHosts> all = new ArrayList<>();
    Set<Key> done = new HashSet<>();
    for (Added added : hosts.reversed()) {
      for (VirtualHostAddress a : added.addresses()) {
        if (done.add(new Key(a.address(), a.port()))) {
          AddressHosts found =
              a.address() == null
                  ? byPort.get(a.port())
                  : byAddress.get(new Key(a.address(), a.port()));
          if (found != null) {
            all.add(found);
          }
        }
      }
    }
    return all.reversed();
  }
}
