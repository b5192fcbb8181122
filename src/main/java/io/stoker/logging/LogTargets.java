package io.stoker.logging;

import io.stoker.api.LogLine;
import io.stoker.api.LogMessage;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The access logs that are open in this process, each once: a configuration that is loaded anew
 * finds the files and programs of the one before and goes on with them, so that no line is lost.
 */
public final class LogTargets {

  private static final LogTargets SHARED = new LogTargets(AsyncLog.CLOSE_NANOS);

  private static final long MAX_BYTES = 16 * 1024 * 1024;
  private static final int ENOUGH = 128 * 1024;

  /** Of all logs together: an eighth of what the process may have. */
  static final LogMemory MEMORY = LogMemory.ofAll(Runtime.getRuntime().maxMemory() / 8);

  private static final long LINGER = TimeUnit.MILLISECONDS.toNanos(50);
  private static final long LINGER_BUFFERED = TimeUnit.SECONDS.toNanos(1);

  private final Map<Key, Shared> open = new HashMap<>();
  private final Set<AsyncLog> closing = new HashSet<>();
  private final long closeNanos;
  private long droppedBefore;
  private volatile Complaints complaints = new Console(System.err);

  LogTargets(long closeNanos) {
    this.closeNanos = closeNanos;
  }

  /** The logs of this process. */
  public static LogTargets shared() {
    return SHARED;
  }

  private record Key(String target, boolean buffered) {}

  private static final class Shared {
    final AsyncLog log;
    int users = 1;

    Shared(AsyncLog log) {
      this.log = log;
    }
  }

  /** A log that is used until it is closed; the last one who closes it closes the file. */
  public final class Lease implements LogTarget, AutoCloseable {
    private final Key key;
    private final AsyncLog log;
    private final Overflow overflow;
    private boolean closed;

    private Lease(Key key, AsyncLog log, Overflow overflow) {
      this.key = key;
      this.log = log;
      this.overflow = overflow;
    }

    @Override
    public void write(String line) {
      log.write(line, overflow);
    }

    @Override
    public void write(LogLine line) {
      log.write(line.octets(), line.length(), overflow);
    }

    @Override
    public boolean hasRoom() {
      return overflow == Overflow.DROP || log.hasRoom();
    }

    @Override
    public void awaitRoom() {
      if (!hasRoom()) {
        log.awaitRoom();
      }
    }

    @Override
    public void close() {
      synchronized (open) {
        Shared shared = open.get(key);
        if (closed || shared == null) {
          return;
        }
        closed = true;
        if (--shared.users > 0) {
          return;
        }
        open.remove(key);
        closing.add(log);
      }
      finish(log);
    }
  }

  /**
   * Opens a log or joins those who have it open.
   *
   * @param target an absolute path, or a program with its bar: {@code |prog}, {@code ||prog},
   *     {@code |$command}
   * @param buffered BufferedLogs: lines may wait for a second instead of 50 ms
   * @param overflow StokerLogOverflow, for the lines of this lease
   * @throws IOException in the system's words when it cannot be opened or started
   */
  public Lease open(String target, boolean buffered, Overflow overflow) throws IOException {
    Key key = new Key(target, buffered);
    synchronized (open) {
      Shared shared = open.get(key);
      if (shared == null) {
        shared = new Shared(create(target, buffered ? LINGER_BUFFERED : LINGER));
        open.put(key, shared);
      } else {
        shared.users++;
      }
      return new Lease(key, shared.log, overflow);
    }
  }

  AsyncLog create(String target, long linger) throws IOException {
    AsyncLog.Opener opener =
        LogPipe.isPipe(target)
            ? () -> LogPipe.open(target, this::complain, closeNanos)
            : () -> LogFiles.append(target);
    AsyncLog.Setup setup =
        new AsyncLog.Setup(
            LogThreads::start,
            Pause.parking(),
            System::nanoTime,
            this::complain,
            MEMORY.ofOne(MAX_BYTES),
            linger,
            ENOUGH,
            closeNanos);
    return new AsyncLog(target, opener, setup);
  }

  private void complain(@Nullable Throwable cause, LogMessage message, Object... args) {
    complaints.say(cause, message, args);
  }

  /** Says where trouble with a log is reported; standard error until then. */
  public void reportTo(ErrorSink errors) {
    complaints = (cause, message, args) -> errors.write(message, args, cause, null, null);
  }

  /** Opens every file anew and starts every program anew, for rotation. */
  public void reopen() {
    synchronized (open) {
      open.values().forEach(shared -> shared.log.reopen());
    }
  }

  /** Writes what waits and closes all logs, at the end of the process. */
  public void closeAll() {
    List<AsyncLog> last;
    synchronized (open) {
      open.values().forEach(shared -> closing.add(shared.log));
      open.clear();
      last = List.copyOf(closing);
    }
    last.forEach(AsyncLog::beginClose);
    last.forEach(this::awaitClosed);
  }

  private void finish(AsyncLog log) {
    log.beginClose();
    awaitClosed(log);
  }

  private void awaitClosed(AsyncLog log) {
    log.awaitClosed();
    synchronized (open) {
      if (closing.remove(log)) {
        droppedBefore += log.dropped();
      }
    }
  }

  /** Lines that wait to be written, roughly. */
  public long waiting() {
    synchronized (open) {
      return open.values().stream().mapToLong(shared -> shared.log.waiting()).sum()
          + closing.stream().mapToLong(AsyncLog::waiting).sum();
    }
  }

  /** Lines that were dropped since the start. */
  public long dropped() {
    synchronized (open) {
      return droppedBefore
          + open.values().stream().mapToLong(shared -> shared.log.dropped()).sum()
          + closing.stream().mapToLong(AsyncLog::dropped).sum();
    }
  }

  /** The logs that are open, as configured. */
  public List<String> targets() {
    synchronized (open) {
      return open.keySet().stream().map(Key::target).sorted().toList();
    }
  }
}
