package io.stoker.runtime.logs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is added to a log, each time one looks. Where more was added than one look may read, the
 * oldest of it is passed over, and that is said. A file that was renamed is left for the new one of
 * its name. For one thread at a time; methods block.
 */
public final class LogFollower {

  /**
   * What was added.
   *
   * @param lines oldest first
   * @param skipped bytes that were passed over
   * @param isNew whether another file has the name now, or the file was cut
   */
  public record Added(List<String> lines, long skipped, boolean isNew) {
    /** Whether there is nothing to say. */
    public boolean isEmpty() {
      return lines.isEmpty() && skipped == 0 && !isNew;
    }
  }

  private final Path file;
  private final LogQuery query;
  private final int most;
  private @Nullable Object key;
  private long at;

  /**
   * Looks from the end of the file on, as it is now.
   *
   * @param most bytes that one look reads
   */
  public LogFollower(Path file, LogQuery query, int most) throws IOException {
    this.file = file;
    this.query = query;
    this.most = most;
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      key = now.fileKey();
      at = now.size();
    } catch (NoSuchFileException e) {
      at = 0; // a log that begins with its first line
    }
  }

  /** What was added since the last time. A line that is not whole yet waits for its end. */
  public Added next() throws IOException {
    BasicFileAttributes now;
    try {
      now = Files.readAttributes(file, BasicFileAttributes.class);
    } catch (NoSuchFileException e) {
      return new Added(List.of(), 0, false);
    }
    boolean isNew = key != null && (!Objects.equals(key, now.fileKey()) || now.size() < at);
    if (isNew) {
      at = 0;
    }
    key = now.fileKey();
    if (now.size() <= at) {
      return new Added(List.of(), 0, isNew);
    }
    return read(now.size(), isNew);
  }

  private Added read(long size, boolean isNew) throws IOException {
    long from = Math.max(at, size - most);
    long skipped = from - at;
    byte[] bytes;
    try (FileChannel in = LogSearch.open(file)) {
      ByteBuffer buffer = ByteBuffer.allocate((int) (size - from));
      while (buffer.hasRemaining() && in.read(buffer, from + buffer.position()) >= 0) {
        // once more
      }
      bytes = java.util.Arrays.copyOf(buffer.array(), buffer.position());
    }
    List<String> lines = new ArrayList<>();
    int start = skipped > 0 ? indexOfEnd(bytes, 0) + 1 : 0;
    int end = indexOfEnd(bytes, start);
    while (end >= 0) {
      String line = LogText.of(bytes, start, end);
      if (query.fits(line)) {
        lines.add(line);
      }
      start = end + 1;
      end = indexOfEnd(bytes, start);
    }
    boolean isHuge = start == 0 && bytes.length == most; // one line, longer than a look
    at = isHuge ? size : from + start;
    return new Added(List.copyOf(lines), isHuge ? skipped + most : skipped, isNew);
  }

  private static int indexOfEnd(byte[] bytes, int from) {
    for (int i = from; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        return i;
      }
    }
    return -1;
  }
}
