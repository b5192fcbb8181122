package io.stoker.fleet;

import io.stoker.api.ChildStatus;
import io.stoker.api.Product;
import io.stoker.api.ScoreboardView;
import io.stoker.api.WorkerStatus;
import io.stoker.files.ByteNames;
import io.stoker.runtime.ContentPlane;
import io.stoker.runtime.view.ServedConfiguration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** This replica. */
final class Self {

  private record Prints(
      ServedConfiguration of, Fingerprint with, Map<String, String> files, String all) {}

  private final ContentPlane plane;
  private final String name;
  private final Token token;
  private final String id = UUID.randomUUID().toString();
  private volatile @Nullable Prints prints;

  Self(ContentPlane plane, String name, Token token) {
    this.token = token;
    this.plane = plane;
    this.name = name;
  }

  boolean is(ReplicaStatus status) {
    return status.id().equals(id);
  }

  /** As it is now. */
  ReplicaStatus status() {
    ContentPlane.Status now = plane.status();
    ScoreboardView board = plane.children();
    List<ChildStatus> present = board.places().stream().filter(ChildStatus::isPresent).toList();
    Prints served = prints(plane.configuration());
    return new ReplicaStatus(
        id,
        name,
        Product.VERSION,
        now.state().name(),
        Instant.EPOCH.plus(board.process().startedMicros(), ChronoUnit.MICROS),
        now.generation(),
        served == null ? "" : served.all(),
        served == null ? Map.of() : served.files(),
        (int) present.stream().flatMap(c -> c.workers().stream()).filter(Self::isBusy).count(),
        board.settings().maxRequestWorkers(),
        present.stream().mapToInt(ChildStatus::connections).sum(),
        now.problem());
  }

  /** The states that the chart's autoscaler counts, too. */
  private static boolean isBusy(WorkerStatus worker) {
    return switch (worker.state()) {
      case DEAD, STARTING, READY, IDLE_KILL -> false;
      case READING, WRITING, KEEPALIVE, LOGGING, DNS, CLOSING, GRACEFUL -> true;
    };
  }

  /** Texts stay as they are for as long as they are served. */
  private @Nullable Prints prints(@Nullable ServedConfiguration served) {
    if (served == null) {
      return null;
    }
    byte[] key = token.key();
    Prints known = prints;
    if (known == null || known.of() != served || !known.with().isWith(key)) {
      Fingerprint with = new Fingerprint(key);
      Map<String, String> files = new TreeMap<>();
      with.each(served.texts()).forEach((path, p) -> files.put(ByteNames.toText(path), p));
      known = new Prints(served, with, files, with.all(files));
      prints = known;
    }
    return known;
  }
}
