package io.stoker.config;

import io.stoker.api.Core;
import io.stoker.api.Core.ServerNameValue;
import io.stoker.api.Position;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** The names of servers that were given none. */
final class ServerNames {

  private final LoadContext ctx;

  ServerNames(LoadContext ctx) {
    this.ctx = ctx;
  }

  /** ServerName of the main server: what was said, or what this machine calls itself. */
  ServerNameValue ofMain(SlotBuilder values) {
    ServerNameValue said = values.get(Core.SERVER_NAME);
    if (said.host() != null) {
      return said;
    }
    return new ServerNameValue(said.scheme(), thisMachine(), said.port());
  }

  private String thisMachine() {
    String address = "127.0.0.1";
    try {
      InetAddress local = InetAddress.getLocalHost();
      String name = local.getCanonicalHostName();
      if (name.indexOf('.') > 0 && !name.equals(local.getHostAddress())) {
        return name;
      }
      address = local.getHostAddress();
    } catch (UnknownHostException e) {
      // the machine does not know its own name: the loopback address is all there is
    }
    ctx.log(null, Messages.NO_SERVER_NAME, ctx.program, address);
    return address;
  }

  /** ServerName of a virtual host, which does not inherit the main server's. */
  ServerNameValue ofHost(ServerBuilder host, ServerNameValue main) {
    ServerNameValue said = host.values.get(Core.SERVER_NAME);
    if (said.host() != null) {
      return said;
    }
    int port = host.addresses.isEmpty() ? 0 : host.addresses.getFirst().port();
    return new ServerNameValue(said.scheme(), nameOf(host, main), port == 0 ? main.port() : port);
  }

  private String nameOf(ServerBuilder host, ServerNameValue main) {
    if (host.addresses.stream().anyMatch(a -> a.address() == null)) {
      String name = main.host();
      return name == null ? Core.FALLBACK_NAME : name;
    }
    if (host.addresses.isEmpty()) {
      return "bogus_host_without_forward_dns";
    }
    InetAddress address = host.addresses.getFirst().address();
    if (address == null) {
      throw new IllegalStateException("an address without number was met above");
    }
    String number = address.getHostAddress();
    String name = reverse(address);
    if (name.equals(number)) {
      Position at = host.position;
      String shown = number.indexOf(':') >= 0 ? Ipv6.compressed(address) : number;
      ctx.log.log(Messages.UNRESOLVED_NAME, new UnknownHostException(shown), at, shown);
      return "bogus_host_without_reverse_dns";
    }
    return name;
  }

  /** The name that the resolver gives, even where it does not lead back to the address. */
  private static String reverse(InetAddress address) {
    try {
      return InetAddress.getByAddress(address.getAddress()).getHostName();
    } catch (UnknownHostException e) {
      return address.getHostAddress();
    }
  }
}
