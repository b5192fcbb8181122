package io.stoker.logging;

import io.stoker.api.LogLine;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/** A log whose lines are counted and thrown away when the test says so, and not before. */
public final class PacedLog implements LogTarget, AutoCloseable {

  private final Semaphore come = new Semaphore(0);
  private final Semaphore done = new Semaphore(0);
  private final AsyncLog log;
  private final AtomicLong bytes = new AtomicLong();

  public PacedLog() throws IOException {
    LogFile nothing =
        new LogFile() {
          @Override
          public int write(byte[] lines, int from, int length) {
            bytes.addAndGet(length);
            return length;
          }

          @Override
          public long end() {
            return -1;
          }

          @Override
          public void truncate(long size) {}

          @Override
          public void close() {}
        };
    AsyncLog.Setup setup =
        new AsyncLog.Setup(
            task -> Thread.ofPlatform().daemon().start(task::run),
            pause(),
            System::nanoTime,
            (cause, message, args) -> {},
            LogMemory.ofAll(16 << 20),
            1,
            Integer.MAX_VALUE,
            AsyncLog.CLOSE_NANOS);
    log = new AsyncLog("paced", () -> nothing, setup);
  }

  private Pause pause() {
    return new Pause() {
      private boolean waited;

      @Override
      public boolean await(long nanos) {
        if (waited) {
          done.release();
        }
        waited = true;
        come.acquireUninterruptibly();
        return true;
      }

      @Override
      public void end() {}
    };
  }

  /** Lets the writer take what there is; there must have been a line before the first time. */
  public void writerPasses() {
    come.release();
    done.acquireUninterruptibly();
  }

  /** Of lines that were written, their ends included. */
  public long bytes() {
    return bytes.get();
  }

  @Override
  public void write(String line) {
    log.write(line, Overflow.DROP);
  }

  @Override
  public void write(LogLine line) {
    log.write(line.octets(), line.length(), Overflow.DROP);
  }

  @Override
  public boolean hasRoom() {
    return log.hasRoom();
  }

  @Override
  public void awaitRoom() {
    log.awaitRoom();
  }

  @Override
  public void close() {
    log.beginClose();
    come.release();
    log.awaitClosed();
  }
}
