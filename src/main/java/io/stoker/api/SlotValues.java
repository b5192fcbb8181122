package io.stoker.api;

import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values said at one level of a configuration, by slot; immutable. */
public final class SlotValues {

  /** Nothing said. */
  public static final SlotValues EMPTY = new SlotValues(new Object[0]);

  // Indexed by Slot.index() and only as long as the highest index in use.
  private final @Nullable Object[] values;

  private SlotValues(@Nullable Object[] values) {
    this.values = values;
  }

  /** These values; each is of its slot's type. */
  public static SlotValues of(Map<Slot<?>, Object> bySlot) {
    int length = 0;
    for (Slot<?> slot : bySlot.keySet()) {
      length = Math.max(length, slot.index() + 1);
    }
    if (length == 0) {
      return EMPTY;
    }
    @Nullable Object[] v = new @Nullable Object[length];
    bySlot.forEach((slot, value) -> v[slot.index()] = value);
    return new SlotValues(v);
  }

  /** The value of {@code slot}, or its default where nothing was said. */
  @SuppressWarnings("unchecked")
  public <T extends @Nullable Object> T get(Slot<T> slot) {
    int i = slot.index();
    Object value = i < values.length ? values[i] : null;
    return value == null ? slot.fallback() : (T) value;
  }

  /** Whether anything was said for {@code slot} at this level or, after merging, above it. */
  public boolean has(Slot<?> slot) {
    int i = slot.index();
    return i < values.length && values[i] != null;
  }

  /** A copy with {@code value} in {@code slot}; null takes what was said back. */
  public <T extends @Nullable Object> SlotValues with(Slot<T> slot, @Nullable T value) {
    @Nullable Object[] v = Arrays.copyOf(values, Math.max(values.length, slot.index() + 1));
    v[slot.index()] = value;
    return new SlotValues(v);
  }

  /** These values laid over {@code parent}, slot by slot. */
  public SlotValues over(SlotValues parent) {
    if (values.length == 0) {
      return parent;
    }
    if (parent.values.length == 0) {
      return this;
    }
    Slot<?>[] slots = Slot.all();
    @Nullable Object[] v = Arrays.copyOf(values, Math.max(values.length, parent.values.length));
    for (int i = 0; i < parent.values.length; i++) {
      Object above = parent.values[i];
      if (above != null) {
        Object own = v[i];
        v[i] = own == null ? above : mergeAt(slots[i], own, above);
      }
    }
    return new SlotValues(v);
  }

  @SuppressWarnings("unchecked") // the value at a slot's index is of its type
  private static Object mergeAt(Slot<?> slot, Object child, Object parent) {
    return ((Slot<Object>) slot).merge(child, parent);
  }

  public boolean isEmpty() {
    for (Object value : values) {
      if (value != null) {
        return false;
      }
    }
    return true;
  }
}
