package io.stoker.engine;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Names of addresses and addresses of names. Both ways may block. */
public interface HostResolver {

  /** The name of an address, or null where it has none. */
  @Nullable String nameOf(InetAddress address);

  /** The addresses of a name; empty where it has none. */
  List<InetAddress> addressesOf(String name);

  /** The system's resolver. */
  static HostResolver system() {
    return new HostResolver() {
      @Override
      public @Nullable String nameOf(InetAddress address) {
        // A fresh object: the one of the connection would remember the name for ever.
        try {
          InetAddress bare = InetAddress.getByAddress(address.getAddress());
          String name = bare.getHostName();
          return name.equals(bare.getHostAddress()) ? null : name;
        } catch (UnknownHostException e) {
          return null;
        }
      }

      @Override
      public List<InetAddress> addressesOf(String name) {
        try {
          return List.of(InetAddress.getAllByName(name));
        } catch (UnknownHostException e) {
          return List.of();
        }
      }
    };
  }
}
