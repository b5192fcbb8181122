package io.stoker.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.config.LoadRequest;
import io.stoker.runtime.ContentPlane;
import org.junit.jupiter.api.Test;

class StokerApplicationTest {

  @Test
  void managementPlaneStartsOnLoopback() {
    ContentPlane plane = new ContentPlane(LoadRequest.of("/", "/none"), "test", false);
    try (var context = StokerApplication.manage(plane, "--server.port=0")) {
      assertThat(context.getEnvironment().getProperty("server.address")).isEqualTo("127.0.0.1");
      assertThat(context.getEnvironment().getProperty("local.server.port")).isNotNull();
    }
  }
}
