package io.stoker.actuator;

import io.stoker.runtime.ContentPlane;
import io.stoker.runtime.Reload;
import java.util.Map;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.stereotype.Component;

/**
 * {@code contentPlane}: up while the content plane serves. A configuration that was refused while
 * it serves another one is told as {@code problem} and leaves it up.
 */
@Component("contentPlaneHealthIndicator")
final class ContentPlaneHealthIndicator extends AbstractHealthIndicator {

  private final ContentPlane plane;

  ContentPlaneHealthIndicator(ContentPlane plane) {
    super("the state of the content plane cannot be read");
    this.plane = plane;
  }

  @Override
  protected void doHealthCheck(Health.Builder builder) {
    ContentPlane.Status now = plane.status();
    switch (now.state()) {
      case SERVING -> builder.up();
      case STARTING, STOPPED -> builder.outOfService();
      case FAILED -> builder.down();
    }
    builder
        .withDetail("state", now.state().name())
        .withDetail("generation", now.generation())
        .withDetail("listening", now.shown());
    if (now.problem() != null) {
      builder.withDetail("problem", now.problem());
    }
    Reload latest = plane.reloader().latest();
    if (latest != null) {
      builder.withDetail(
          "reload",
          Map.of(
              "result", latest.result().word(),
              "cause", latest.cause().toString(),
              "at", latest.at().toString()));
    }
  }
}
