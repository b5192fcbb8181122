package io.stoker.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Header fields in the order they came, names compared without regard to ASCII case; a name may
 * occur more than once. The operations are those of httpd's tables. Not safe for use by several
 * threads while it changes; {@link #immutable} is.
 *
 * <p>Two arrays and a linear search: requests carry ten to twenty fields, and a look-up allocates
 * nothing.
 */
public final class Headers {
  private static final String[] NONE = new String[0];

  /** No fields, cannot be changed. */
  public static final Headers EMPTY = new Headers(NONE, 0, true);

  private String[] fields;
  private int end;
  private final boolean frozen;

  /** An empty set of fields. */
  public Headers() {
    this(NONE, 0, false);
  }

  private Headers(String[] fields, int end, boolean frozen) {
    this.fields = fields;
    this.end = end;
    this.frozen = frozen;
  }

  /**
   * Fields from names and values in turn.
   *
   * @throws IllegalArgumentException for an odd number of arguments
   */
  public static Headers of(String... namesAndValues) {
    if (namesAndValues.length % 2 != 0) {
      throw new IllegalArgumentException("name without a value: " + namesAndValues.length);
    }
    return new Headers(namesAndValues.clone(), namesAndValues.length, false);
  }

  private int find(String name, int from) {
    int length = name.length();
    for (int i = from; i < end; i += 2) {
      String candidate = fields[i];
      if (candidate.length() == length && candidate.equalsIgnoreCase(name)) {
        return i;
      }
    }
    return -1;
  }

  /** The first value of {@code name}, or null. */
  public @Nullable String get(String name) {
    int at = find(name, 0);
    return at < 0 ? null : fields[at + 1];
  }

  /** The first value of {@code name}, or {@code fallback}. */
  public String get(String name, String fallback) {
    int at = find(name, 0);
    return at < 0 ? fallback : fields[at + 1];
  }

  /** All values of {@code name} in order; empty when there are none. */
  public List<String> getAll(String name) {
    List<String> values = new ArrayList<>(2);
    for (int at = find(name, 0); at >= 0; at = find(name, at + 2)) {
      values.add(fields[at + 1]);
    }
    return values;
  }

  /** True when there is a field of this name, empty or not. */
  public boolean has(String name) {
    return find(name, 0) >= 0;
  }

  /** True when a field of this name lists {@code token} ({@code Connection: close}). */
  public boolean hasToken(String name, String token) {
    for (int at = find(name, 0); at >= 0; at = find(name, at + 2)) {
      if (FieldLists.hasToken(fields[at + 1], token)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Sets the one value of {@code name}: the first field, as its name is written, takes it, further
   * ones go.
   */
  public Headers set(String name, String value) {
    int at = find(name, 0);
    if (at < 0) {
      return add(name, value);
    }
    checkMutable();
    fields[at + 1] = value;
    removeFrom(name, at + 2);
    return this;
  }

  /** Sets the value of {@code name} when there is none yet. */
  public Headers setIfAbsent(String name, String value) {
    return has(name) ? this : add(name, value);
  }

  /** Adds one more field at the end. */
  public Headers add(String name, String value) {
    checkMutable();
    if (end == fields.length) {
      fields = Arrays.copyOf(fields, Math.max(16, end * 2));
    }
    fields[end] = name;
    fields[end + 1] = value;
    end += 2;
    return this;
  }

  /** Appends {@code , value} to the first field of this name, or adds the field. */
  public Headers merge(String name, String value) {
    int at = find(name, 0);
    if (at < 0) {
      return add(name, value);
    }
    checkMutable();
    fields[at + 1] = fields[at + 1] + ", " + value;
    return this;
  }

  /** As {@link #merge}, but not when the list has {@code token} already ({@code Vary}). */
  public Headers mergeToken(String name, String token) {
    return hasToken(name, token) ? this : merge(name, token);
  }

  /** Removes every field of this name. */
  public Headers unset(String name) {
    int at = find(name, 0);
    if (at >= 0) {
      checkMutable();
      removeFrom(name, at);
    }
    return this;
  }

  /** Removes all fields. */
  public Headers clear() {
    checkMutable();
    Arrays.fill(fields, 0, end, "");
    end = 0;
    return this;
  }

  /** Adds all fields of {@code other} at the end. */
  public Headers addAll(Headers other) {
    for (int i = 0; i < other.end; i += 2) {
      add(other.fields[i], other.fields[i + 1]);
    }
    return this;
  }

  /** Takes over {@code other}: a name that it has loses the values it had here. */
  public Headers overlay(Headers other) {
    for (int i = 0; i < other.end; i += 2) {
      unset(other.fields[i]);
    }
    return addAll(other);
  }

  /** Joins fields of one name with commas into the first of them, as httpd does on reading. */
  public Headers compress() {
    for (int i = 0; i < end; i += 2) {
      int twin = find(fields[i], i + 2);
      if (twin < 0) {
        continue;
      }
      checkMutable();
      StringBuilder joined = new StringBuilder(fields[i + 1]);
      for (; twin >= 0; twin = find(fields[i], twin + 2)) {
        joined.append(", ").append(fields[twin + 1]);
      }
      fields[i + 1] = joined.toString();
      removeFrom(fields[i], i + 2);
    }
    return this;
  }

  private void removeFrom(String name, int from) {
    int to = from;
    for (int i = from; i < end; i += 2) {
      if (!fields[i].equalsIgnoreCase(name)) {
        fields[to] = fields[i];
        fields[to + 1] = fields[i + 1];
        to += 2;
      }
    }
    Arrays.fill(fields, to, end, "");
    end = to;
  }

  /** Number of fields. */
  public int size() {
    return end / 2;
  }

  /** True when there is no field. */
  public boolean isEmpty() {
    return end == 0;
  }

  /** Name of field {@code index}, from 0 to {@code size() - 1}. */
  public String name(int index) {
    return fields[checked(index)];
  }

  /** Value of field {@code index}, from 0 to {@code size() - 1}. */
  public String value(int index) {
    return fields[checked(index) + 1];
  }

  private int checked(int index) {
    if (index < 0 || index * 2 >= end) {
      throw new IndexOutOfBoundsException("field: " + index + " (expected: < " + size() + ")");
    }
    return index * 2;
  }

  /** Calls {@code action} with name and value of each field in order. */
  public void forEach(BiConsumer<String, String> action) {
    for (int i = 0; i < end; i += 2) {
      action.accept(fields[i], fields[i + 1]);
    }
  }

  /** A copy that can be changed. */
  public Headers copy() {
    return new Headers(Arrays.copyOf(fields, end), end, false);
  }

  /** A copy that cannot be changed; this object itself when it already cannot. */
  public Headers immutable() {
    return frozen ? this : new Headers(Arrays.copyOf(fields, end), end, true);
  }

  private void checkMutable() {
    if (frozen) {
      throw new UnsupportedOperationException("these headers are immutable");
    }
  }

  /** Equal: the same fields in the same order, names without regard to case. */
  @Override
  public boolean equals(@Nullable Object o) {
    if (!(o instanceof Headers other) || other.end != end) {
      return false;
    }
    for (int i = 0; i < end; i += 2) {
      if (!fields[i].equalsIgnoreCase(other.fields[i])
          || !fields[i + 1].equals(other.fields[i + 1])) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    int hash = 1;
    for (int i = 0; i < end; i += 2) {
      hash = 31 * (31 * hash + Scan.lower(fields[i]).hashCode()) + fields[i + 1].hashCode();
    }
    return hash;
  }

  /** The fields as lines, {@code Name: value\n}. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    forEach((name, value) -> out.append(name).append(": ").append(value).append('\n'));
    return out.toString();
  }
}
