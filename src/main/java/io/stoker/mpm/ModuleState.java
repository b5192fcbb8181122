package io.stoker.mpm;

import io.stoker.api.ChildContext;
import io.stoker.api.HttpdModule;
import io.stoker.api.Key;
import io.stoker.api.LogMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What modules keep for a child: made by their child_init, given up by their child_exit. */
final class ModuleState {

  private final Generation generation;
  private final MpmLog log;
  private final Map<Key<?>, Object> values = new ConcurrentHashMap<>();
  private final List<HttpdModule> begun = new ArrayList<>();

  ModuleState(Generation generation, MpmLog log) {
    this.generation = generation;
    this.log = log;
  }

  @SuppressWarnings("unchecked")
  <T> @Nullable T get(Key<T> key) {
    return (T) values.get(key);
  }

  <T> void put(Key<T> key, T value) {
    values.put(key, value);
  }

  void log(@Nullable Throwable cause, LogMessage message, Object... args) {
    log.ofModule(cause, message, args);
  }

  int size() {
    return values.size();
  }

  /**
   * Runs child_init of every module.
   *
   * @return false when one failed: the others have ended again then
   */
  boolean begin(ChildContext child) {
    for (HttpdModule module : generation.modules()) {
      try {
        begun.add(module);
        module.childInit(child, generation.main());
      } catch (Exception | LinkageError e) {
        log.write(MpmMessages.INIT_FAILED, child.slot(), module.name(), e);
        end(child);
        return false;
      }
    }
    return true;
  }

  /** Runs child_exit, the last module first, and lets go of everything. */
  void end(ChildContext child) {
    for (HttpdModule module : begun.reversed()) {
      try {
        module.childExit(child, generation.main());
      } catch (Exception | LinkageError e) {
        log.write(MpmMessages.EXIT_FAILED, child.slot(), module.name(), e);
      }
    }
    begun.clear();
    values.clear();
  }
}
