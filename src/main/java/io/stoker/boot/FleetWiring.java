package io.stoker.boot;

import io.stoker.fleet.DnsRoster;
import io.stoker.fleet.Fleet;
import io.stoker.fleet.GitKeeper;
import io.stoker.fleet.Roster;
import io.stoker.fleet.Token;
import io.stoker.fleet.kubernetes.ConfigMapKeeper;
import io.stoker.fleet.kubernetes.MountedMaps;
import io.stoker.fleet.kubernetes.PodRoster;
import io.stoker.fleet.kubernetes.ReloadEvents;
import io.stoker.runtime.ContentPlane;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** The replicas, and the cluster around them where there is one. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({FleetProperties.class, KubernetesProperties.class})
class FleetWiring {

  private static final int USUAL_PORT = 9090;

  @Bean
  LazyCluster cluster() {
    return new LazyCluster();
  }

  @Bean
  Fleet fleet(
      ContentPlane plane, FleetProperties said, Environment environment, LazyCluster cluster) {
    String file = said.tokenFile();
    return new Fleet(
        plane,
        name(said, environment),
        roster(said, environment, cluster),
        new Token(file == null ? null : Path.of(file)),
        said.timeout(),
        () -> environment.getProperty("local.server.port", Integer.class, -1),
        InstantSource.system());
  }

  private static @Nullable Roster roster(
      FleetProperties said, Environment environment, LazyCluster cluster) {
    int port = environment.getProperty("server.port", Integer.class, USUAL_PORT);
    Roster names = new DnsRoster(said.hosts(), port);
    if (said.selector() != null && !said.selector().isBlank()) {
      return new PodRoster(cluster.get(), said.selector(), port, names);
    }
    return said.hosts().isEmpty() ? null : names;
  }

  private static String name(FleetProperties said, Environment environment) {
    String host = said.name() != null ? said.name() : environment.getProperty("HOSTNAME");
    if (host != null) {
      return host;
    }
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  @Bean
  SmartInitializingSingleton kubernetes(
      ContentPlane plane,
      FleetProperties fleet,
      KubernetesProperties said,
      Environment environment,
      LazyCluster cluster) {
    return () -> {
      switch (said.configKeptBy()) {
        case DISK -> {}
        case GIT -> plane.reloader().keptBy(new GitKeeper());
        case CONFIG_MAP ->
            plane
                .reloader()
                .keptBy(new ConfigMapKeeper(cluster.get(), new MountedMaps(said.configMaps())));
      }
      if (said.events()) {
        plane
            .reloader()
            .onAttempt(
                new ReloadEvents(
                    cluster.get(), name(fleet, environment), said.podUid(), plane::write));
      }
    };
  }
}
