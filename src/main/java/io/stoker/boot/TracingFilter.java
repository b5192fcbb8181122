package io.stoker.boot;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/**
 * Leaves OpenTelemetry out of the management plane unless {@code stoker.tracing.enabled} is true:
 * who does not trace does not wait for it at the start, nor pay for its threads.
 */
final class TracingFilter implements AutoConfigurationImportFilter, EnvironmentAware {

  private boolean enabled;

  @Override
  public void setEnvironment(Environment environment) {
    enabled = environment.getProperty("stoker.tracing.enabled", Boolean.class, false);
  }

  @Override
  public boolean[] match(@Nullable String[] names, AutoConfigurationMetadata metadata) {
    boolean[] kept = new boolean[names.length];
    for (int i = 0; i < names.length; i++) {
      kept[i] = enabled || !isOfTracing(names[i]);
    }
    return kept;
  }

  private static boolean isOfTracing(@Nullable String name) {
    return name != null && (name.contains(".tracing.") || name.contains(".opentelemetry."));
  }
}
