package io.stoker.modules.mod_dbd;

import io.stoker.api.Database.Failed;
import io.stoker.api.Database.Unavailable;
import io.stoker.api.LogMessage;
import io.stoker.api.SystemError;
import io.stoker.files.Errno;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The connections that a child has to a database, and the threads that use them. A driver may be
 * native code, which would hold the carrier of a virtual thread for as long as it runs: so whoever
 * wants something waits, and a thread of the pool's own asks the database. There are no more of
 * these than DBDMax, and none when nobody has asked for a while.
 */
final class DbdPool implements AutoCloseable {

  /** What is done with a connection. */
  @FunctionalInterface
  interface Work<T> {
    T with(Session session) throws Failed;
  }

  /** What a thread of the pool does for somebody who waits. */
  @FunctionalInterface
  private interface Step<T> {
    T run(Call<T> call) throws OpenException, Failed;
  }

  private static final LogMessage NO_POOL =
      LogMessage.error("dbd", "AH00633", "failed to initialise");
  private static final LogMessage NO_CONNECTION =
      LogMessage.error("dbd", "AH02655", "Failed to acquire DBD connection from pool!");
  private static final LogMessage EXHAUSTED =
      LogMessage.error(
          "dbd",
          "STK0701",
          "no connection to the database (DBDriver %s) has become free within %d seconds: DBDMax"
              + " is %d");
  private static final LogMessage NO_ANSWER =
      LogMessage.error(
          "dbd",
          "STK0702",
          "the database (DBDriver %s) has not answered within %d seconds and is not waited for"
              + " any longer");
  private static final LogMessage INIT_FAILED =
      LogMessage.error(
          "dbd", "STK0703", "DBDInitSQL was not carried out to its end (DBDriver %s): %s");

  /** A start does not wait longer for a database: whoever asks first will. */
  private static final Duration AT_START = Duration.ofSeconds(5);

  private final DbdSource source;
  private final Semaphore free;
  private final ExecutorService threads;
  private final Sessions sessions;

  /** Whether there has been a connection: until then each failure is one of the beginning. */
  private volatile boolean begun;

  /** A pool without connections, of possible sizes. */
  private DbdPool(DbdSource source) {
    this.source = source;
    this.free = new Semaphore(Math.max(1, source.max()), true);
    ThreadFactory factory = Thread.ofPlatform().name("dbd-", 0).daemon().factory();
    this.threads = Executors.newCachedThreadPool(factory);
    this.sessions = source.persist() ? new KeptSessions(source) : new FreshSessions(source);
  }

  /**
   * A pool without connections.
   *
   * @throws Unavailable where the sizes do not fit together, which is logged
   */
  static DbdPool of(DbdSource source, DbdLog log) throws Unavailable {
    if (!source.hasPossibleSizes()) {
      log.write(new SystemError(Errno.EINVAL.number()), NO_POOL);
      throw new Unavailable();
    }
    return new DbdPool(source);
  }

  Sessions sessions() {
    return sessions;
  }

  /**
   * Makes the connections that are to be there before somebody asks.
   *
   * @throws Unavailable where that fails, which is logged
   */
  void fill(DbdLog log) throws Unavailable {
    Duration patience = source.patience();
    try {
      call(
          log,
          patience.compareTo(AT_START) < 0 ? patience : AT_START,
          call -> {
            Session session = sessions.take();
            call.complaint = session.complaint();
            sessions.giveBack(session);
            sessions.fill();
            return true;
          });
    } catch (Failed e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Does something with a connection, and waits for it.
   *
   * @throws Unavailable where none is to be had, which is logged
   */
  <T> T run(DbdLog log, Work<T> work) throws Unavailable, Failed {
    return call(
        log,
        source.patience(),
        call -> {
          Session session = sessions.take();
          call.session = session;
          try {
            call.complaint = session.complaint();
            return work.with(session);
          } catch (Failed e) {
            session.doubt();
            throw e;
          } finally {
            call.session = null;
            sessions.giveBack(session);
          }
        });
  }

  /** Somebody who waits, and what for. */
  private final class Call<T> implements Runnable {
    private final Step<T> step;
    private final CompletableFuture<T> answer = new CompletableFuture<>();
    private volatile @Nullable Session session;
    private volatile @Nullable String complaint;

    Call(Step<T> step) {
      this.step = step;
    }

    @Override
    public void run() {
      try {
        answer.complete(step.run(this));
      } catch (Exception | LinkageError e) {
        answer.completeExceptionally(e);
      } finally {
        free.release();
      }
    }

    void giveUp() {
      Session used = session;
      if (used != null) {
        used.cancel();
      }
    }
  }

  private <T> T call(DbdLog log, Duration patience, Step<T> step) throws Unavailable, Failed {
    Call<T> call = new Call<>(step);
    try {
      if (!free.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        log.write(null, EXHAUSTED, source.driver(), patience.toSeconds(), source.max());
        throw new Unavailable();
      }
      begin(call);
      T answer = call.answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
      begun = true;
      return answer;
    } catch (ExecutionException e) {
      throw cause(e, log);
    } catch (TimeoutException e) {
      call.giveUp();
      log.write(null, NO_ANSWER, source.driver(), patience.toSeconds());
      throw new Unavailable();
    } catch (InterruptedException e) {
      call.giveUp();
      Thread.currentThread().interrupt();
      throw new Unavailable();
    } finally {
      String complaint = call.complaint;
      if (complaint != null) {
        log.write(null, INIT_FAILED, source.driver(), complaint);
      }
    }
  }

  private void begin(Call<?> call) throws Unavailable {
    try {
      threads.execute(call);
    } catch (RejectedExecutionException e) {
      free.release();
      throw new Unavailable();
    }
  }

  private Failed cause(ExecutionException e, DbdLog log) throws Unavailable {
    switch (e.getCause()) {
      case OpenException none -> {
        SystemError general = SystemError.general();
        log.write(general, none.logged(), none.args());
        if (source.persist()) {
          log.write(general, begun ? NO_CONNECTION : NO_POOL);
        }
        throw new Unavailable();
      }
      case Failed failed -> {
        return failed;
      }
      case null, default -> throw new IllegalStateException(e.getCause());
    }
  }

  /** What is going on comes to its end, and its connections are closed then. */
  @Override
  public void close() {
    threads.shutdown();
    sessions.close();
  }
}
