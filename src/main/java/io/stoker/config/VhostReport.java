package io.stoker.config;

import io.stoker.api.Core;
import io.stoker.api.Server;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What {@code -S} says of virtual hosts, in httpd's lines and order. */
final class VhostReport {

  /** A bucket after those of the addresses with a number. */
  private static final int WILDCARDS = 256;

  private VhostReport() {}

  static List<String> of(NamedVirtualHosts hosts) {
    List<String> lines = new ArrayList<>();
    lines.add("VirtualHost configuration:");
    for (AddressHosts address : ordered(hosts)) {
      report(address, lines);
    }
    return lines;
  }

  /** Addresses with a number by httpd's hash, the others after them. */
  private static List<AddressHosts> ordered(NamedVirtualHosts hosts) {
    Map<Integer, List<AddressHosts>> buckets = new HashMap<>();
    for (AddressHosts a : hosts.reported()) {
      buckets.computeIfAbsent(bucket(a.address()), b -> new ArrayList<>()).add(a);
    }
    List<AddressHosts> all = new ArrayList<>();
    for (int i = 0; i <= WILDCARDS; i++) {
      all.addAll(buckets.getOrDefault(i, List.of()));
    }
    return all;
  }

  /** The exclusive or of the last four bytes of the address. */
  private static int bucket(VirtualHostAddress a) {
    if (a.address() == null) {
      return WILDCARDS;
    }
    byte[] bytes = a.address().getAddress();
    int hash = 0;
    for (int i = bytes.length - 4; i < bytes.length; i++) {
      hash ^= bytes[i] & 0xff;
    }
    return hash;
  }

  private static void report(AddressHosts address, List<String> lines) {
    String label = address.address().label();
    Server first = address.first();
    if (address.servers().size() == 1) {
      lines.add("%-22s %s (%s)".formatted(label, first.name(), first.position()));
      return;
    }
    lines.add("%-22s is a NameVirtualHost".formatted(label));
    lines.add("         default server " + named(first));
    String port = address.address().port() == 0 ? "*" : "" + address.address().port();
    for (Server server : address.servers()) {
      lines.add("         port " + port + " namevhost " + named(server));
      List<String> aliases = server.values().get(Core.SERVER_ALIASES);
      aliases.stream()
          .filter(alias -> !isWild(alias))
          .forEach(alias -> lines.add("                 alias " + alias));
      aliases.stream()
          .filter(VhostReport::isWild)
          .forEach(alias -> lines.add("                 wild alias " + alias));
    }
  }

  private static boolean isWild(String alias) {
    return alias.indexOf('*') >= 0 || alias.indexOf('?') >= 0;
  }

  private static String named(Server server) {
    return server.name() + " (" + server.position() + ")";
  }
}
