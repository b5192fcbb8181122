package io.stoker.fleet;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A replica as the others see it.
 *
 * @param name of its pod or host, or its address
 * @param address of its management plane; null while it has none
 * @param node that it runs on; null where that is not known
 * @param isSelf whether it is the one that was asked
 * @param status what it says of itself; null where it could not be asked
 * @param problem why it could not be asked; null where it was
 * @param drift in what it is not as most of the others are
 */
public record Replica(
    String name,
    @Nullable String address,
    @Nullable String node,
    boolean isSelf,
    @Nullable ReplicaStatus status,
    @Nullable String problem,
    List<String> drift) {

  public Replica {
    drift = List.copyOf(drift);
  }

  static Replica of(Member member, boolean isSelf, ReplicaStatus status) {
    return new Replica(
        member.name() != null ? member.name() : status.name(),
        member.address() == null ? null : Member.text(member.address()),
        member.node(),
        isSelf,
        status,
        null,
        List.of());
  }

  static Replica unreachable(Member member, String problem) {
    String why = member.state() == null ? problem : member.state() + ": " + problem;
    return new Replica(
        member.label(),
        member.address() == null ? null : Member.text(member.address()),
        member.node(),
        false,
        null,
        why,
        List.of());
  }

  Replica withDrift(List<String> differences) {
    return new Replica(name, address, node, isSelf, status, problem, differences);
  }
}
