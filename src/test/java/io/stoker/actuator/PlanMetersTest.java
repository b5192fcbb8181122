package io.stoker.actuator;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.stoker.config.LoadRequest;
import io.stoker.runtime.ContentPlane;
import org.junit.jupiter.api.Test;

class PlanMetersTest {

  @Test
  void everyFigureIsACounter() {
    ContentPlane plane = new ContentPlane(LoadRequest.of("/", "/none"), "test", false);
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    new PlanMeters(plane).bindTo(registry);
    assertThat(registry.getMeters())
        .extracting(m -> m.getId().getName())
        .containsExactlyInAnyOrder(
            "stoker.plans.hits",
            "stoker.plans.fills",
            "stoker.plans.changes",
            "stoker.plans.evictions",
            "stoker.plans.refusals");
    assertThat(registry.get("stoker.plans.hits").functionCounter().count()).isZero();
    assertThat(new PlansEndpoint(plane).plans()).isEqualTo(plane.plans());
  }
}
