package io.stoker.boot;

import io.stoker.advisor.Advisor;
import io.stoker.runtime.ContentPlane;
import java.time.Clock;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Gives the content plane what the properties say, and the management plane its advisor. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StokerProperties.class)
class Wiring {

  @Bean
  Advisor advisor(ContentPlane plane) {
    return new Advisor(plane, Clock.systemUTC());
  }

  @Bean
  SmartInitializingSingleton properties(ContentPlane plane, StokerProperties properties) {
    return () -> set(plane, properties);
  }

  private static void set(ContentPlane plane, StokerProperties properties) {
    if (properties.reload().watch()) {
      plane.reloader().watch(properties.reload().quietPeriod());
    }
    if (properties.history().enabled()) {
      plane.reloader().keepHistory(properties.history().directory());
    } else {
      plane.reloader().keepNoHistory();
    }
  }
}
