package io.stoker.config;

import io.stoker.api.Position;
import io.stoker.api.Slot;
import io.stoker.api.SlotValues;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values of one place while its directives are read; sections are collected in lists. */
final class SlotBuilder {

  /** What was said before, to be seen but not to be built again. */
  private final SlotValues before;

  private final Map<Slot<?>, Object> values = new HashMap<>();
  private final Map<Slot<?>, Position> positions = new HashMap<>();
  private final List<Said> lines = new ArrayList<>(0);
  private final IdentityHashMap<Slot<List<Section>>, List<Section>> sections =
      new IdentityHashMap<>(4);

  SlotBuilder() {
    this(SlotValues.EMPTY);
  }

  SlotBuilder(SlotValues before) {
    this.before = before;
  }

  @SuppressWarnings("unchecked") // set() puts in only values of the slot's type
  <T extends @Nullable Object> T get(Slot<T> slot) {
    Object value = values.get(slot);
    return value == null ? before.get(slot) : (T) value;
  }

  <T extends @Nullable Object> void set(Slot<T> slot, @Nullable T value, Position at) {
    set(slot, value, Said.byNobody(slot, at));
  }

  <T extends @Nullable Object> void set(Slot<T> slot, @Nullable T value, Said line) {
    Position at = line.at();
    if (line.directive() != null) {
      lines.add(line);
    }
    if (value == null) {
      values.remove(slot);
      positions.remove(slot);
    } else {
      values.put(slot, value);
      positions.put(slot, at);
    }
  }

  /** Takes out what was said, and where; {@link #restore} puts it back. */
  Before take(Slot<?> slot) {
    return new Before(values.remove(slot), positions.remove(slot));
  }

  void restore(Slot<?> slot, Before said) {
    if (said.value == null || said.at == null) {
      take(slot);
    } else {
      values.put(slot, said.value);
      positions.put(slot, said.at);
    }
  }

  /** A value with the line that said it; both null where nothing was said. */
  record Before(@Nullable Object value, @Nullable Position at) {}

  void add(Slot<List<Section>> slot, Section section) {
    sections.computeIfAbsent(slot, s -> new ArrayList<>()).add(section);
  }

  /** The section added last, or null. */
  @Nullable Section last(Slot<List<Section>> slot) {
    List<Section> list = sections.get(slot);
    return list == null ? null : list.getLast();
  }

  SlotValues build() {
    sections.forEach((slot, list) -> values.put(slot, List.copyOf(list)));
    return SlotValues.of(values);
  }

  /** Every line that filled a slot, in their order. */
  List<Said> lines() {
    return List.copyOf(lines);
  }

  Map<Slot<?>, Position> positions() {
    return Map.copyOf(positions);
  }
}
