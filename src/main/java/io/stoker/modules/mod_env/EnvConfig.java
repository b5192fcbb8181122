package io.stoker.modules.mod_env;

import io.stoker.api.Mergeable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * SetEnv, PassEnv and UnsetEnv at one level.
 *
 * @param unset names to take away from what levels above set
 */
record EnvConfig(Map<String, String> variables, Set<String> unset) implements Mergeable<EnvConfig> {

  static final EnvConfig UNSET = new EnvConfig(Map.of(), Set.of());

  EnvConfig withVariable(String name, String value) {
    Map<String, String> v = new LinkedHashMap<>(variables);
    v.put(name, value);
    return new EnvConfig(Collections.unmodifiableMap(v), unset);
  }

  EnvConfig without(String name) {
    Map<String, String> v = new LinkedHashMap<>(variables);
    v.remove(name);
    Set<String> u = new LinkedHashSet<>(unset);
    u.add(name);
    return new EnvConfig(Collections.unmodifiableMap(v), Collections.unmodifiableSet(u));
  }

  @Override
  public EnvConfig over(EnvConfig parent) {
    Map<String, String> v = new LinkedHashMap<>(parent.variables);
    v.keySet().removeAll(unset);
    v.putAll(variables);
    return new EnvConfig(Collections.unmodifiableMap(v), unset);
  }
}
