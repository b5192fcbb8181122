package io.stoker.config;

import io.stoker.api.Core;
import io.stoker.api.Core.ListenAddress;
import io.stoker.api.Position;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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

  /** Hosts for exactly this port, else those for any, else the main server. */
  private List<ServerBuilder> served(ListenAddress listen) {
    List<ServerBuilder> exact = at(listen, listen.port());
    List<ServerBuilder> any = exact.isEmpty() ? at(listen, 0) : exact;
    return any.isEmpty() ? List.of(main) : any;
  }

  private List<ServerBuilder> at(ListenAddress listen, int port) {
    return hosts.stream()
        .filter(
            host ->
                host.addresses.stream()
                    .anyMatch(a -> a.port() == port && isReachable(a.address(), listen)))
        .toList();
  }

  private static boolean isReachable(@Nullable InetAddress host, ListenAddress listen) {
    String text = listen.address();
    if (host == null || text == null || text.equals("*")) {
      return true;
    }
    try {
      InetAddress local = InetAddress.getByName(text);
      return local.isAnyLocalAddress() || local.equals(host);
    } catch (UnknownHostException e) {
      // Binding will fail, and say so.
      return true;
    }
  }

  private static String written(ListenAddress listen) {
    String address = listen.address();
    return address == null ? String.valueOf(listen.port()) : address + ":" + listen.port();
  }
}
