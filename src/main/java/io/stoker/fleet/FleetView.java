package io.stoker.fleet;

import java.time.Instant;
import java.util.List;

/**
 * All replicas at one moment, as the one that was asked sees them.
 *
 * @param at when they were asked
 * @param replicas by name
 * @param notes what could not be found out about who should be there
 */
public record FleetView(Instant at, List<Replica> replicas, List<String> notes) {

  public FleetView {
    replicas = List.copyOf(replicas);
    notes = List.copyOf(notes);
  }

  /** How many answered. */
  public long getReachable() {
    return replicas.stream().filter(r -> r.status() != null).count();
  }

  /** How many did not. */
  public long getUnreachable() {
    return replicas.size() - getReachable();
  }

  /** How many are not as most of the others are. */
  public long getDrifting() {
    return replicas.stream().filter(r -> !r.drift().isEmpty()).count();
  }

  /** How many serve by an older configuration, since they refused the one that is there. */
  public long getRefusing() {
    return replicas.stream()
        .filter(r -> r.status() != null && r.status().refused() != null)
        .count();
  }

  /** Busy workers of all that answered. */
  public int getBusy() {
    return replicas.stream().mapToInt(r -> r.status() == null ? 0 : r.status().busy()).sum();
  }

  /** MaxRequestWorkers of all that answered, added up. */
  public int getWorkers() {
    return replicas.stream().mapToInt(r -> r.status() == null ? 0 : r.status().workers()).sum();
  }
}
