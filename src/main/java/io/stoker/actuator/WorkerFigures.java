package io.stoker.actuator;

import io.stoker.api.ChildStatus;
import io.stoker.api.ScoreboardView;
import io.stoker.api.WorkerState;
import io.stoker.api.WorkerStatus;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/**
 * The scoreboard added up.
 *
 * @param mpm event, worker or prefork
 * @param maxRequestWorkers how many workers there may be
 * @param workers by state, in lower case
 * @param children by {@code active} and {@code retiring}
 * @param connections by {@code all}, {@code waiting}, {@code writing}, {@code keepalive} and {@code
 *     closing}
 */
record WorkerFigures(
    String mpm,
    int maxRequestWorkers,
    Map<String, Integer> workers,
    Map<String, Integer> children,
    Map<String, Integer> connections) {

  static WorkerFigures of(ScoreboardView view) {
    List<ChildStatus> present = view.places().stream().filter(ChildStatus::isPresent).toList();
    Map<WorkerState, Integer> states = new EnumMap<>(WorkerState.class);
    for (WorkerState state : WorkerState.values()) {
      states.put(state, 0);
    }
    for (ChildStatus child : present) {
      for (WorkerStatus worker : child.workers()) {
        states.merge(worker.state(), 1, Integer::sum);
      }
    }
    Map<String, Integer> workers = new TreeMap<>();
    states.forEach((state, count) -> workers.put(state.name().toLowerCase(Locale.ROOT), count));
    return new WorkerFigures(
        view.settings().kind().word(),
        view.settings().maxRequestWorkers(),
        workers,
        Map.of(
            "active", sum(present, child -> child.isAccepting() ? 1 : 0),
            "retiring", sum(present, child -> child.isStopping() ? 1 : 0)),
        Map.of(
            "all", sum(present, ChildStatus::connections),
            "waiting", sum(present, ChildStatus::waitingForInput),
            "writing", sum(present, ChildStatus::writing),
            "keepalive", sum(present, ChildStatus::keepAlive),
            "closing", sum(present, ChildStatus::closing)));
  }

  private static int sum(List<ChildStatus> children, ToIntFunction<ChildStatus> one) {
    return children.stream().mapToInt(one).sum();
  }
}
