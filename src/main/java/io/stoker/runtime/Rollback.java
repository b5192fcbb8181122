package io.stoker.runtime;

import io.stoker.config.FileEdits;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What has to be written and removed to have former files again. */
public final class Rollback {

  private Rollback() {}

  /**
   * The difference between them and the disk.
   *
   * @param files the former ones, all of them; paths and texts one byte a char
   * @param present the files that the configuration consists of now
   */
  public static FileEdits to(Map<String, String> files, Set<String> present) throws IOException {
    Map<String, String> written = new HashMap<>();
    for (Map.Entry<String, String> file : files.entrySet()) {
      if (!file.getValue().equals(ConfigFiles.text(file.getKey()))) {
        written.put(file.getKey(), file.getValue());
      }
    }
    Set<String> removed = new HashSet<>(present);
    removed.removeAll(files.keySet());
    return new FileEdits(written, removed);
  }

  /**
   * What takes a change back.
   *
   * @param edits the change
   * @param before the texts of all files as they were before it, by path
   */
  static FileEdits of(FileEdits edits, Map<String, String> before) {
    Map<String, String> written = new HashMap<>();
    Set<String> removed = new HashSet<>();
    Set<String> touched = new HashSet<>(edits.written().keySet());
    touched.addAll(edits.removed());
    for (String file : touched) {
      String text = before.get(file);
      if (text == null) {
        removed.add(file);
      } else {
        written.put(file, text);
      }
    }
    return new FileEdits(written, removed);
  }
}
