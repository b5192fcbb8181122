package io.stoker.api;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Named strings of a request: its environment or its notes. Names are compared without case. */
public final class Table {

  private record Entry(String name, String value) {}

  private @Nullable Map<String, Entry> entries;

  public @Nullable String get(String name) {
    Entry e = entries == null ? null : entries.get(key(name));
    return e == null ? null : e.value;
  }

  public boolean has(String name) {
    return entries != null && entries.containsKey(key(name));
  }

  public void set(String name, String value) {
    if (entries == null) {
      entries = new LinkedHashMap<>();
    }
    entries.put(key(name), new Entry(name, value));
  }

  public void unset(String name) {
    if (entries != null) {
      entries.remove(key(name));
    }
  }

  public void clear() {
    entries = null;
  }

  /** In the order of first setting, with names as written. */
  public void forEach(BiConsumer<String, String> action) {
    if (entries != null) {
      entries.values().forEach(e -> action.accept(e.name, e.value));
    }
  }

  /** Everything of {@code other} with {@code prefix} in front of the names. */
  public void setAll(Table other, String prefix) {
    other.forEach((name, value) -> set(prefix + name, value));
  }

  private static String key(String name) {
    return name.toLowerCase(java.util.Locale.ROOT);
  }
}
