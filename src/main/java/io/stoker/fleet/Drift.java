package io.stoker.fleet;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * In what replicas differ: from most of the others, and where there is no such thing as most, from
 * the one that was started last, which is the one that a rollout leads to.
 */
final class Drift {

  private final @Nullable ReplicaStatus model;
  private final String version;

  private Drift(Collection<ReplicaStatus> all) {
    String configuration = most(all, ReplicaStatus::configuration);
    this.model =
        all.stream().filter(s -> s.configuration().equals(configuration)).findFirst().orElse(null);
    this.version = most(all, ReplicaStatus::version);
  }

  /** The same replicas, each with its differences. */
  static List<Replica> among(List<Replica> replicas) {
    Drift drift =
        new Drift(replicas.stream().map(Replica::status).filter(Objects::nonNull).toList());
    return replicas.stream()
        .map(r -> r.status() == null ? r : r.withDrift(drift.of(r.status())))
        .toList();
  }

  private static String most(Collection<ReplicaStatus> all, Function<ReplicaStatus, String> by) {
    record Group(int size, java.time.Instant youngest) {}
    Map<String, Group> groups = new HashMap<>();
    for (ReplicaStatus one : all) {
      groups.merge(
          by.apply(one),
          new Group(1, one.started()),
          (a, b) ->
              new Group(
                  a.size() + b.size(),
                  a.youngest().isAfter(b.youngest()) ? a.youngest() : b.youngest()));
    }
    return groups.entrySet().stream()
        .max(
            java.util.Comparator.comparing((Map.Entry<String, Group> e) -> e.getValue().size())
                .thenComparing(e -> e.getValue().youngest()))
        .map(Map.Entry::getKey)
        .orElse("");
  }

  private List<String> of(ReplicaStatus one) {
    List<String> differences = new ArrayList<>();
    if (!one.version().equals(version)) {
      differences.add("version %s, others %s".formatted(one.version(), version));
    }
    if (model != null && !one.configuration().equals(model.configuration())) {
      TreeSet<String> paths = new TreeSet<>(one.files().keySet());
      paths.addAll(model.files().keySet());
      for (String path : paths) {
        String here = one.files().get(path);
        String there = model.files().get(path);
        if (here == null) {
          differences.add(path + " is missing");
        } else if (there == null) {
          differences.add(path + " is there alone");
        } else if (!here.equals(there)) {
          differences.add(path + " differs");
        }
      }
    }
    return differences;
  }
}
