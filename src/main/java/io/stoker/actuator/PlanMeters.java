package io.stoker.actuator;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.stoker.runtime.ContentPlane;
import io.stoker.runtime.PlanFigures;
import java.util.function.ToDoubleFunction;
import org.springframework.stereotype.Component;

/** {@code stoker.plans.*}: counters of replies that are kept. */
@Component
final class PlanMeters implements MeterBinder {

  private final ContentPlane plane;

  PlanMeters(ContentPlane plane) {
    this.plane = plane;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    count(registry, plane, "hits", "requests answered from a plan", PlanFigures::hits);
    count(registry, plane, "fills", "plans made", PlanFigures::fills);
    count(registry, plane, "changes", "plans ended by a change", PlanFigures::changes);
    count(registry, plane, "evictions", "plans that gave way to others", PlanFigures::evictions);
    count(
        registry,
        plane,
        "refusals",
        "replies that no plan could be made of",
        f -> f.refusals().values().stream().mapToLong(Long::longValue).sum());
  }

  private static void count(
      MeterRegistry registry,
      ContentPlane plane,
      String name,
      String description,
      ToDoubleFunction<PlanFigures> figure) {
    FunctionCounter.builder("stoker.plans." + name, plane, p -> figure.applyAsDouble(p.plans()))
        .description(description)
        .register(registry);
  }
}
