package io.stoker.testing;

import io.stoker.api.Server;
import io.stoker.config.VirtualHosts;
import java.net.InetAddress;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Virtual hosts by name alone; the main server is the default. */
record NamedHosts(Server main, Map<String, Server> byName) implements VirtualHosts {

  @Override
  public Server ofConnection(InetAddress local, int port) {
    return main;
  }

  @Override
  public Server ofRequest(
      InetAddress local, int port, @Nullable String host, int hostPort, String path) {
    return host == null ? main : byName.getOrDefault(host, main);
  }

  @Override
  public boolean isKnownHost(InetAddress local, int port, String host) {
    return byName.containsKey(host) || host.equals(main.name());
  }
}
