package io.stoker.support;

import io.stoker.logging.Strftime;
import io.stoker.logging.SystemWords;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The files of a rotated log, one after the other. Used by one thread at a time. */
final class RotatedLog {

  private final RotationOptions options;
  private final Clock clock;
  private final Terminal terminal;
  private final Strftime pattern;
  private @Nullable FileChannel current;
  private String name = "";
  private int number = -1;

  /** When the current file is over, in seconds of {@link #now}. */
  private volatile long over = Long.MAX_VALUE;

  RotatedLog(RotationOptions options, Clock clock, Terminal terminal) {
    this.options = options;
    this.clock = clock;
    this.terminal = terminal;
    this.pattern = new Strftime(options.file());
  }

  /** Opens the first file if that is not to wait. */
  void begin() throws Failure {
    if (options.forceOpen()) {
      rotate("Open a new file");
    } else if (options.createEmpty()) {
      over = beginning() + options.seconds();
    }
  }

  /** Writes the first {@code length} octets of a chunk. */
  void write(byte[] chunk, int length) throws Failure {
    rotateIfDue();
    FileChannel file = current;
    if (file == null) {
      rotate("Open a new file");
      file = current;
    }
    try {
      ByteBuffer bytes = ByteBuffer.wrap(chunk, 0, length);
      while (file != null && bytes.hasRemaining()) {
        file.write(bytes);
      }
    } catch (IOException e) {
      // The log goes on in the same file when there is room again.
      say("Error writing to the file " + name + " (" + FileNames.words(e) + ")");
    }
  }

  /** Begins another file if the time or the size says so. */
  void rotateIfDue() throws Failure {
    FileChannel file = current;
    if (options.seconds() > 0 && now() >= over) {
      rotate(file == null ? "Open a new file" : "Time interval expired");
    } else if (file != null && options.size() > 0 && size(file) >= options.size()) {
      rotate("Maximum size reached");
    }
  }

  private long size(FileChannel file) {
    try {
      return file.size();
    } catch (IOException e) {
      say("Error reading the size of the file " + name + " (" + FileNames.words(e) + ")");
      return 0;
    }
  }

  void close() {
    close(current, name);
    current = null;
  }

  private void close(@Nullable FileChannel file, String what) {
    if (file != null) {
      try {
        file.close();
      } catch (IOException e) {
        say("Error closing the file " + what + " (" + FileNames.words(e) + ")");
      }
    }
  }

  // ---- times ----

  /** Seconds since 1970, moved by the offset that times are told in. */
  private long now() {
    Instant now = clock.instant();
    long offset =
        options.local()
            ? clock.getZone().getRules().getOffset(now).getTotalSeconds()
            : options.offsetMinutes() * 60;
    return now.getEpochSecond() + offset;
  }

  private long beginning() {
    long now = now();
    return options.seconds() == 0 ? now : Math.floorDiv(now, options.seconds()) * options.seconds();
  }

  /** Until the current file is over. */
  long millisLeft() {
    long at = over;
    return at == Long.MAX_VALUE ? Long.MAX_VALUE : (at - now()) * 1000;
  }

  // ---- files ----

  private void rotate(String reason) throws Failure {
    if (options.verbose()) {
      say("File rotation needed, reason: " + reason);
    }
    long begins = beginning();
    over = options.seconds() == 0 ? Long.MAX_VALUE : begins + options.seconds();
    String next = next(begins);
    if (options.createFolders()) {
      createFolders(next);
    }
    FileChannel before = current;
    String nameBefore = name;
    if (options.verbose()) {
      say("Opening file " + next);
    }
    try {
      current = open(next, before != null);
      name = next;
    } catch (IOException e) {
      say("Could not open log file '" + next + "' (" + FileNames.words(e) + ")");
      if (before == null) {
        throw new Failure(2, "");
      }
      return; // the old one goes on
    }
    link();
    runProgram(before == null ? null : nameBefore);
    if (before != null) {
      if (options.verbose()) {
        say("Closing file " + nameBefore);
      }
      close(before, nameBefore);
    }
  }

  private String next(long begins) {
    if (options.isPattern()) {
      return pattern.format(Instant.ofEpochSecond(begins).atZone(ZoneOffset.UTC));
    }
    if (options.truncate()) {
      return options.file();
    }
    if (options.count() > 0) {
      number = (number + 1) % options.count();
      return number == 0 ? options.file() : options.file() + "." + number;
    }
    return String.format(Locale.ROOT, "%s.%010d", options.file(), begins);
  }

  private FileChannel open(String next, boolean follows) throws IOException {
    boolean empty =
        options.truncate() || (follows && (options.count() > 0 || options.truncateNext()));
    return FileChannel.open(
        FileNames.path(next),
        Set.of(
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            empty ? StandardOpenOption.TRUNCATE_EXISTING : StandardOpenOption.APPEND));
  }

  private void createFolders(String next) throws Failure {
    Path folder = FileNames.path(next).getParent();
    if (folder == null || Files.isDirectory(folder)) {
      return;
    }
    if (options.verbose()) {
      say("Creating directory tree " + next.substring(0, next.lastIndexOf('/')));
    }
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      String where = next.substring(0, next.lastIndexOf('/'));
      throw new Failure(
          2, "Could not create directory '" + where + "' (" + FileNames.words(e) + ")");
    }
  }

  private void link() throws Failure {
    String link = options.link();
    if (link == null) {
      return;
    }
    try {
      Files.deleteIfExists(FileNames.path(link));
      if (options.verbose()) {
        say("Linking " + name + " to " + link);
      }
      Files.createLink(FileNames.path(link), FileNames.path(name));
    } catch (IOException e) {
      throw new Failure(
          2, "Error linking file " + name + " to " + link + " (" + FileNames.words(e) + ")");
    }
  }

  /** Nobody waits for it. */
  private void runProgram(@Nullable String before) {
    String program = options.program();
    if (program == null) {
      return;
    }
    if (options.verbose()) {
      say("Calling post-rotate program: " + program);
    }
    List<String> command = new ArrayList<>(List.of(program, name));
    if (before != null) {
      command.add(before);
    }
    try {
      new ProcessBuilder(command)
          .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
          .redirectOutput(ProcessBuilder.Redirect.INHERIT)
          .redirectError(ProcessBuilder.Redirect.INHERIT)
          .start();
    } catch (IOException e) {
      String why = String.valueOf(SystemWords.ofStart(e).getMessage());
      String words = why.replaceFirst("^\\(\\d+\\)", "");
      say("Could not spawn post-rotate process '" + program + "': " + words);
    }
  }

  private void say(String message) {
    terminal.err().println(message);
    terminal.err().flush();
  }
}
