package io.stoker.actuator;

import io.micrometer.observation.Observation;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.PropagatingReceiverTracingObservationHandler;
import io.micrometer.tracing.propagation.Propagator;
import java.util.concurrent.TimeUnit;

/** Makes spans of requests, which began before anybody observed them. */
final class RequestSpans extends PropagatingReceiverTracingObservationHandler<RequestObservation> {

  RequestSpans(Tracer tracer, Propagator propagator) {
    super(tracer, propagator);
  }

  @Override
  public Span.Builder customizeExtractedSpan(RequestObservation context, Span.Builder builder) {
    return builder.startTimestamp(context.startMicros(), TimeUnit.MICROSECONDS);
  }

  @Override
  public boolean supportsContext(Observation.Context context) {
    return context instanceof RequestObservation;
  }
}
