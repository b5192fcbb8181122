package io.stoker.fleet;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The addresses behind names: each is a replica. A headless Service of Kubernetes has an address
 * for each pod; names of machines do as well.
 */
public final class DnsRoster implements Roster {

  private final List<String> names;
  private final int port;

  /**
   * A list of names.
   *
   * @param names hosts, each with a port behind a colon where it is not the usual one; an IPv6
   *     address with a port is in brackets
   * @param port of the management plane where a name has none
   */
  public DnsRoster(List<String> names, int port) {
    this.names = List.copyOf(names);
    this.port = port;
  }

  @Override
  public Found look() {
    Set<InetSocketAddress> addresses = new LinkedHashSet<>();
    List<String> notes = new ArrayList<>();
    for (String name : names) {
      int colon = name.lastIndexOf(':');
      boolean hasPort = colon > 0 && (name.indexOf(':') == colon || name.charAt(colon - 1) == ']');
      try {
        int at = hasPort ? Integer.parseInt(name.substring(colon + 1)) : port;
        for (InetAddress one :
            InetAddress.getAllByName(hasPort ? name.substring(0, colon) : name)) {
          addresses.add(new InetSocketAddress(one, at));
        }
      } catch (UnknownHostException e) {
        notes.add(name + ": no address is known for it");
      } catch (IllegalArgumentException e) {
        notes.add(name + ": no host and port");
      }
    }
    return new Found(addresses.stream().map(Member::at).toList(), notes);
  }
}
