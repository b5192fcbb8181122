package io.stoker.actuator;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.stoker.mpm.Children;
import io.stoker.runtime.ContentPlane;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;
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

  private final ContentPlane plane;

  WorkerMeters(ContentPlane plane) {
    this.plane = plane;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    bind(registry, plane.children(), System::nanoTime);
  }

  /** The scoreboard, added up once for all the gauges of a look at it. */
  private static final class Glance {
    private static final long LASTS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Children children;
    private final LongSupplier nanoTime;
    private WorkerFigures figures;
    private long taken;

    Glance(Children children, LongSupplier nanoTime) {
      this.children = children;
      this.nanoTime = nanoTime;
      this.figures = WorkerFigures.of(children);
      this.taken = nanoTime.getAsLong();
    }

    synchronized WorkerFigures figures() {
      long now = nanoTime.getAsLong();
      if (now - taken > LASTS) {
        figures = WorkerFigures.of(children);
        taken = now;
      }
      return figures;
    }
  }

  static void bind(MeterRegistry registry, Children children, LongSupplier nanoTime) {
    Glance glance = new Glance(children, nanoTime);
    List<String> states = List.copyOf(glance.figures().workers().keySet());
    gauges(registry, glance, "stoker.workers", states, WorkerFigures::workers);
    gauges(registry, glance, "stoker.children", CHILDREN, WorkerFigures::children);
    gauges(registry, glance, "stoker.connections", CONNECTIONS, WorkerFigures::connections);
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
      Glance glance,
      String name,
      List<String> states,
      Function<WorkerFigures, Map<String, Integer>> figures) {
    for (String state : states) {
      Gauge.builder(name, () -> figures.apply(glance.figures()).getOrDefault(state, 0))
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
