package io.stoker.actuator;

import io.stoker.api.ProcessStatus;
import io.stoker.api.Product;
import io.stoker.runtime.ContentPlane;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.stereotype.Component;

/** {@code /actuator/httpd}: what serves, since when, by which configuration, and where. */
@Component
@Endpoint(id = "httpd")
final class HttpdEndpoint {

  /**
   * The server.
   *
   * @param version of this server
   * @param httpd the release of httpd that it follows
   * @param mpm event, worker or prefork
   * @param generation of the configuration, the first is 1
   * @param mpmGeneration how often children were replaced for a configuration
   * @param listening addresses with ports
   */
  record Httpd(
      String version,
      String built,
      String httpd,
      String mpm,
      String state,
      long generation,
      long mpmGeneration,
      Instant started,
      long uptimeSeconds,
      List<String> listening,
      @Nullable String problem) {}

  private final ContentPlane plane;

  HttpdEndpoint(ContentPlane plane) {
    this.plane = plane;
  }

  /** As it is now. */
  @ReadOperation
  public Httpd httpd() {
    ContentPlane.Status status = plane.status();
    ProcessStatus process = plane.children().process();
    Instant started = Instant.EPOCH.plus(process.startedMicros(), ChronoUnit.MICROS);
    return new Httpd(
        Product.VERSION,
        Product.built(),
        Product.HTTPD_VERSION,
        plane.children().settings().kind().word(),
        status.state().name(),
        status.generation(),
        process.mpmGeneration(),
        started,
        started.until(Instant.now(), ChronoUnit.SECONDS),
        status.shown(),
        status.problem());
  }
}
