package io.stoker.config;

import io.stoker.api.Core;
import io.stoker.api.Core.ListenAddress;
import io.stoker.api.Position;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes out the {@code Listen} of addresses that are for TLS alone, while {@code StokerUnsupported
 * warn} has mod_ssl left out: nobody is to get in plain text what the configuration encrypts, and a
 * browser that is refused the connection says more than one that is answered in plain text.
 */
final class TlsListens {

  private final LoadContext ctx;
  private final ServerBuilder main;
  private final List<ServerBuilder> hosts;

  TlsListens(LoadContext ctx, ServerBuilder main, List<ServerBuilder> hosts) {
    this.ctx = ctx;
    this.main = main;
    this.hosts = hosts;
  }

  void takeOut() {
    List<ListenAddress> all = main.values.get(Core.LISTEN);
    List<ListenAddress> kept = new ArrayList<>();
    for (ListenAddress listen : all) {
      if (served(listen).stream().allMatch(host -> isForTls(host, listen))) {
        ctx.log(listen.position(), Messages.TLS_NOT_OPENED, listen.position(), written(listen));
      } else {
        kept.add(listen);
      }
    }
    if (kept.size() < all.size()) {
      Position said = main.values.positions().get(Core.LISTEN);
      main.values.set(
          Core.LISTEN, List.copyOf(kept), Objects.requireNonNullElse(said, Position.NONE));
    }
  }

  /** With mod_ssl a host that says nothing of TLS speaks it where the address is for https. */
  private boolean isForTls(ServerBuilder host, ListenAddress listen) {
    Unsupported.TlsEngine own = host.values.get(Unsupported.TLS_ENGINE);
    Unsupported.TlsEngine engine = own != null ? own : main.values.get(Unsupported.TLS_ENGINE);
    return engine != null
        ? engine.on()
        : listen.protocol().equals("https")
            && ctx.modules.unsupported().contains(Unsupported.TLS_MODULE);
  }

  /** Who may be asked there: hosts for this port, then those for any, then the main server. */
  private Set<ServerBuilder> served(ListenAddress listen) {
    Set<ServerBuilder> served = new LinkedHashSet<>();
    for (int port : new int[] {listen.port(), 0}) {
      boolean covered = false;
      for (ServerBuilder host : hosts) {
        for (VirtualHostAddress a : host.addresses) {
          if (a.port() == port && isReachable(a.address(), listen)) {
            served.add(host);
            covered |= a.address() == null || local(listen) != null;
          }
        }
      }
      if (covered) {
        return served;
      }
    }
    served.add(main);
    return served;
  }

  private static boolean isReachable(@Nullable InetAddress host, ListenAddress listen) {
    InetAddress local = local(listen);
    return host == null || local == null || local.equals(host);
  }

  /** The address listened on; null for any, and for one that binding will find is none. */
  private static @Nullable InetAddress local(ListenAddress listen) {
    String text = listen.address();
    if (text == null || text.equals("*")) {
      return null;
    }
    try {
      InetAddress local = InetAddress.getByName(text);
      return local.isAnyLocalAddress() ? null : local;
    } catch (UnknownHostException e) {
      return null;
    }
  }

  private static String written(ListenAddress listen) {
    String address = listen.address();
    return address == null ? String.valueOf(listen.port()) : address + ":" + listen.port();
  }
}
