package io.stoker.runtime.logs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Searches a log from its end, or from where the search before had come to, towards its beginning.
 * It reads so many bytes, takes so long, and finds so many lines; when one of these ends it, it
 * says so and where to go on.
 */
public final class LogSearch {

  private static final int BLOCK = 256 * 1024;

  /** What ends a search before the beginning of the file. */
  public record Bounds(long bytes, int lines, Duration time) {}

  /**
   * A line.
   *
   * @param at the byte of the file that it begins with
   */
  public record Line(long at, String text) {}

  /**
   * What was found.
   *
   * @param lines oldest first
   * @param size of the file
   * @param from everything from this byte on was looked at: the next search ends here
   * @param stopped what ended it: {@code lines}, {@code bytes} or {@code time}; null where the
   *     whole file was looked at
   */
  public record Found(List<Line> lines, long size, long from, @Nullable String stopped) {}

  private final LongSupplier nanoClock;
  private final Bounds bounds;

  public LogSearch(LongSupplier nanoClock, Bounds bounds) {
    this.nanoClock = nanoClock;
    this.bounds = bounds;
  }

  /**
   * Looks; blocking.
   *
   * @param before the byte to look before; null for the end of the file
   * @throws IOException where the file cannot be read, or is none: a pipe, a device
   */
  public Found find(Path file, LogQuery query, @Nullable Long before) throws IOException {
    try (FileChannel in = open(file)) {
      long size = in.size();
      long end = before == null ? size : Math.clamp(before, 0, size);
      return new Run(in, query, end).run(size);
    }
  }

  /** Opens a log; only files are, a pipe would never end. */
  static FileChannel open(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new java.nio.file.FileSystemException(
          file.toString(), null, Files.exists(file) ? "no regular file" : "no such file");
    }
    return FileChannel.open(file, StandardOpenOption.READ);
  }

  private final class Run {
    private final FileChannel in;
    private final LogQuery query;
    private final long start;
    private final long began = nanoClock.getAsLong();
    private final List<Line> newestFirst = new ArrayList<>();
    private long end;

    Run(FileChannel in, LogQuery query, long end) {
      this.in = in;
      this.query = query;
      this.start = end;
      this.end = end;
    }

    Found run(long size) throws IOException {
      String stopped = null;
      while (end > 0 && stopped == null) {
        block();
        stopped = end == 0 ? null : stop();
      }
      List<Line> oldestFirst = new ArrayList<>(newestFirst);
      Collections.reverse(oldestFirst);
      return new Found(oldestFirst, size, end, stopped);
    }

    private @Nullable String stop() {
      if (newestFirst.size() >= bounds.lines()) {
        return "lines";
      }
      if (start - end >= bounds.bytes()) {
        return "bytes";
      }
      return nanoClock.getAsLong() - began >= bounds.time().toNanos() ? "time" : null;
    }

    /** The lines of the block before {@code end}; what begins before it is left for the next. */
    private void block() throws IOException {
      long from = Math.max(0, end - BLOCK);
      byte[] bytes = read(from, (int) (end - from));
      int first = from == 0 ? 0 : afterFirstEnd(bytes);
      int to = bytes.length;
      while (to > first && newestFirst.size() < bounds.lines()) {
        int lineEnd = bytes[to - 1] == '\n' ? to - 1 : to;
        int lineStart = Math.max(first, lastEnd(bytes, lineEnd) + 1);
        String text = LogText.of(bytes, lineStart, lineEnd);
        if (query.fits(text)) {
          newestFirst.add(new Line(from + lineStart, text));
        }
        to = lineStart;
      }
      end = from + to;
    }

    private byte[] read(long from, int length) throws IOException {
      ByteBuffer buffer = ByteBuffer.allocate(length);
      while (buffer.hasRemaining() && in.read(buffer, from + buffer.position()) >= 0) {
        // once more
      }
      return java.util.Arrays.copyOf(buffer.array(), buffer.position());
    }

    /** A line that is longer than a block is taken in pieces. */
    private static int afterFirstEnd(byte[] bytes) {
      for (int i = 0; i < bytes.length - 1; i++) {
        if (bytes[i] == '\n') {
          return i + 1;
        }
      }
      return 0;
    }

    private static int lastEnd(byte[] bytes, int before) {
      for (int i = before - 1; i >= 0; i--) {
        if (bytes[i] == '\n') {
          return i;
        }
      }
      return -1;
    }
  }
}
