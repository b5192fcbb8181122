package io.stoker.actuator;

import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import io.stoker.runtime.ContentPlane;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/**
 * Traces of what the content plane answers, when {@code stoker.tracing.enabled} is true: each
 * request is an {@link io.micrometer.observation.Observation} named {@code stoker.request}, which
 * OpenTelemetry exports as a span by {@code management.opentelemetry.tracing.export.otlp.*}. Off,
 * no request makes an object for it.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("stoker.tracing.enabled")
class RequestTracing {

  @Bean
  @Order(0) // before Spring Boot's handlers of any request that is received
  RequestSpans requestSpans(Tracer tracer, Propagator propagator) {
    return new RequestSpans(tracer, propagator);
  }

  /** Requests are counted and timed by {@link TrafficMeters}, traced or not. */
  @Bean
  MeterFilter requestsAreMeteredElsewhere() {
    return MeterFilter.denyNameStartsWith(RequestObservation.NAME);
  }

  @Bean
  SmartInitializingSingleton observedRequests(ContentPlane plane, ObservationRegistry registry) {
    return () ->
        plane
            .children()
            .traffic()
            .tell(request -> RequestObservation.of(request).observe(registry));
  }
}
