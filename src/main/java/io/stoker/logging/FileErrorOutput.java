package io.stoker.logging;

import io.stoker.api.LogLevel;
import io.stoker.api.LogMessage;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.ReentrantLock;

/**
 * An error log in a file: every line is one write at the end of the file, done when the call
 * returns, so that lines of several processes never mix and a crash loses nothing. When the disk is
 * full a line is lost or its rest written first once there is room, and standard error says so at
 * most once a second.
 */
final class FileErrorOutput implements ErrorOutput {

  static final LogMessage LOST =
      LogMessage.error("core", "STK0401", "error log %s: %d line(s) could not be written");

  private static final byte[] NOTHING = new byte[0];

  private final String name;
  private final AsyncLog.Opener opener;
  private final PrintStream console;
  private final RateLimit complaints = new RateLimit(1_000_000_000L, System::nanoTime);
  private final ReentrantLock lock = new ReentrantLock();
  private LogFile file;
  private byte[] rest = NOTHING;

  FileErrorOutput(String name, AsyncLog.Opener opener, PrintStream console) throws IOException {
    this.name = name;
    this.opener = opener;
    this.console = console;
    this.file = opener.open();
  }

  @Override
  public void write(LogLevel level, String line) {
    byte[] bytes = (line + "\n").getBytes(StandardCharsets.ISO_8859_1);
    lock.lock();
    try {
      if (rest.length > 0 && !finishTornLine()) {
        return;
      }
      rest = written(bytes);
    } catch (IOException e) {
      complain(e);
    } finally {
      lock.unlock();
    }
  }

  private boolean finishTornLine() throws IOException {
    rest = written(rest);
    return rest.length == 0;
  }

  /** Writes, and gives what a full disk left over of a line that is begun. */
  private byte[] written(byte[] bytes) throws IOException {
    int done = file.write(bytes, 0, bytes.length);
    while (done < bytes.length) {
      try {
        done += file.write(bytes, done, bytes.length - done);
      } catch (IOException e) {
        complain(e);
        return java.util.Arrays.copyOfRange(bytes, done, bytes.length);
      }
    }
    return NOTHING;
  }

  private void complain(IOException e) {
    long lost = complaints.pass();
    if (lost > 0) {
      console.println(SystemWords.of(e) + ": " + LOST.format(name, lost));
    }
  }

  @Override
  public void reopen() {
    lock.lock();
    try {
      LogFile next = opener.open();
      LogFile old = file;
      file = next;
      rest = NOTHING;
      old.close();
    } catch (IOException e) {
      complain(e);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      file.close();
    } catch (IOException e) {
      complain(e);
    } finally {
      lock.unlock();
    }
  }
}
