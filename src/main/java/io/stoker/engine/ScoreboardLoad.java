package io.stoker.engine;

import io.stoker.api.ChildStatus;
import io.stoker.api.ScoreboardView;
import io.stoker.api.ServerLoad;
import io.stoker.api.WorkerState;
import java.util.List;
import java.util.function.Predicate;

/** How busy the workers are, as the scoreboard shows it. */
record ScoreboardLoad(ScoreboardView scoreboard) implements ServerLoad {

  @Override
  public int busy() {
    return count(state -> state != WorkerState.READY && state != WorkerState.DEAD);
  }

  @Override
  public int idle() {
    return count(state -> state == WorkerState.READY);
  }

  private int count(Predicate<WorkerState> wanted) {
    return (int)
        scoreboard.places().stream()
            .filter(ChildStatus::isPresent)
            .flatMap(child -> child.workers().stream())
            .filter(worker -> wanted.test(worker.state()))
            .count();
  }

  @Override
  public double[] averages() {
    List<Double> loads = scoreboard.process().loads();
    double[] averages = new double[3];
    for (int i = 0; i < averages.length && i < loads.size(); i++) {
      averages[i] = Math.max(0, loads.get(i));
    }
    return averages;
  }
}
