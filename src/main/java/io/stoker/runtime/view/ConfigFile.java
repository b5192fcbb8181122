package io.stoker.runtime.view;

import io.stoker.files.ByteNames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file of a configuration.
 *
 * @param path absolute
 * @param includedFrom the file whose Include brought it; null for the main file
 * @param line of that Include; 0 for the main file
 * @param bytes as it was read
 * @param state what has become of it since
 * @param isWritable whether this process may replace it
 */
public record ConfigFile(
    String path,
    @Nullable String includedFrom,
    int line,
    int bytes,
    State state,
    boolean isWritable) {

  /** A file on disk beside what was read. */
  public enum State {
    SAME,
    CHANGED,
    MISSING
  }

  /**
   * Compares what was read with the disk.
   *
   * @param path one byte a char
   * @param from the same, of the file with the Include; null for the main file
   * @param text one byte a char
   */
  static ConfigFile of(String path, @Nullable String from, int line, String text) {
    Path onDisk = ByteNames.toPath(path);
    State state = State.MISSING;
    boolean isWritable = false;
    if (onDisk != null && Files.exists(onDisk)) {
      state = text.equals(textOf(onDisk)) ? State.SAME : State.CHANGED;
      isWritable = Files.isWritable(onDisk);
    }
    return new ConfigFile(
        ByteNames.toText(path),
        from == null ? null : ByteNames.toText(from),
        line,
        text.length(),
        state,
        isWritable);
  }

  private static @Nullable String textOf(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return null;
    }
  }
}
