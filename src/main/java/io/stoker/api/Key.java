package io.stoker.api;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * A module's private place on a request: an array index with a type.
 *
 * @param <T> type of what the module keeps there
 */
public final class Key<T> {

  private static final AtomicInteger NEXT = new AtomicInteger();

  private final int index = NEXT.getAndIncrement();
  private final String name;

  private Key(String name) {
    this.name = name;
  }

  public static <T> Key<T> named(String name) {
    return new Key<>(name);
  }

  /** Position in a request's state array. */
  public int index() {
    return index;
  }

  @Override
  public String toString() {
    return name;
  }
}
