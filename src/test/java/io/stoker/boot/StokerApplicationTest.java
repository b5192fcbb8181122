package io.stoker.boot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;

class StokerApplicationTest {

  @Test
  void managementPlaneStartsOnLoopback() {
    try (var context = SpringApplication.run(StokerApplication.class, "--server.port=0")) {
      assertThat(context.getEnvironment().getProperty("server.address")).isEqualTo("127.0.0.1");
      assertThat(context.getEnvironment().getProperty("local.server.port")).isNotNull();
    }
  }
}
