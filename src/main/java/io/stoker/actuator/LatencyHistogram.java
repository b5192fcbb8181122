package io.stoker.actuator;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.stoker.mpm.HostTraffic;
import io.stoker.mpm.Traffic;
import io.stoker.runtime.ContentPlane;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/**
 * {@code stoker_vhost_request_duration_seconds}: a histogram for each virtual host. Micrometer has
 * no way to take buckets that were counted elsewhere, and counting them there would cost every
 * request an object, so that Prometheus gets them as they are.
 */
@Component
final class LatencyHistogram implements SmartInitializingSingleton {

  static final String NAME = "stoker_vhost_request_duration_seconds";

  private final ContentPlane plane;
  private final ObjectProvider<PrometheusRegistry> registries;

  LatencyHistogram(ContentPlane plane, ObjectProvider<PrometheusRegistry> registries) {
    this.plane = plane;
    this.registries = registries;
  }

  @Override
  public void afterSingletonsInstantiated() {
    PrometheusRegistry registry = registries.getIfAvailable();
    if (registry != null) {
      Traffic traffic = plane.children().traffic();
      Collector collector = () -> snapshot(traffic);
      registry.register(collector);
    }
  }

  static HistogramSnapshot snapshot(Traffic traffic) {
    HistogramSnapshot.Builder all =
        HistogramSnapshot.builder().name(NAME).help("how long requests took");
    for (HostTraffic host : traffic.hosts()) {
      all.dataPoint(
          HistogramSnapshot.HistogramDataPointSnapshot.builder()
              .labels(Labels.of("vhost", host.host()))
              .classicHistogramBuckets(
                  ClassicHistogramBuckets.of(HostTraffic.bounds(), host.buckets()))
              .sum(host.seconds())
              .build());
    }
    return all.build();
  }
}
