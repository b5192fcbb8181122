package io.stoker.actuator;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.ReceiverContext;
import io.stoker.mpm.AnsweredRequest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A request of the content plane as it is observed, once it has been answered. Its names are those
 * of OpenTelemetry's semantic conventions for HTTP servers. A query may hold secrets and is left
 * out.
 */
final class RequestObservation extends ReceiverContext<AnsweredRequest> {

  static final String NAME = "stoker.request";

  private static final int SERVER_ERROR = 500;

  private final long startMicros;

  private RequestObservation(AnsweredRequest request) {
    super(AnsweredRequest::header);
    setCarrier(request);
    setName(NAME);
    setContextualName(request.method());
    startMicros = request.startMicros();
  }

  static RequestObservation of(AnsweredRequest request) {
    return new RequestObservation(request);
  }

  /** When it began, microseconds since 1970. */
  long startMicros() {
    return startMicros;
  }

  /** Has it begin and end. */
  void observe(ObservationRegistry registry) {
    AnsweredRequest request = Objects.requireNonNull(getCarrier());
    Observation observation =
        Observation.createNotStarted(NAME, () -> this, registry)
            .lowCardinalityKeyValue("stoker.virtual_host", request.host())
            .lowCardinalityKeyValue("http.request.method", request.method())
            .lowCardinalityKeyValue("http.response.status_code", Integer.toString(request.status()))
            .highCardinalityKeyValue("url.scheme", "http")
            .highCardinalityKeyValue("url.path", path(request.target()))
            .highCardinalityKeyValue("client.address", request.client())
            .highCardinalityKeyValue("http.response.size", Long.toString(request.bytesSent()));
    add(observation, "server.address", request.header("Host"));
    add(observation, "user_agent.original", request.header("User-Agent"));
    if (request.status() >= SERVER_ERROR) {
      observation.lowCardinalityKeyValue("error.type", Integer.toString(request.status()));
    }
    observation.start().stop();
  }

  private static void add(Observation observation, String name, @Nullable String value) {
    if (value != null) {
      observation.highCardinalityKeyValue(name, value);
    }
  }

  private static String path(String target) {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }
}
