package io.stoker.actuator;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.stoker.config.LoadRequest;
import io.stoker.runtime.ContentPlane;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.GenericApplicationContext;

class PlanMetersTest {

  @Test
  void everyFigureIsACounter() {
    ContentPlane plane = new ContentPlane(LoadRequest.of("/", "/none"), "test", false);
    try (GenericApplicationContext context = new GenericApplicationContext()) {
      context.registerBean(ContentPlane.class, () -> plane);
      context.refresh();
      SimpleMeterRegistry registry = new SimpleMeterRegistry();
      new PlanMeters(context.getBeanProvider(ContentPlane.class)).bindTo(registry);
      assertThat(registry.getMeters())
          .extracting(m -> m.getId().getName())
          .containsExactlyInAnyOrder(
              "stoker.plans.hits",
              "stoker.plans.fills",
              "stoker.plans.changes",
              "stoker.plans.evictions",
              "stoker.plans.refusals");
      assertThat(registry.get("stoker.plans.hits").functionCounter().count()).isZero();
      assertThat(new PlansEndpoint(context.getBeanProvider(ContentPlane.class)).plans())
          .isEqualTo(plane.plans());
    }
  }
}
