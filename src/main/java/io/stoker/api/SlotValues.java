package io.stoker.api;

import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values said at one level of a configuration, by slot; immutable. */
public final class SlotValues {

  /** Nothing said. */
  public static final SlotValues EMPTY = new SlotValues(new Object[0], new Slot<?>[0]);

  // Both arrays are indexed by Slot.index() and only as long as the highest index in use.
  private final @Nullable Object[] values;
  private final @Nullable Slot<?>[] slots;

  private SlotValues(@Nullable Object[] values, @Nullable Slot<?>[] slots) {
    this.values = values;
    this.slots = slots;
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
    Object[] v = new Object[length];
    Slot<?>[] s = new Slot<?>[length];
    bySlot.forEach(
        (slot, value) -> {
          v[slot.index()] = value;
          s[slot.index()] = slot;
        });
    return new SlotValues(v, s);
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
    int length = Math.max(values.length, slot.index() + 1);
    @Nullable Object[] v = Arrays.copyOf(values, length);
    @Nullable Slot<?>[] s = Arrays.copyOf(slots, length);
    v[slot.index()] = value;
    s[slot.index()] = value == null ? null : slot;
    return new SlotValues(v, s);
  }

  /** These values laid over {@code parent}, slot by slot. */
  public SlotValues over(SlotValues parent) {
    if (values.length == 0) {
      return parent;
    }
    if (parent.values.length == 0) {
      return this;
    }
    int length = Math.max(values.length, parent.values.length);
    @Nullable Object[] v = Arrays.copyOf(values, length);
    @Nullable Slot<?>[] s = Arrays.copyOf(slots, length);
    for (int i = 0; i < parent.values.length; i++) {
      Object above = parent.values[i];
      if (above == null) {
        continue;
      }
      v[i] = v[i] == null ? above : mergeAt(parent.slots[i], v[i], above);
      s[i] = parent.slots[i];
    }
    return new SlotValues(v, s);
  }

  @SuppressWarnings("unchecked")
  private static Object mergeAt(@Nullable Slot<?> slot, Object child, Object parent) {
    return ((Slot<Object>) java.util.Objects.requireNonNull(slot)).merge(child, parent);
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
