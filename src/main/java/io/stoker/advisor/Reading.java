package io.stoker.advisor;

import io.stoker.api.ChildStatus;
import io.stoker.api.ProcessStatus;
import io.stoker.api.ScoreboardView;
import io.stoker.api.WorkerState;
import io.stoker.config.Snapshot;
import io.stoker.mpm.Children;
import io.stoker.mpm.HostTraffic;
import io.stoker.runtime.ColdFigures;
import io.stoker.runtime.ContentPlane;
import io.stoker.runtime.LogFigures;
import io.stoker.runtime.PlanFigures;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * The meters of a server at a moment. Counters are totals since its start.
 *
 * @param keptSlots slots that connections without a request hold
 * @param configuration the generation of the configuration in force
 * @param mpmGeneration how often all children were replaced
 * @param cpuSeconds of the process
 */
record Reading(
    Instant at,
    long uptimeSeconds,
    int busy,
    int maxWorkers,
    int connections,
    int keepAlive,
    int children,
    int keptSlots,
    int slots,
    ScoreboardView.Totals totals,
    long reused,
    PlanFigures plans,
    ColdFigures cold,
    LogFigures logs,
    long configuration,
    long mpmGeneration,
    long childrenStarted,
    long childrenEnded,
    long pauses,
    double cpuSeconds) {

  static Reading of(ContentPlane plane, Instant now) {
    Children board = plane.children();
    List<ChildStatus> present = board.places().stream().filter(ChildStatus::isPresent).toList();
    Snapshot snapshot = plane.snapshot();
    ProcessStatus process = board.process();
    Instant started = Instant.EPOCH.plus(process.startedMicros(), ChronoUnit.MICROS);
    return new Reading(
        now,
        started.until(now, ChronoUnit.SECONDS),
        board.busy(),
        board.settings().maxRequestWorkers(),
        present.stream().mapToInt(ChildStatus::connections).sum(),
        present.stream().mapToInt(ChildStatus::keepAlive).sum(),
        (int) present.stream().filter(ChildStatus::isAccepting).count(),
        slots(present, WorkerState.KEEPALIVE),
        present.stream().mapToInt(child -> child.workers().size()).sum(),
        board.totals(),
        board.traffic().hosts().stream().mapToLong(HostTraffic::reused).sum(),
        plane.plans(),
        plane.cold(),
        plane.logs(),
        snapshot == null ? 0 : snapshot.generation(),
        process.mpmGeneration(),
        board.started(),
        board.ended(),
        board.pauses(),
        process.userSeconds() + process.systemSeconds());
  }

  private static int slots(List<ChildStatus> children, WorkerState state) {
    return (int)
        children.stream()
            .flatMap(child -> child.workers().stream())
            .filter(worker -> worker.state() == state)
            .count();
  }
}
