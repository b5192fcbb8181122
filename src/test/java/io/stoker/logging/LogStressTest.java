package io.stoker.logging;

import static io.stoker.logging.Overflow.BLOCK;
import static io.stoker.logging.Overflow.DROP;
import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.api.LogLine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Logs with many threads at once: every line is there once, whole, in its thread's order. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class LogStressTest {

  @TempDir Path root;

  /** What a thread does with its number. */
  private interface Work {
    void run(int number) throws Exception;
  }

  /** Closing a log waits for as long as this takes: nothing is to be given up. */
  private static final long PATIENCE = TimeUnit.MINUTES.toNanos(2);

  /** Threads of the system and virtual ones, four of each, that begin together. */
  private static final int THREADS = 8;

  private static void atOnce(Work work) throws InterruptedException {
    CountDownLatch ready = new CountDownLatch(THREADS);
    List<Throwable> failures = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      int number = i;
      Thread.Builder builder = i % 2 == 0 ? Thread.ofPlatform() : Thread.ofVirtual();
      threads.add(
          builder.start(
              () -> {
                try {
                  ready.countDown();
                  ready.await();
                  work.run(number);
                } catch (Exception | Error e) {
                  synchronized (failures) {
                    failures.add(e);
                  }
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(failures).isEmpty();
  }

  private static String line(int thread, int number) {
    return thread + " " + number + " " + "x".repeat((number * 31 + thread) % 90) + ".";
  }

  /** Takes lines apart and checks that those of each thread follow each other. */
  private static void check(List<String> lines, Map<Integer, Integer> next) {
    for (String line : lines) {
      String[] words = line.split(" ", 3);
      int thread = Integer.parseInt(words[0]);
      int number = Integer.parseInt(words[1]);
      assertThat(line).isEqualTo(line(thread, number));
      assertThat(number).as(line).isEqualTo(next.getOrDefault(thread, 0));
      next.put(thread, number + 1);
    }
  }

  @Test
  void rotationUnderWritersLosesNothing() throws Exception {
    int lines = 20_000;
    int rotations = 20;
    LogTargets logs = new LogTargets(PATIENCE);
    LogTargets.Lease log = logs.open(root.resolve("a.log").toString(), false, DROP);
    atOnce(
        thread -> {
          LogLine line = new LogLine();
          for (int i = 0; i < lines; i++) {
            if (i % 2 == 0) {
              log.write(line(thread, i));
            } else {
              log.write(line.clear().append(line(thread, i)));
            }
            if (thread == 0 && i % (lines / rotations) == 0) {
              Files.move(root.resolve("a.log"), root.resolve("a.log." + i));
              logs.reopen();
              while (!Files.exists(root.resolve("a.log"))) {
                Thread.onSpinWait();
              }
            }
          }
        });
    log.close();
    Map<Integer, Integer> next = new HashMap<>();
    for (int i = 0; i < lines; i += lines / rotations) {
      check(Files.readAllLines(root.resolve("a.log." + i)), next);
    }
    check(Files.readAllLines(root.resolve("a.log")), next);
    assertThat(next).hasSize(THREADS).allSatisfy((thread, n) -> assertThat(n).isEqualTo(lines));
  }

  /** A disk that holds the writer until it is let go. */
  private static final class Stalled implements LogFile {
    final CountDownLatch letGo = new CountDownLatch(1);
    final CountDownLatch entered = new CountDownLatch(1);
    final ByteArrayOutputStream content = new ByteArrayOutputStream();

    @Override
    public int write(byte[] bytes, int from, int length) throws IOException {
      entered.countDown();
      try {
        letGo.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      content.write(bytes, from, length);
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

    List<String> lines() {
      return content.toString(StandardCharsets.ISO_8859_1).lines().toList();
    }
  }

  private final Stalled disk = new Stalled();
  private final AtomicLong dropped = new AtomicLong();
  private final AtomicLong seconds = new AtomicLong();

  /** A log that tells of each dropped line at once. */
  private AsyncLog log(int memory) throws IOException {
    return new AsyncLog(
        "a.log",
        () -> disk,
        new AsyncLog.Setup(
            LogThreads::start,
            Pause.parking(),
            () -> TimeUnit.SECONDS.toNanos(seconds.incrementAndGet()),
            (cause, message, args) -> {
              if (message.equals(AsyncLog.DROPPED)) {
                dropped.addAndGet((Long) args[1]);
              }
            },
            LogMemory.ofAll(memory),
            TimeUnit.MILLISECONDS.toNanos(1),
            4096,
            PATIENCE));
  }

  @Test
  void whileADiskStallsMemoryIsBoundedAndEachLineIsWrittenOrCounted() throws Exception {
    AsyncLog log = log(50_000);
    int lines = 5_000;
    atOnce(
        thread -> {
          for (int i = 0; i < lines; i++) {
            log.write(line(thread, i), DROP);
          }
        });
    disk.letGo.countDown();
    log.close();
    assertThat(disk.lines().size() + dropped.get()).isEqualTo((long) THREADS * lines);
    assertThat(dropped.get()).isPositive();
    assertThat(disk.content.size()).isLessThan(50_000 + 2 * LineBatch.SIZE);
    for (String line : disk.lines()) {
      String[] words = line.split(" ", 3);
      assertThat(line).isEqualTo(line(Integer.parseInt(words[0]), Integer.parseInt(words[1])));
    }
  }

  @Test
  void aLineThatComesWhileTheLogIsClosedIsWrittenOrCounted() throws Exception {
    disk.letGo.countDown();
    AsyncLog log = log(10_000_000);
    int lines = 5_000;
    atOnce(
        thread -> {
          for (int i = 0; i < lines; i++) {
            log.write(line(thread, i), DROP);
            if (thread == 0 && i == lines / 2) {
              log.close();
            }
          }
        });
    while (disk.lines().size() + dropped.get() < (long) THREADS * lines) {
      Thread.onSpinWait(); // the last report is on its way
    }
    assertThat(disk.lines().size() + dropped.get()).isEqualTo((long) THREADS * lines);
  }

  /** Hands over lines until there is no room, while the writer is held by the disk. */
  private void fill(AsyncLog log) throws InterruptedException {
    log.write("first", BLOCK);
    disk.entered.await();
    while (log.hasRoom()) {
      log.write("x".repeat(99), BLOCK);
    }
  }

  @Test
  void thoseWhoMustNotDropWaitUntilLinesAreWritten() throws Exception {
    AsyncLog log = log(3000);
    fill(log);
    List<Boolean> diskWasLetGo = new ArrayList<>();
    Thread waiter =
        Thread.ofVirtual()
            .start(
                () -> {
                  log.awaitRoom();
                  diskWasLetGo.add(disk.letGo.getCount() == 0);
                });
    disk.letGo.countDown();
    waiter.join();
    assertThat(diskWasLetGo).containsExactly(true);
    log.close();
    assertThat(dropped).hasValue(0);
  }

  @Test
  void nobodyWaitsForALogThatIsBeingClosed() throws Exception {
    AsyncLog log = log(3000);
    fill(log);
    Thread waiter = Thread.ofVirtual().start(log::awaitRoom);
    log.beginClose();
    waiter.join();
    assertThat(log.hasRoom()).isTrue();
    disk.letGo.countDown();
    log.awaitClosed();
  }
}
