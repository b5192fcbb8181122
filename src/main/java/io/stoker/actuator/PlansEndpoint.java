package io.stoker.actuator;

import io.stoker.runtime.ContentPlane;
import io.stoker.runtime.PlanFigures;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.stereotype.Component;

/** {@code /actuator/plans}: how the replies that are kept fare, and why others are not kept. */
@Component
@Endpoint(id = "plans")
final class PlansEndpoint {

  private final ContentPlane plane;

  PlansEndpoint(ContentPlane plane) {
    this.plane = plane;
  }

  /** The figures since the start. */
  @ReadOperation
  public PlanFigures plans() {
    return plane.plans();
  }
}
