package io.stoker.actuator;

import io.stoker.api.ChildStatus;
import io.stoker.api.ScoreboardView;
import io.stoker.runtime.ContentPlane;
import java.util.List;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.stereotype.Component;

/** {@code /actuator/scoreboard}: what every worker of every child does. */
@Component
@Endpoint(id = "scoreboard")
final class ScoreboardEndpoint {

  /**
   * The scoreboard.
   *
   * @param letters one for each worker, with a space between children
   * @param isExtended whether requests are recorded
   */
  record Scoreboard(
      String letters,
      boolean isExtended,
      ScoreboardView.Totals totals,
      List<ChildStatus> children) {}

  private final ContentPlane plane;

  ScoreboardEndpoint(ContentPlane plane) {
    this.plane = plane;
  }

  /** As it is now. */
  @ReadOperation
  public Scoreboard scoreboard() {
    ScoreboardView view = plane.children();
    List<ChildStatus> children = view.places();
    return new Scoreboard(letters(children), view.isExtended(), view.totals(), children);
  }

  private static String letters(List<ChildStatus> children) {
    StringBuilder letters = new StringBuilder();
    for (ChildStatus child : children) {
      letters.append(letters.isEmpty() ? "" : " ");
      child.workers().forEach(worker -> letters.append(worker.state().letter()));
    }
    return letters.toString();
  }
}
