package io.stoker.testing;

import io.stoker.api.ChildContext;
import io.stoker.api.Key;
import io.stoker.api.LogMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A child that never ends, and keeps what modules say of it. */
public final class FakeChild implements ChildContext {

  private final Map<Key<?>, Object> kept = new HashMap<>();
  private final List<String> said = new ArrayList<>();

  /** Messages for the error log. */
  public List<String> said() {
    return said;
  }

  @Override
  public int slot() {
    return 0;
  }

  @Override
  public long generation() {
    return 0;
  }

  @Override
  @SuppressWarnings("unchecked")
  public <T> @Nullable T get(Key<T> key) {
    return (T) kept.get(key);
  }

  @Override
  public <T> void put(Key<T> key, T value) {
    kept.put(key, value);
  }

  @Override
  public void log(LogMessage message, Object... args) {
    said.add(message.format(args));
  }

  @Override
  public void log(Throwable cause, LogMessage message, Object... args) {
    said.add(cause.getMessage() + ": " + message.format(args));
  }
}
