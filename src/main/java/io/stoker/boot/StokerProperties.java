package io.stoker.boot;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What httpd.conf has no directive for.
 *
 * @param reload how another configuration is taken
 * @param history what is kept of configurations
 * @param tracing what is told of single requests
 */
@ConfigurationProperties("stoker")
record StokerProperties(
    @DefaultValue Reload reload, @DefaultValue History history, @DefaultValue Tracing tracing) {

  /**
   * How another configuration is taken.
   *
   * @param watch Whether a change of a configuration file is taken by itself.
   * @param quietPeriod How long the files have to stay as they are before they are read.
   */
  record Reload(@DefaultValue("false") boolean watch, @DefaultValue("1s") Duration quietPeriod) {}

  /**
   * What is kept of configurations.
   *
   * @param enabled Whether every configuration that was applied is kept.
   * @param directory The folder of the Git repository, relative to ServerRoot. Unless systemd gave
   *     the service a state directory it is "state/history", or in /var/lib/stoker for a ServerRoot
   *     below /etc.
   */
  record History(@DefaultValue("true") boolean enabled, @Nullable String directory) {}

  /**
   * What is told of single requests.
   *
   * @param enabled Whether requests of the content plane are traced, by OpenTelemetry: see
   *     management.tracing.* and management.opentelemetry.tracing.*.
   */
  record Tracing(@DefaultValue("false") boolean enabled) {}
}
