package io.stoker.runtime;

import io.stoker.config.FileEdits;
import io.stoker.files.ByteNames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The way back to a former revision.
 *
 * @param edits what has to be written and removed
 * @param unsaved texts on the disk that this ends and that are in no revision: changes that were
 *     never applied; by path, one byte a char
 */
public record Rollback(FileEdits edits, Map<String, String> unsaved) {

  /** Below the history's folder: nobody but the server's user may look. */
  private static final String FOLDER = "overwritten";

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

  /**
   * Finds it. A file is removed only where the former configuration would read it, as those that a
   * wildcard finds; one that it does not name stays where it is.
   *
   * @param number of the revision
   * @param reads the paths that a configuration with these edits reads
   * @return null where there is no such revision
   */
  public static @Nullable Rollback to(
      long number, ConfigHistory history, Function<FileEdits, Set<String>> reads)
      throws IOException {
    Map<String, String> files = history.files(number);
    if (files == null) {
      return null;
    }
    FileEdits edits = edits(files, reads);
    Map<String, String> applied = history.latestFiles();
    Map<String, String> unsaved = new HashMap<>();
    for (String file : edits.touched()) {
      String text = ConfigFiles.text(file);
      if (text != null && !Objects.equals(text, applied.get(file))) {
        unsaved.put(file, text);
      }
    }
    return new Rollback(edits, Map.copyOf(unsaved));
  }

  private static FileEdits edits(Map<String, String> files, Function<FileEdits, Set<String>> reads)
      throws IOException {
    Map<String, String> written = new HashMap<>();
    for (Map.Entry<String, String> file : files.entrySet()) {
      if (!file.getValue().equals(ConfigFiles.text(file.getKey()))) {
        written.put(file.getKey(), file.getValue());
      }
    }
    Set<String> removed = new HashSet<>();
    while (true) {
      FileEdits edits = new FileEdits(written, removed);
      Set<String> strangers = new HashSet<>(reads.apply(edits));
      strangers.removeAll(files.keySet());
      if (!removed.addAll(strangers)) {
        return edits;
      }
    }
  }

  /**
   * Keeps copies of what is unsaved.
   *
   * @return where they are
   * @throws IOException when they cannot be written: nothing may be overwritten then
   */
  public List<Path> keepUnsaved(ConfigHistory history, Instant now) throws IOException {
    Path folder = history.folder().resolve(FOLDER).resolve(STAMP.format(now));
    List<Path> kept = new ArrayList<>();
    for (Map.Entry<String, String> file : unsaved.entrySet()) {
      Path path = Objects.requireNonNull(ByteNames.toPath(file.getKey())); // it was read
      Path copy = folder.resolve(path.getRoot().relativize(path).normalize());
      Files.createDirectories(Objects.requireNonNull(copy.getParent()));
      Files.writeString(copy, file.getValue(), StandardCharsets.ISO_8859_1);
      kept.add(copy);
    }
    return kept;
  }
}
