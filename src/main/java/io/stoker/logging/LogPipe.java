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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A program that reads a log on its standard input: {@code |prog args}, {@code ||prog args}, or
 * {@code |$command} through the shell. It gets this process's environment and its standard output
 * and error.
 *
 * <p>The pipe belongs to the server: when the program dies it is started again, not more than once
 * a second, and reads on where the other stopped. At the end it sees the end of its input, and
 * SIGTERM when it is still there a second later.
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
  private final int readEnd;
  private final int writeEnd;
  private final CountDownLatch respawned = new CountDownLatch(1);
  private volatile Process process;
  private volatile boolean closing;

  private LogPipe(String target, Complaints complaints) throws IOException {
    this.target = programOf(target);
    this.command = command(target);
    this.complaints = complaints;
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
   */
  static LogPipe open(String target, Complaints complaints) throws IOException {
    return new LogPipe(target, complaints);
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
    if (closing) {
      return;
    }
    try {
      process = start();
      watch(process);
      respawned.countDown();
    } catch (IOException e) {
      complaints.say(null, NOT_RESPAWNED, target, SystemWords.of(e));
      LATER.execute(this::respawn);
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
    closing = true;
    closeEnds();
    Process last = process;
    if (writeEnd < 0) {
      last.getOutputStream().close();
    }
    try {
      last.onExit().get(1, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      last.destroy();
    } catch (ExecutionException e) {
      throw new IOException(e);
    } catch (InterruptedException e) {
      last.destroy();
      Thread.currentThread().interrupt();
    }
  }

  /** A program that does not even read is not left behind. */
  @Override
  public void abandon() {
    closing = true;
    process.destroy();
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
