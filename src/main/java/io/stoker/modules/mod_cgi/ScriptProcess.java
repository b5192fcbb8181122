package io.stoker.modules.mod_cgi;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A running program and its three pipes. Each pipe that is in use has a thread of its own, so that
 * the worker can wait for all of them at once, for a time, and be called away: it is the only one
 * that takes. What it does not take stays in the pipe, and holds up the program.
 */
final class ScriptProcess implements AutoCloseable {

  /** Something that the program did. */
  sealed interface Event {
    /** It wrote. */
    record Output(ByteBuffer bytes) implements Event {}

    /** It wrote a line to standard error; without its end, one octet a char. */
    record Complaint(String line) implements Event {}

    /** It closed both pipes; it may go on running. */
    record End() implements Event {}
  }

  /** The program was ended while the worker waited for it: its client is gone. */
  static final class Gone extends IOException {
    private static final long serialVersionUID = 1L;

    Gone() {
      super("the client is gone");
    }
  }

  /** How long a program has between being asked to end and being ended. */
  private static final int PATIENCE_SECONDS = 3;

  private static final int PIECE = 8 * 1024;

  /** Bytes that wait for the worker; more once it is busy with the request's content. */
  private static final int ENOUGH = 64 * 1024;

  private static final int ENOUGH_MEANWHILE = 1024 * 1024;

  /** As httpd cuts them. */
  private static final int LONGEST_LINE = 8191;

  private final Process process;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  // All below under the lock.
  private final Deque<byte[]> output = new ArrayDeque<>();
  private final Deque<String> complaints = new ArrayDeque<>();
  private int waiting;
  private int enough = ENOUGH;
  private int open = 2;
  private byte @Nullable [] toWrite;
  private boolean writing;
  private boolean inputClosed;
  private boolean deaf;
  private boolean closed;

  ScriptProcess(Process process, String name) {
    this.process = process;
    thread(name + " stdout", this::readOutput);
    thread(name + " stderr", this::readErrors);
  }

  /** Reading a pipe blocks the thread whatever kind it is: one of the system's own is meant. */
  private static void thread(String name, Runnable work) {
    Thread.ofPlatform().daemon().name(name).start(work);
  }

  // ---- what it is sent ----

  /**
   * Sends a piece of the request's content.
   *
   * @return false when it does not take it, now and from now on: it has closed its input, or was
   *     deaf for too long
   */
  boolean send(ByteBuffer piece, Duration timeout) throws IOException {
    byte[] bytes = new byte[piece.remaining()];
    piece.get(bytes);
    lock.lock();
    try {
      if (!writing) {
        writing = true;
        enough = ENOUGH_MEANWHILE;
        thread("script stdin", this::writeInput);
      }
      if (!await(() -> toWrite == null || deaf, timeout)) {
        deaf = true;
      }
      if (deaf || closed) {
        return false;
      }
      toWrite = bytes;
      changed.signalAll();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** There is no more content. */
  void endInput() {
    lock.lock();
    try {
      inputClosed = true;
      enough = ENOUGH;
      changed.signalAll();
      if (writing) {
        return;
      }
    } finally {
      lock.unlock();
    }
    quietly(process.getOutputStream());
  }

  private void writeInput() {
    try (OutputStream in = process.getOutputStream()) {
      for (byte[] bytes = nextInput(); bytes != null; bytes = nextInput()) {
        in.write(bytes);
        in.flush();
      }
    } catch (IOException e) {
      // It closed its input, as it may.
    } finally {
      becomeDeaf();
    }
  }

  private void becomeDeaf() {
    lock.lock();
    try {
      deaf = true;
      toWrite = null;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The piece before this one is written. */
  private byte @Nullable [] nextInput() {
    lock.lock();
    try {
      while (toWrite == null && !inputClosed && !closed) {
        changed.awaitUninterruptibly();
      }
      byte[] bytes = closed ? null : toWrite;
      toWrite = null;
      changed.signalAll();
      return bytes;
    } finally {
      lock.unlock();
    }
  }

  // ---- what it says ----

  private void readOutput() {
    byte[] buffer = new byte[PIECE];
    try (InputStream in = process.getInputStream()) {
      for (int n = in.read(buffer); n >= 0 && keep(buffer, n); n = in.read(buffer)) {
        // as it comes
      }
    } catch (IOException e) {
      // The same as the end.
    } finally {
      ended();
    }
  }

  private boolean keep(byte[] buffer, int length) {
    lock.lock();
    try {
      while (waiting >= enough && !closed) {
        changed.awaitUninterruptibly();
      }
      output.add(Arrays.copyOf(buffer, length));
      waiting += length;
      changed.signalAll();
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  private void readErrors() {
    StringBuilder line = new StringBuilder();
    byte[] buffer = new byte[PIECE];
    try (InputStream in = process.getErrorStream()) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        for (char c : new String(buffer, 0, n, StandardCharsets.ISO_8859_1).toCharArray()) {
          if (c != '\n') {
            line.append(c);
          }
          if ((c == '\n' || line.length() >= LONGEST_LINE) && !complain(line)) {
            return;
          }
        }
      }
    } catch (IOException e) {
      // The same as the end.
    } finally {
      if (!line.isEmpty()) {
        complain(line);
      }
      ended();
    }
  }

  /** Hands a line over and empties it. */
  private boolean complain(StringBuilder line) {
    int length = line.length();
    boolean dos = length > 0 && line.charAt(length - 1) == '\r';
    String text = line.substring(0, dos ? length - 1 : length);
    line.setLength(0);
    lock.lock();
    try {
      while (complaints.size() >= ENOUGH / PIECE && !closed) {
        changed.awaitUninterruptibly();
      }
      complaints.add(text);
      changed.signalAll();
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  private void ended() {
    lock.lock();
    try {
      open--;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  // ---- the worker ----

  /**
   * Waits for what the program does next.
   *
   * @throws ScriptTimeout.Passed when it does nothing
   * @throws Gone when it was closed meanwhile
   */
  Event next(Duration timeout) throws IOException {
    lock.lock();
    try {
      if (!await(() -> !complaints.isEmpty() || !output.isEmpty() || open == 0, timeout)) {
        throw new ScriptTimeout.Passed();
      }
      if (closed) {
        throw new Gone();
      }
      String line = complaints.poll();
      if (line != null) {
        changed.signalAll();
        return new Event.Complaint(line);
      }
      byte[] bytes = output.poll();
      if (bytes != null) {
        waiting -= bytes.length;
        changed.signalAll();
        return new Event.Output(ByteBuffer.wrap(bytes));
      }
      return new Event.End();
    } finally {
      lock.unlock();
    }
  }

  private interface Question {
    boolean holds();
  }

  /** Under the lock; false when the time is over. */
  private boolean await(Question question, Duration timeout) throws IOException {
    long left = timeout.toNanos();
    try {
      while (!question.holds() && !closed) {
        if (left <= 0) {
          return false;
        }
        left = changed.awaitNanos(left);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** Ends it, first asking, and forgets what it said. Any thread; does not wait. */
  @Override
  public void close() {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      output.clear();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    if (process.isAlive()) {
      process.destroy();
      var unused =
          process
              .onExit()
              .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
              .whenComplete(
                  (ended, late) -> {
                    if (late instanceof TimeoutException) {
                      process.destroyForcibly();
                    }
                  });
    }
  }

  private static void quietly(OutputStream pipe) {
    try {
      pipe.close();
    } catch (IOException e) {
      // It has ended already.
    }
  }
}
