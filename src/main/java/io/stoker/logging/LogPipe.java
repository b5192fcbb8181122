package io.stoker.logging;

import io.stoker.api.LogLevel;
import io.stoker.api.LogMessage;
import io.stoker.api.SystemError;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A program that reads a log on its standard input: {@code |prog args}, {@code ||prog args}, or
 * {@code |$command} through the shell. It gets this process's environment and its standard output
 * and error.
 *
 * <p>The pipe belongs to the server: when the program dies it is started again, not more than once
 * a second, and reads on where the other stopped. At the end it sees the end of its input and reads
 * what is still in the pipe; SIGTERM when that takes too long.
 *
 * <p>Source: httpd manual, "Log Files", Piped Logs.
 */
final class LogPipe implements LogFile {

  static final LogMessage DIED =
      LogMessage.error("core", "AH00106", "piped log program '%s' failed unexpectedly");
  static final LogMessage NOT_RESPAWNED =
      new LogMessage(
          "core", "AH00105", LogLevel.CRIT, "piped_log_maintenance: unable to respawn '%s': %s");

  private static final Executor LATER =
      CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS, LogThreads.POOL);

  private final String target;
  private final List<String> command;
  private final Complaints complaints;
  private final long patienceNanos;
  private final int readEnd;
  private final int writeEnd;
  private final CountDownLatch respawned = new CountDownLatch(1);

  /** While a program is started the pipe stays open: its number would be another file's then. */
  private final ReentrantLock starting = new ReentrantLock();

  private volatile Process process;
  private volatile boolean closing;

  private LogPipe(String target, Complaints complaints, long patienceNanos) throws IOException {
    this.target = programOf(target);
    this.command = command(target);
    this.complaints = complaints;
    this.patienceNanos = patienceNanos;
    int[] ends = Posix.AVAILABLE ? Posix.pipe() : new int[] {-1, -1};
    this.readEnd = ends[0];
    this.writeEnd = ends[1];
    try {
      this.process = start();
    } catch (IOException e) {
      closeEnds();
      throw e;
    }
    watch(process);
  }

  /**
   * Starts the program of a target.
   *
   * @param target as configured, with its bar or bars
   * @param patienceNanos how long it may take at its end to read what is still in the pipe
   */
  static LogPipe open(String target, Complaints complaints, long patienceNanos) throws IOException {
    return new LogPipe(target, complaints, patienceNanos);
  }

  static boolean isPipe(String target) {
    return target.startsWith("|");
  }

  /** The command line without bars and dollar, as messages name it. */
  static String programOf(String target) {
    return target.startsWith("||") || target.startsWith("|$")
        ? target.substring(2)
        : target.substring(1);
  }

  static List<String> command(String target) {
    String program = programOf(target);
    return target.startsWith("|$") ? List.of("/bin/sh", "-c", program) : CommandLine.words(program);
  }

  private Process start() throws IOException {
    if (command.isEmpty()) {
      throw new SystemError(2);
    }
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(Redirect.INHERIT)
            .redirectError(Redirect.INHERIT);
    if (readEnd >= 0) {
      // Opening it by this name makes another reader of the same pipe.
      builder.redirectInput(new File("/proc/self/fd/" + readEnd));
    }
    try {
      return builder.start();
    } catch (IOException e) {
      throw SystemWords.ofStart(e);
    }
  }

  private void watch(Process started) {
    var ignored = started.onExit().thenRunAsync(() -> died(started), LogThreads.POOL);
  }

  private void died(Process gone) {
    if (closing || gone.pid() != process.pid()) {
      return;
    }
    complaints.say(null, DIED, target);
    LATER.execute(this::respawn);
  }

  private void respawn() {
    starting.lock();
    try {
      if (closing) {
        return;
      }
      process = start();
      watch(process);
      respawned.countDown();
    } catch (IOException e) {
      complaints.say(null, NOT_RESPAWNED, target, SystemWords.of(e));
      LATER.execute(this::respawn);
    } finally {
      starting.unlock();
    }
  }

  @Override
  public int write(byte[] bytes, int from, int length) throws IOException {
    if (writeEnd >= 0) {
      return Posix.write(writeEnd, bytes, from, length);
    }
    OutputStream in = process.getOutputStream();
    in.write(bytes, from, length);
    in.flush();
    return length;
  }

  @Override
  public long end() {
    return -1;
  }

  @Override
  public void truncate(long size) throws IOException {
    throw new IOException("a pipe cannot be cut");
  }

  @Override
  public void close() throws IOException {
    Process last = endInput();
    try {
      if (!last.waitFor(patienceNanos, TimeUnit.NANOSECONDS)) {
        last.destroy();
      }
    } catch (InterruptedException e) {
      last.destroy();
      Thread.currentThread().interrupt();
    }
  }

  private Process endInput() throws IOException {
    starting.lock();
    try {
      closing = true;
      closeEnds();
      if (writeEnd < 0) {
        process.getOutputStream().close();
      }
      return process;
    } finally {
      starting.unlock();
    }
  }

  /** A program that does not even read is not left behind. */
  @Override
  public void abandon() {
    starting.lock();
    try {
      closing = true;
      process.destroy();
    } finally {
      starting.unlock();
    }
  }

  private void closeEnds() throws IOException {
    if (writeEnd >= 0) {
      Posix.close(writeEnd);
      Posix.close(readEnd);
    }
  }

  /** The program that reads now. */
  Process process() {
    return process;
  }

  /** Waits until the program that died has a successor. */
  void awaitRespawn() throws InterruptedException {
    respawned.await();
  }
}
