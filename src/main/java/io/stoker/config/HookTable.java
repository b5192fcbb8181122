package io.stoker.config;

import io.stoker.api.Hook;
import io.stoker.api.HttpdModule;
import io.stoker.api.Phase;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The hooks of the loaded modules, compiled to one flat array per phase, in the order they run. */
public final class HookTable {

  /** A hook and whose it is. */
  public record Entry(HttpdModule module, Hook hook) {}

  private static final Entry[] NONE = new Entry[0];

  private final Map<Phase, Entry[]> byPhase = new EnumMap<>(Phase.class);

  public HookTable(List<HttpdModule> modules) {
    Map<Phase, List<Entry>> collected = new EnumMap<>(Phase.class);
    for (HttpdModule module : modules) {
      for (Hook hook : module.hooks()) {
        collected
            .computeIfAbsent(hook.phase(), p -> new ArrayList<>())
            .add(new Entry(module, hook));
      }
    }
    collected.forEach((phase, entries) -> byPhase.put(phase, sort(entries)));
  }

  /** The hooks of a phase; not to be changed. */
  public Entry[] of(Phase phase) {
    return byPhase.getOrDefault(phase, NONE);
  }

  /** By order, stable in module order, then moved as little as before/after demand. */
  private static Entry[] sort(List<Entry> entries) {
    List<Entry> pending = new ArrayList<>(entries);
    pending.sort(Comparator.comparing(e -> e.hook().order()));
    List<Entry> sorted = new ArrayList<>();
    while (!pending.isEmpty()) {
      Entry next =
          pending.stream()
              .filter(e -> pending.stream().noneMatch(o -> o != e && mustPrecede(o, e)))
              .findFirst()
              .orElseThrow(
                  () ->
                      new IllegalStateException("hooks want to run before each other: " + pending));
      pending.remove(next);
      sorted.add(next);
    }
    return sorted.toArray(Entry[]::new);
  }

  private static boolean mustPrecede(Entry a, Entry b) {
    return a.hook().before().contains(b.module().name())
        || b.hook().after().contains(a.module().name());
  }
}
