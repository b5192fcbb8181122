package io.stoker.actuator;

import io.stoker.runtime.ContentPlane;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.stereotype.Component;

/**
 * {@code /actuator/workers}: workers by state, children, connections, and how many there may be.
 */
@Component
@Endpoint(id = "workers")
final class WorkersEndpoint {

  private final ObjectProvider<ContentPlane> planes;

  WorkersEndpoint(ObjectProvider<ContentPlane> planes) {
    this.planes = planes;
  }

  /** As it is now; null, which is 404, where there is no content plane. */
  @ReadOperation
  public @Nullable WorkerFigures workers() {
    ContentPlane plane = planes.getIfAvailable();
    return plane == null ? null : WorkerFigures.of(plane.children());
  }
}
