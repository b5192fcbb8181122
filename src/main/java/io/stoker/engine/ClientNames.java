package io.stoker.engine;

import io.stoker.api.Connection;
import io.stoker.api.Core.HostnameLookups;
import java.net.InetAddress;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/** Names of clients, looked up at most once per connection and address. */
final class ClientNames {

  /** What is known of the client of a connection; null where nobody asked yet. */
  private static final class Known {
    private final InetAddress address;
    private @Nullable Optional<String> name;
    private @Nullable Boolean confirmed;

    Known(InetAddress address) {
      this.address = address;
    }
  }

  private final HostResolver resolver;
  private final Map<Connection, Known> known = Collections.synchronizedMap(new WeakHashMap<>());

  ClientNames(HostResolver resolver) {
    this.resolver = resolver;
  }

  /** The client's name as {@code lookups} allows, or null. */
  @Nullable String name(Connection connection, InetAddress client, HostnameLookups lookups) {
    return switch (lookups) {
      case OFF -> null;
      case ON -> name(entry(connection, client));
      case DOUBLE -> confirmed(connection, client);
    };
  }

  /** The client's name if the name leads back to the address, or null. */
  @Nullable String confirmed(Connection connection, InetAddress client) {
    Known entry = entry(connection, client);
    synchronized (entry) {
      String name = name(entry);
      if (entry.confirmed == null) {
        entry.confirmed = name != null && resolver.addressesOf(name).contains(client);
      }
      return entry.confirmed ? name : null;
    }
  }

  private Known entry(Connection connection, InetAddress client) {
    return known.compute(
        connection,
        (c, old) -> old != null && old.address.equals(client) ? old : new Known(client));
  }

  private @Nullable String name(Known entry) {
    synchronized (entry) {
      if (entry.name == null) {
        String name = resolver.nameOf(entry.address);
        entry.name = Optional.ofNullable(name).map(n -> n.toLowerCase(Locale.ROOT));
      }
      return entry.name.orElse(null);
    }
  }

  /** The name of an address of this server, for UseCanonicalName DNS, or null. */
  @Nullable String ofServer(InetAddress local) {
    String name = resolver.nameOf(local);
    return name == null ? null : name.toLowerCase(Locale.ROOT);
  }
}
