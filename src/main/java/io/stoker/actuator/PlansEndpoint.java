package io.stoker.actuator;

import io.stoker.runtime.ContentPlane;
import io.stoker.runtime.PlanFigures;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.stereotype.Component;

/** {@code /actuator/plans}: how the replies that are kept fare, and why others are not kept. */
@Component
@Endpoint(id = "plans")
final class PlansEndpoint {

  private final ObjectProvider<ContentPlane> planes;

  PlansEndpoint(ObjectProvider<ContentPlane> planes) {
    this.planes = planes;
  }

  /** The figures since the start; null, which is 404, where there is no content plane. */
  @ReadOperation
  public @Nullable PlanFigures plans() {
    ContentPlane plane = planes.getIfAvailable();
    return plane == null ? null : plane.plans();
  }
}
