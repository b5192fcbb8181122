package io.stoker.modules.mod_dbd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.api.Database.Failed;
import io.stoker.api.Database.Unavailable;
import io.stoker.api.LogMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DbdPoolTest {

  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Duration SHORT = Duration.ofMillis(20);

  @TempDir private Path folder;
  private final List<String> log = Collections.synchronizedList(new ArrayList<>());

  private Sqlite database() {
    return Sqlite.with(
        folder.resolve("map.db"),
        "CREATE TABLE m(k, v)",
        "INSERT INTO m VALUES('one', '1'), ('two', '2'), ('none', NULL)");
  }

  private DbdPool pool(DbdSource source) throws Unavailable {
    return DbdPool.of(source, this::log);
  }

  private void log(@Nullable Throwable cause, LogMessage message, Object... args) {
    log.add((cause == null ? "" : cause.getMessage() + ": ") + message.format(args));
  }

  private String value(DbdPool pool, String key) throws Unavailable, Failed {
    List<String> values = new ArrayList<>();
    pool.run(
        this::log,
        session -> {
          session.select(
              "value", List.of(key), row -> values.add(row.name(0) + "=" + row.value(0)));
          return true;
        });
    return String.join(",", values);
  }

  @Test
  void aRowHasNamesAndValues() throws Exception {
    try (DbdPool pool = pool(database().source(1, 2, 10, LONG, LONG))) {
      assertThat(value(pool, "one")).isEqualTo("v=1");
      assertThat(value(pool, "none")).isEqualTo("v=null");
      assertThat(value(pool, "three")).isEmpty();
    }
  }

  @Test
  void aConnectionIsUsedAgain() throws Exception {
    try (DbdPool pool = pool(database().source(1, 2, 10, LONG, LONG))) {
      pool.fill(this::log);
      KeptSessions kept = (KeptSessions) pool.sessions();
      assertThat(kept.idle()).isEqualTo(1);
      AtomicReference<Session> first = new AtomicReference<>();
      pool.run(
          this::log,
          session -> {
            first.set(session);
            assertThat(kept.active()).isEqualTo(1);
            return true;
          });
      assertThat(pool.<Session>run(this::log, session -> session)).isSameAs(first.get());
      assertThat(kept.idle()).isEqualTo(1);
    }
  }

  @Test
  void whatIsMoreThanKeepGoesWhenItsTimeIsUp() throws Exception {
    DbdSource source = database().source(1, 2, 4, Duration.ofNanos(1), LONG);
    KeptSessions kept = new KeptSessions(source);
    List<Session> taken = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      taken.add(kept.take());
    }
    assertThat(kept.active()).isEqualTo(4);
    kept.maintain();
    assertThat(kept.active()).isEqualTo(4);
    taken.forEach(kept::giveBack);
    assertThat(kept.idle()).isEqualTo(4);
    kept.maintain();
    assertThat(kept.idle()).isEqualTo(2);
    kept.close();
    assertThat(taken).allMatch(Session::isClosed);
  }

  @Test
  void whatHasTimeStays() throws Exception {
    KeptSessions kept = new KeptSessions(database().source(0, 0, 4, LONG, LONG));
    Session session = kept.take();
    kept.giveBack(session);
    kept.maintain();
    assertThat(kept.idle()).isEqualTo(1);
    kept.close();
  }

  /** The first is still asking when nobody waits for it any longer. */
  @Test
  void nobodyWaitsForEver() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    DbdPool pool = pool(database().source(1, 1, 1, LONG, SHORT));
    assertThatThrownBy(
            () ->
                pool.run(
                    this::log,
                    session -> {
                      await(go);
                      done.countDown();
                      return true;
                    }))
        .isInstanceOf(Unavailable.class);
    assertThatThrownBy(() -> pool.run(this::log, session -> true)).isInstanceOf(Unavailable.class);
    go.countDown();
    await(done);
    pool.close();
    assertThat(log)
        .containsExactly(
            "STK0702: the database (DBDriver sqlite3) has not answered within 0 seconds and is not"
                + " waited for any longer",
            "STK0701: no connection to the database (DBDriver sqlite3) has become free within 0"
                + " seconds: DBDMax is 1");
  }

  @Test
  void whoWaitsGetsTheConnectionThatBecomesFree() throws Exception {
    CountDownLatch began = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    try (DbdPool pool = pool(database().source(1, 1, 1, LONG, LONG));
        var requests = Executors.newVirtualThreadPerTaskExecutor()) {
      CompletableFuture<Boolean> first =
          CompletableFuture.supplyAsync(
              () ->
                  unchecked(
                      pool,
                      session -> {
                        began.countDown();
                        await(go);
                        return true;
                      }),
              requests);
      await(began);
      CompletableFuture<Boolean> second =
          CompletableFuture.supplyAsync(() -> unchecked(pool, session -> true), requests);
      go.countDown();
      assertThat(first.join()).isTrue();
      assertThat(second.join()).isTrue();
    }
    assertThat(log).isEmpty();
  }

  @Test
  void whatIsInUseIsClosedWhenItComesBack() throws Exception {
    CountDownLatch began = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    AtomicReference<Session> used = new AtomicReference<>();
    DbdPool pool = pool(database().source(1, 1, 1, LONG, LONG));
    try (var requests = Executors.newVirtualThreadPerTaskExecutor()) {
      CompletableFuture<String> asking =
          CompletableFuture.supplyAsync(
              () ->
                  unchecked(
                      pool,
                      session -> {
                        used.set(session);
                        began.countDown();
                        await(go);
                        List<String> values = new ArrayList<>();
                        session.select("value", List.of("one"), row -> values.add(row.value(0)));
                        return values.getFirst();
                      }),
              requests);
      await(began);
      pool.close();
      assertThat(used.get().isClosed()).isFalse();
      go.countDown();
      assertThat(asking.join()).isEqualTo("1");
    }
    assertThat(used.get().isClosed()).isTrue();
    assertThatThrownBy(() -> pool.run(this::log, session -> true)).isInstanceOf(Unavailable.class);
  }

  @Test
  void aConnectionThatBrokeIsReplaced() throws Exception {
    try (DbdPool pool = pool(database().source(1, 1, 1, LONG, LONG))) {
      Session first = pool.run(this::log, session -> session);
      first.close();
      first.doubt();
      assertThat(pool.<Session>run(this::log, session -> session)).isNotSameAs(first);
      assertThat(value(pool, "two")).isEqualTo("v=2");
    }
  }

  @Test
  void theDatabasesWordsAreAnErrorAndTheConnectionGoesOn() throws Exception {
    try (DbdPool pool = pool(database().source(1, 1, 1, LONG, LONG))) {
      pool.fill(this::log);
      Sqlite.with(folder.resolve("map.db"), "DROP TABLE m");
      assertThatThrownBy(() -> value(pool, "one"))
          .isInstanceOf(Failed.class)
          .hasMessageContaining("no such table: m");
      database();
      assertThat(value(pool, "one")).isEqualTo("v=1");
    }
  }

  @Test
  void aDatabaseThatComesLaterIsFound() throws Exception {
    Path file = folder.resolve("later.db");
    try (DbdPool pool = pool(new Sqlite(file).source(1, 2, 10, LONG, LONG))) {
      assertThatThrownBy(() -> pool.fill(this::log)).isInstanceOf(Unavailable.class);
      String general = "(20014)Internal error (specific information not available): ";
      assertThat(log)
          .containsExactly(
              general + "AH00632: failed to prepare SQL statements: no such table: m",
              general + "AH00633: failed to initialise");
      assertThatThrownBy(() -> value(pool, "one")).isInstanceOf(Unavailable.class);
      assertThat(log).hasSize(4);
      Sqlite.with(file, "CREATE TABLE m(k, v)", "INSERT INTO m VALUES('one', '1')");
      assertThat(value(pool, "one")).isEqualTo("v=1");
    }
  }

  @Test
  void whatAConnectionBeginsWithMayFail() throws Exception {
    DbdSource good = database().source(1, 2, 10, LONG, LONG);
    DbdSource bad =
        new DbdSource(
            "sqlite3",
            null,
            good.url(),
            true,
            1,
            2,
            10,
            LONG,
            LONG,
            List.of("INSERT INTO gone VALUES(1)", "DROP TABLE m"),
            good.statements());
    try (DbdPool pool = pool(bad)) {
      assertThat(value(pool, "one")).isEqualTo("v=1");
      assertThat(value(pool, "one")).isEqualTo("v=1");
      assertThat(log)
          .containsExactly(
              "STK0703: DBDInitSQL was not carried out to its end (DBDriver sqlite3): no such"
                  + " table: gone");
    }
  }

  @Test
  void theThreadIsNoVirtualOne() throws Exception {
    try (DbdPool pool = pool(database().source(1, 2, 10, LONG, LONG))) {
      assertThat(pool.<Thread>run(this::log, session -> Thread.currentThread()))
          .matches(thread -> !thread.isVirtual() && thread.isDaemon());
    }
  }

  private <T> T unchecked(DbdPool pool, DbdPool.Work<T> work) {
    try {
      return pool.run(this::log, work);
    } catch (Unavailable | Failed e) {
      throw new IllegalStateException(e);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
