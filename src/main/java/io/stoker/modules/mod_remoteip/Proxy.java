package io.stoker.modules.mod_remoteip;

import io.stoker.api.DirectiveException;
import io.stoker.expr.IpSubnet;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/**
 * Proxies that are believed.
 *
 * @param internal whether they may name private addresses, and are not told of
 */
record Proxy(IpSubnet network, boolean internal) {

  /**
   * From an address, a network or the name of a host, which is looked up now.
   *
   * @param directive for messages
   */
  static List<Proxy> parse(String word, boolean internal, String directive)
      throws DirectiveException {
    try {
      return List.of(new Proxy(IpSubnet.create(word), internal));
    } catch (IpSubnet.Malformed e) {
      String wrong = "RemoteIP: Error parsing IP " + word;
      if (e.getMessage() != null) {
        throw new DirectiveException(wrong + " (" + e.getMessage() + " error) for " + directive, e);
      }
      int slash = word.indexOf('/');
      if (slash >= 0) {
        String subnet = word.substring(slash);
        throw new DirectiveException(
            wrong + " the subnet " + subnet + " is invalid for " + directive, e);
      }
      return ofHost(word, internal, wrong, directive);
    }
  }

  private static List<Proxy> ofHost(String name, boolean internal, String wrong, String directive)
      throws DirectiveException {
    try {
      List<Proxy> all = new ArrayList<>();
      for (InetAddress address : InetAddress.getAllByName(name)) {
        all.add(new Proxy(IpSubnet.create(address.getHostAddress()), internal));
      }
      return all;
    } catch (UnknownHostException | IpSubnet.Malformed e) {
      throw new DirectiveException(
          wrong + " (Name or service not known error) for " + directive, e);
    }
  }
}
