package io.stoker.logging;

import io.stoker.api.LogLevel;
import java.io.IOException;

/** An error log that a program reads: a reader that hangs must not hang those who log. */
final class AsyncErrorOutput implements ErrorOutput {

  private static final long MAX_BYTES = 4 * 1024 * 1024;

  private final AsyncLog log;

  AsyncErrorOutput(AsyncLog log) {
    this.log = log;
  }

  /** Starts the program; it gets every line at once. */
  static AsyncLog log(String target, Complaints complaints) throws IOException {
    return new AsyncLog(
        target,
        () -> LogPipe.open(target, complaints, AsyncLog.CLOSE_NANOS),
        new AsyncLog.Setup(
            LogThreads::start,
            Pause.parking(),
            System::nanoTime,
            complaints,
            LogTargets.MEMORY.ofOne(MAX_BYTES),
            0,
            Integer.MAX_VALUE,
            AsyncLog.CLOSE_NANOS));
  }

  @Override
  public void write(LogLevel level, String line) {
    log.write(line, Overflow.DROP);
  }

  @Override
  public void reopen() {
    log.reopen();
  }

  @Override
  public void close() {
    log.close();
  }
}
