package io.stoker.actuator;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.stoker.mpm.Children;
import io.stoker.runtime.ContentPlane;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * {@code stoker.workers}, {@code stoker.children} and {@code stoker.connections} by state, and
 * counters of requests, bytes, and children that were started and have ended.
 */
@Component
final class WorkerMeters implements MeterBinder {

  private static final List<String> CHILDREN = List.of("active", "retiring");
  private static final List<String> CONNECTIONS =
      List.of("all", "waiting", "writing", "keepalive", "closing");

  private final ObjectProvider<ContentPlane> planes;

  WorkerMeters(ObjectProvider<ContentPlane> planes) {
    this.planes = planes;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    ContentPlane plane = planes.getIfAvailable();
    if (plane != null) {
      bind(registry, plane.children());
    }
  }

  static void bind(MeterRegistry registry, Children children) {
    List<String> states = List.copyOf(WorkerFigures.of(children).workers().keySet());
    gauges(registry, children, "stoker.workers", states, WorkerFigures::workers);
    gauges(registry, children, "stoker.children", CHILDREN, WorkerFigures::children);
    gauges(registry, children, "stoker.connections", CONNECTIONS, WorkerFigures::connections);
    Gauge.builder("stoker.workers.max", children, c -> c.settings().maxRequestWorkers())
        .description("MaxRequestWorkers")
        .register(registry);
    count(registry, children, "requests", "requests answered", c -> c.totals().accesses());
    count(registry, children, "bytes", "bytes sent, heads and all", c -> c.totals().bytes());
    count(registry, children, "children.started", "children started", Children::started);
    count(registry, children, "children.ended", "children that have ended", Children::ended);
  }

  private static void gauges(
      MeterRegistry registry,
      Children children,
      String name,
      List<String> states,
      Function<WorkerFigures, Map<String, Integer>> figures) {
    for (String state : states) {
      Gauge.builder(name, children, c -> figures.apply(WorkerFigures.of(c)).getOrDefault(state, 0))
          .tag("state", state)
          .register(registry);
    }
  }

  private static void count(
      MeterRegistry registry,
      Children children,
      String name,
      String description,
      ToDoubleFunction<Children> figure) {
    FunctionCounter.builder("stoker." + name, children, figure)
        .description(description)
        .register(registry);
  }
}
