package io.stoker.actuator;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.stoker.runtime.ContentPlane;
import io.stoker.runtime.Reload;
import org.springframework.stereotype.Component;

/** {@code stoker.reloads} by result, and {@code stoker.generation}. */
@Component
final class ReloadMeters implements MeterBinder {

  private final ContentPlane plane;

  ReloadMeters(ContentPlane plane) {
    this.plane = plane;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    for (Reload.Result result : Reload.Result.values()) {
      FunctionCounter.builder("stoker.reloads", plane, p -> p.reloader().count(result))
          .tag("result", result.word())
          .description("how reading the configuration again ended")
          .register(registry);
    }
    Gauge.builder("stoker.generation", plane, p -> p.status().generation())
        .description("number of the configuration that is served")
        .register(registry);
  }
}
