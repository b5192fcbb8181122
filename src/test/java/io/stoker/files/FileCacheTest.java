package io.stoker.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class FileCacheTest {

  @TempDir Path temp;
  private String f;
  private Instant now = Instant.now().plusSeconds(3600);
  private final AtomicInteger parsed = new AtomicInteger();
  private final Watcher watcher = Watcher.open(Disk.system());
  private final Watcher blind = new Watchers.None("none");

  @BeforeEach
  void file() throws IOException {
    f = ByteNames.fromPath(temp.toRealPath().resolve("f"));
  }

  @AfterEach
  void close() {
    watcher.close();
  }

  private FileCache<String> cache(Watcher by, long limit) {
    return new FileCache<>(
        Disk.system(), by, () -> now, () -> Duration.ofSeconds(5), 1000, limit, this::parse);
  }

  private String parse(String path, FileInfo info, byte[] content) {
    parsed.incrementAndGet();
    if (content.length == 0) {
      throw new IllegalArgumentException("empty: " + path);
    }
    return new String(content, StandardCharsets.UTF_8);
  }

  private void write(String text) throws IOException {
    Files.writeString(temp.resolve("f"), text);
  }

  private static String value(FileCache.Cached<String> cached) {
    assertThat(cached).isInstanceOf(FileCache.Parsed.class);
    return ((FileCache.Parsed<String>) cached).value();
  }

  @Test
  void parsesOnceUntilTheWatcherTellsOfAChange() throws IOException {
    write("one");
    FileCache<String> cache = cache(watcher, 100_000);
    assertThat(cache.peek(f)).isNull();
    assertThat(value(cache.get(f))).isEqualTo("one");
    now = now.plusSeconds(1000);
    FileCache.Cached<String> again = cache.peek(f);
    assertThat(again).isNotNull().isSameAs(cache.get(f));

    write("two");
    assertThat(cache.peek(f)).as("nobody drained").isNotNull();
    watcher.drain();
    assertThat(cache.peek(f)).isNull();
    assertThat(value(cache.get(f))).isEqualTo("two");
    assertThat(parsed).hasValue(2);
    assertThat(watcher.registrations()).isEqualTo(1);
    cache.clear();
    assertThat(watcher.registrations()).isZero();
  }

  @Test
  void remembersThatThereIsNoFile() throws IOException {
    FileCache<String> cache = cache(watcher, 100_000);
    assertThat(cache.get(f)).isEqualTo(new FileCache.Absent<String>(Lookup.missing()));
    assertThat(cache.peek(f)).isNotNull();
    write("here");
    watcher.drain();
    assertThat(value(cache.get(f))).isEqualTo("here");
    assertThat(cache.get(f + "/below"))
        .isEqualTo(new FileCache.Absent<String>(Lookup.notDirectory()));
  }

  @Test
  void remembersErrors() throws IOException {
    FileCache<String> cache = cache(watcher, 100_000);
    write("");
    assertThat(cache.get(f))
        .isInstanceOfSatisfying(
            FileCache.Invalid.class, i -> assertThat(i.error()).hasMessage("empty: " + f));
    cache.get(f);
    assertThat(parsed).hasValue(1);

    write("x".repeat(1001));
    watcher.drain();
    assertThat(cache.get(f))
        .isInstanceOfSatisfying(
            FileCache.Unreadable.class,
            u -> assertThat(u.why()).isInstanceOf(Content.TooLarge.class));
    assertThat(cache.get(ByteNames.fromPath(temp))).isInstanceOf(FileCache.Unreadable.class);
  }

  @Test
  void withoutAWatcherItLooksAgainAfterTheInterval() throws IOException {
    write("one");
    FileCache<String> cache = cache(blind, 100_000);
    assertThat(value(cache.get(f))).isEqualTo("one");
    write("other");
    now = now.plusMillis(4999);
    assertThat(value(cache.get(f))).isEqualTo("one");
    now = now.plusMillis(1);
    assertThat(cache.peek(f)).isNull();
    assertThat(value(cache.get(f))).isEqualTo("other");
    now = now.plusSeconds(5);
    assertThat(value(cache.get(f))).isEqualTo("other");
    assertThat(parsed).as("unchanged: compared, not parsed").hasValue(2);
    assertThat(cache.peek(f)).isNotNull();
  }

  @Test
  void aFileThatWasReadWhileItWasNewIsReadAgain() throws IOException {
    write("one");
    now = ((Lookup.Found) Disk.system().stat(f)).info().changed();
    FileCache<String> cache = cache(blind, 100_000);
    cache.get(f);
    now = now.plusSeconds(5);
    cache.get(f);
    now = now.plusSeconds(5);
    cache.get(f);
    assertThat(parsed).hasValue(2);
  }

  /** Whoever keeps what came of it would never hear of a change that did not show. */
  @Test
  void aFileThatIsNewIsTrustedByNobody() throws IOException {
    write("one");
    now = ((Lookup.Found) Disk.system().stat(f)).info().changed();
    FileCache<String> cache = cache(blind, 100_000);
    cache.get(f);
    assertThat(cache.peek(f)).isNull();
    now = now.plusMillis(2001);
    cache.get(f);
    assertThat(parsed).hasValue(2);
    assertThat(cache.peek(f)).isNotNull();
  }

  @Test
  void holdsNoMoreThanItMay() throws IOException {
    FileCache<String> cache = cache(watcher, 5_000);
    for (int i = 0; i < 100; i++) {
      cache.get(f + i);
    }
    assertThat(cache.size()).isLessThanOrEqualTo(9);
    assertThat(watcher.registrations()).isEqualTo((int) cache.size());
  }

  private FileCache<String> telling(AtomicInteger changes, Duration recheck, long most) {
    return new FileCache<>(
        Disk.system(),
        watcher,
        () -> now,
        () -> recheck,
        1000,
        most,
        this::parse,
        changes::incrementAndGet);
  }

  /** Who has learned that nobody tells him any more need not hear it again. */
  @Test
  void thatWatchedFilesAreLetGoIsToldOnce() throws IOException {
    AtomicInteger changes = new AtomicInteger();
    FileCache<String> cache = telling(changes, Duration.ofSeconds(5), 5_000);
    cache.get(f);
    assertThat(cache.allWatched()).isTrue();
    assertThat(changes).hasValue(0);
    for (int i = 0; i < 100; i++) {
      cache.get(f + i);
    }
    assertThat(changes).hasValue(1);
    assertThat(cache.allWatched()).isFalse();
    // What is still remembered is told as ever.
    String kept =
        IntStream.range(0, 100).mapToObj(i -> f + i).filter(known(cache)).findFirst().orElseThrow();
    Files.writeString(Path.of(kept), "here");
    watcher.drain();
    assertThat(changes).hasValue(2);
  }

  private Predicate<String> known(FileCache<String> cache) {
    return path -> cache.peek(path) != null;
  }

  @Test
  void aFileThatCannotBeWatchedIsNoReasonToTellOfOthers() {
    AtomicInteger changes = new AtomicInteger();
    FileCache<String> cache = telling(changes, Duration.ZERO, 100_000);
    cache.get(f);
    cache.get("/proc/uptime");
    assertThat(cache.allWatched()).isFalse();
    assertThat(changes).as("once, since others rely on it no more").hasValue(1);
    cache.get("/proc/uptime");
    assertThat(changes).hasValue(1);
  }

  @Test
  void ofManyWhoAskOneReads() throws Exception {
    write("one");
    var reading = new CountDownLatch(1);
    var go = new CountDownLatch(1);
    var parses = new AtomicInteger();
    FileCache<String> cache =
        new FileCache<>(
            Disk.system(),
            watcher,
            () -> now,
            () -> Duration.ofSeconds(5),
            1000,
            100_000,
            (path, info, content) -> {
              parses.incrementAndGet();
              reading.countDown();
              go.await();
              return new String(content, StandardCharsets.UTF_8);
            });
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<FileCache.Cached<String>>> all = new ArrayList<>();
      all.add(threads.submit(() -> cache.get(f)));
      reading.await();
      for (int i = 0; i < 20; i++) {
        all.add(threads.submit(() -> cache.get(f)));
      }
      assertThat(cache.peek(f)).isNull();
      go.countDown();
      for (var one : all) {
        assertThat(value(one.get())).isEqualTo("one");
      }
    }
    assertThat(parses).hasValue(1);
  }

  @Test
  void whoAsksAfterAChangeDoesNotGetWhatAnEarlierAskerIsReading() throws Exception {
    write("one");
    var reading = new CountDownLatch(1);
    var go = new CountDownLatch(1);
    FileCache<String> cache =
        new FileCache<>(
            Disk.system(),
            watcher,
            () -> now,
            () -> Duration.ofSeconds(5),
            1000,
            100_000,
            (path, info, content) -> {
              reading.countDown();
              go.await();
              return new String(content, StandardCharsets.UTF_8);
            });
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var early = threads.submit(() -> cache.get(f));
      reading.await();
      write("two");
      watcher.drain();
      var late = threads.submit(() -> cache.get(f));
      go.countDown();
      assertThat(value(early.get())).isEqualTo("one");
      assertThat(value(late.get())).isEqualTo("two");
    }
  }

  @Test
  void anErrorOfTheMachineIsNotRemembered() throws IOException {
    write("one");
    var first = new AtomicInteger();
    FileCache<String> cache =
        new FileCache<>(
            Disk.system(),
            watcher,
            () -> now,
            () -> Duration.ofSeconds(5),
            1000,
            100_000,
            (path, info, content) -> {
              if (first.getAndIncrement() == 0) {
                throw new StackOverflowError("too deep");
              }
              return "fine";
            });
    assertThatThrownBy(() -> cache.get(f)).isInstanceOf(StackOverflowError.class);
    assertThat(watcher.registrations()).isZero();
    assertThat(value(cache.get(f))).isEqualTo("fine");
  }
}
