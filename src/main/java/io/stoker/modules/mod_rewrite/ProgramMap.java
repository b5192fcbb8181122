package io.stoker.modules.mod_rewrite;

import io.stoker.api.LogMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * {@code prg:}: a program that is asked line by line, one question at a time. One that has ended is
 * started again with the next question.
 */
final class ProgramMap implements RewriteMap.OfProgram, AutoCloseable {

  static final LogMessage NOT_STARTED =
      LogMessage.error("rewrite", "AH00654", "mod_rewrite: could not start RewriteMap program %s");

  private final List<String> command;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Process process;
  private boolean closed;

  /**
   * @param command program and arguments
   */
  ProgramMap(List<String> command) {
    this.command = List.copyOf(command);
  }

  /** Starts the program. */
  String path() {
    return command.get(0);
  }

  /** Starts the program. */
  void start() throws IOException {
    lock.lock();
    try {
      running();
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Process running() throws IOException {
    Process now = process;
    if (closed || (now != null && now.isAlive())) {
      return now;
    }
    now = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    process = now;
    return now;
  }

  @Override
  public @Nullable String lookup(RuleRun run, String name, String key) {
    run.x().unplannable("a RewriteMap program");
    String value = null;
    if (key.indexOf('\n') < 0) {
      lock.lock();
      try {
        Process program = running();
        value = program == null ? null : ask(program, key);
      } catch (IOException e) {
        run.x().log(e, NOT_STARTED, command.get(0));
      } finally {
        lock.unlock();
      }
    }
    if (value == null) {
      MapLog.failed(run, name, "", key);
    } else {
      MapLog.found(run, name, "", key, value);
    }
    return value;
  }

  /** The program's answer: a line; null for NULL and where it ended. */
  private static @Nullable String ask(Process program, String key) throws IOException {
    program.getOutputStream().write((key + "\n").getBytes(StandardCharsets.ISO_8859_1));
    program.getOutputStream().flush();
    InputStream in = program.getInputStream();
    StringBuilder line = new StringBuilder();
    int c;
    while ((c = in.read()) >= 0 && c != '\n') {
      line.append((char) c);
    }
    boolean none = c < 0 || line.toString().equalsIgnoreCase("NULL");
    return none ? null : line.toString();
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      if (process != null) {
        process.destroy();
      }
    } finally {
      lock.unlock();
    }
  }
}
