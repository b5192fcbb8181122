package io.stoker.config;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Configuration files as they would be: what a load sees instead of the disk, so that a change can
 * be judged before a file is touched. Paths are absolute and texts have one byte a char.
 *
 * @param written the whole texts of files that are changed or new
 * @param removed files that are to be gone
 */
public record FileEdits(Map<String, String> written, Set<String> removed) {

  public static final FileEdits NONE = new FileEdits(Map.of(), Set.of());

  /** Copies both, in the order of the names. */
  public FileEdits {
    written = java.util.Collections.unmodifiableMap(new TreeMap<>(written));
    removed = java.util.Collections.unmodifiableSet(new TreeSet<>(removed));
  }

  /** Whether nothing is changed. */
  public boolean isEmpty() {
    return written.isEmpty() && removed.isEmpty();
  }

  /** The paths of all files that are written or removed. */
  public Set<String> touched() {
    Set<String> all = new TreeSet<>(written.keySet());
    all.addAll(removed);
    return all;
  }

  /**
   * What takes them back.
   *
   * @param before the texts of all files as they were before, by path
   */
  public FileEdits reversed(Map<String, String> before) {
    Map<String, String> back = new TreeMap<>();
    Set<String> gone = new TreeSet<>();
    for (String file : touched()) {
      String text = before.get(file);
      if (text == null) {
        gone.add(file);
      } else {
        back.put(file, text);
      }
    }
    return new FileEdits(back, gone);
  }
}
