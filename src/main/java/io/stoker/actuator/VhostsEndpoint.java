package io.stoker.actuator;

import io.stoker.runtime.ContentPlane;
import io.stoker.runtime.view.ServedConfiguration;
import io.stoker.runtime.view.VirtualHost;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.stereotype.Component;

/**
 * {@code /actuator/vhosts}: the main server and the virtual hosts, as {@code stoker -S} knows them.
 */
@Component
@Endpoint(id = "vhosts")
final class VhostsEndpoint {

  /** The hosts of a generation, the main server first. */
  record Hosts(long generation, List<VirtualHost> hosts) {}

  private final ContentPlane plane;

  VhostsEndpoint(ContentPlane plane) {
    this.plane = plane;
  }

  /** All of them; null, which is 404, where nothing is served. */
  @ReadOperation
  public @Nullable Hosts hosts() {
    ServedConfiguration served = plane.configuration();
    return served == null ? null : new Hosts(served.generation(), served.hosts());
  }

  /** Those that have the name, as ServerName or as an alias; null, which is 404, where none has. */
  @ReadOperation
  public @Nullable Hosts named(@Selector String name) {
    Hosts all = hosts();
    if (all == null) {
      return null;
    }
    List<VirtualHost> found =
        all.hosts().stream()
            .filter(h -> h.name().equalsIgnoreCase(name) || h.aliases().contains(name))
            .toList();
    return found.isEmpty() ? null : new Hosts(all.generation(), found);
  }
}
