package io.stoker.actuator;

import io.stoker.runtime.ContentPlane;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.stereotype.Component;

/**
 * {@code /actuator/workers}: workers by state, children, connections, and how many there may be.
 */
@Component
@Endpoint(id = "workers")
final class WorkersEndpoint {

  private final ContentPlane plane;

  WorkersEndpoint(ContentPlane plane) {
    this.plane = plane;
  }

  /** As it is now. */
  @ReadOperation
  public WorkerFigures workers() {
    return WorkerFigures.of(plane.children());
  }
}
