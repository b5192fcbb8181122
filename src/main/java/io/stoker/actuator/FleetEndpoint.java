package io.stoker.actuator;

import io.stoker.fleet.Fleet;
import io.stoker.fleet.FleetView;
import io.stoker.fleet.ReplicaStatus;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.stereotype.Component;

/**
 * {@code /actuator/fleet}: every replica, as the one that is asked sees it. {@code
 * /actuator/fleet/replica}: that one alone; only other replicas are told (stoker.fleet.token-file).
 */
@Component
@Endpoint(id = "fleet")
final class FleetEndpoint {

  /** The part that replicas ask each other for. */
  private static final String REPLICA = "replica";

  private final Fleet fleet;

  FleetEndpoint(Fleet fleet) {
    this.fleet = fleet;
  }

  /** All of them, asked now. */
  @ReadOperation
  public FleetView fleet() throws InterruptedException {
    return fleet.view();
  }

  /** This one; null, which is 404, for any other word. */
  @ReadOperation
  public @Nullable ReplicaStatus replica(@Selector String part) {
    return part.equals(REPLICA) ? fleet.self() : null;
  }
}
