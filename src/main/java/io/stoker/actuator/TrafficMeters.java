package io.stoker.actuator;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.stoker.mpm.HostTraffic;
import io.stoker.mpm.Traffic;
import io.stoker.runtime.ContentPlane;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * {@code stoker.vhost.*}: requests by method and class of status, bytes, reused connections, and
 * time, of each virtual host. The tags are bounded: hosts by {@link Traffic#MOST_HOSTS}, methods
 * and classes by their number; no part of a URI is ever one. Series appear with their first
 * request.
 */
@Component
final class TrafficMeters implements MeterBinder {

  private static final String VHOST = "vhost";

  private final ContentPlane plane;

  TrafficMeters(ContentPlane plane) {
    this.plane = plane;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Binding binding = new Binding(registry, plane.children().traffic());
    plane.everySecond(binding::refresh);
  }

  /** The series of one registry. */
  static final class Binding {
    private record Series(String host, HostTraffic.Method method, int kind) {}

    private final MeterRegistry registry;
    private final Traffic traffic;
    private final Set<String> hosts = new HashSet<>();
    private final Set<Series> series = new HashSet<>();

    Binding(MeterRegistry registry, Traffic traffic) {
      this.registry = registry;
      this.traffic = traffic;
    }

    /** Adds what has appeared since the last time; one thread at a time. */
    void refresh() {
      for (HostTraffic host : traffic.hosts()) {
        if (hosts.add(host.host())) {
          addHost(host);
        }
        for (HostTraffic.Method method : HostTraffic.Method.values()) {
          for (int kind = 1; kind <= HostTraffic.CLASSES; kind++) {
            addSeries(host, method, kind);
          }
        }
      }
    }

    private void addSeries(HostTraffic host, HostTraffic.Method method, int kind) {
      if (host.requests(method, kind) > 0 && series.add(new Series(host.host(), method, kind))) {
        FunctionCounter.builder("stoker.vhost.requests", host, h -> h.requests(method, kind))
            .tag(VHOST, host.host())
            .tag("method", method.name())
            .tag("status", kind + "xx")
            .description("requests answered")
            .register(registry);
      }
    }

    private void addHost(HostTraffic host) {
      count(host, "stoker.vhost.bytes", "bytes", "bytes sent, heads and all", HostTraffic::bytes);
      count(
          host,
          "stoker.vhost.reused",
          null,
          "requests on connections that had one before",
          HostTraffic::reused);
      FunctionTimer.builder(
              "stoker.vhost.time",
              host,
              HostTraffic::requests,
              HostTraffic::seconds,
              TimeUnit.SECONDS)
          .tag(VHOST, host.host())
          .description("from the first octet of a request to the last of its reply")
          .register(registry);
    }

    private void count(
        HostTraffic host,
        String name,
        @Nullable String unit,
        String description,
        ToDoubleFunction<HostTraffic> figure) {
      FunctionCounter.builder(name, host, figure)
          .tag(VHOST, host.host())
          .baseUnit(unit)
          .description(description)
          .register(registry);
    }
  }
}
