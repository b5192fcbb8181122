package io.stoker.api;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the loaded modules offer, by point and name; a later offer of a name replaces an earlier.
 */
public final class Extensions {

  public static final Extensions NONE = new Extensions(java.util.List.of());

  private final Map<ExtensionPoint<?>, Map<String, Extension<?>>> byPoint = new IdentityHashMap<>();

  public Extensions(Collection<? extends HttpdModule> modules) {
    for (HttpdModule module : modules) {
      for (Extension<?> e : module.extensions()) {
        byPoint
            .computeIfAbsent(e.point(), p -> new LinkedHashMap<>())
            .put(e.point().key(e.name()), e);
      }
    }
  }

  /** What is offered under that name, or null. */
  @SuppressWarnings("unchecked")
  public <T> @Nullable T find(ExtensionPoint<T> point, String name) {
    Extension<?> e = byPoint.getOrDefault(point, Map.of()).get(point.key(name));
    return e == null ? null : (T) e.value();
  }

  /** The points at which something is offered. */
  public Set<ExtensionPoint<?>> points() {
    return Collections.unmodifiableSet(byPoint.keySet());
  }

  /** Everything offered at a point, by name as the module wrote it. */
  @SuppressWarnings("unchecked")
  public <T> Map<String, T> all(ExtensionPoint<T> point) {
    Map<String, T> found = new HashMap<>();
    for (Extension<?> e : byPoint.getOrDefault(point, Map.of()).values()) {
      found.put(e.name(), (T) e.value());
    }
    return found;
  }
}
