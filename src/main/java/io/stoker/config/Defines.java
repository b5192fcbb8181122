package io.stoker.config;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@code -D} and Define named. The names of {@code <IfDefine>} know upper and lower case,
 * those of <code>${NAME}</code> do not.
 */
final class Defines {

  private final Set<String> names;
  private final Map<String, String> values = new LinkedHashMap<>();
  private final Map<String, String> byLowerName = new LinkedHashMap<>();
  private final Map<String, String> environment;
  private final SecretValues secrets = new SecretValues();

  Defines(List<String> commandLine, Map<String, String> environment) {
    this.names = new LinkedHashSet<>(commandLine);
    this.environment = environment;
  }

  void define(String name, @Nullable String value) {
    names.add(name);
    if (value != null) {
      values.put(name, value);
      byLowerName.put(name.toLowerCase(Locale.ROOT), value);
    }
  }

  void undefine(String name) {
    names.remove(name);
    values.remove(name);
    byLowerName.remove(name.toLowerCase(Locale.ROOT));
  }

  boolean isDefined(String name) {
    return names.contains(name);
  }

  /** The value of <code>${name}</code>, or null. */
  @Nullable String value(String name) {
    String own = byLowerName.get(name.toLowerCase(Locale.ROOT));
    String value = own != null && !own.isEmpty() ? own : environment.get(name);
    if (value != null) {
      secrets.named(name, value);
    }
    return value;
  }

  /** Those that lines have named. */
  SecretValues secrets() {
    return secrets;
  }

  @Nullable String environment(String name) {
    return environment.get(name);
  }

  /** Every name with its value, empty where it has none, in the order of definition. */
  Map<String, String> all() {
    Map<String, String> all = new LinkedHashMap<>();
    names.forEach(name -> all.put(name, values.getOrDefault(name, "")));
    return java.util.Collections.unmodifiableMap(all);
  }
}
