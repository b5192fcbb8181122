package io.stoker.logging;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.api.LogMessage;
import io.stoker.api.SystemError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The writer with a disk, threads, waits and a clock that the test holds in its hand. */
class AsyncLogTest {

  private static final int ENOSPC = 28;
  private static final int EIO = 5;

  /** A disk of a given size, which takes no more than so many bytes at once. */
  private static final class Disk implements LogFile {
    byte[] content = new byte[0];
    int room = Integer.MAX_VALUE;
    int most = Integer.MAX_VALUE;
    int writes;
    boolean closed;
    @Nullable IOException failure;

    @Override
    public int write(byte[] bytes, int from, int length) throws IOException {
      writes++;
      if (failure != null) {
        throw failure;
      }
      int n = Math.min(length, Math.min(most, room - content.length));
      if (n == 0) {
        throw new SystemError(ENOSPC);
      }
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      all.writeBytes(content);
      all.write(bytes, from, n);
      content = all.toByteArray();
      return n;
    }

    @Override
    public long end() {
      return content.length;
    }

    @Override
    public void truncate(long size) {
      content = Arrays.copyOf(content, (int) size);
    }

    @Override
    public void close() {
      closed = true;
    }

    String text() {
      return new String(content, StandardCharsets.ISO_8859_1);
    }
  }

  private final List<Disk> disks = new ArrayList<>(List.of(new Disk()));
  private final Deque<LogThreads.Task> tasks = new ArrayDeque<>();
  private final List<String> complaints = new ArrayList<>();
  private final List<Long> waits = new ArrayList<>();
  private final Deque<Runnable> duringWaits = new ArrayDeque<>();
  private boolean threadsRun;
  private long now;
  private int opened;

  private final AsyncLog log = open(1200);

  private AsyncLog open(int memory) {
    Pause pause =
        new Pause() {
          @Override
          public boolean await(long nanos) {
            waits.add(nanos);
            now += nanos;
            if (nanos >= TimeUnit.SECONDS.toNanos(1) && duringWaits.isEmpty()) {
              throw new AssertionError("waits without end");
            }
            if (nanos >= TimeUnit.SECONDS.toNanos(1)) {
              duringWaits.remove().run();
            }
            return false;
          }

          @Override
          public void end() {}
        };
    AsyncLog.Setup setup =
        new AsyncLog.Setup(
            task -> {
              if (threadsRun) {
                task.run();
              } else {
                tasks.add(task);
              }
            },
            pause,
            () -> now,
            this::complain,
            LogMemory.ofAll(1 << 20).ofOne(memory),
            50,
            64,
            AsyncLog.CLOSE_NANOS);
    try {
      return new AsyncLog("a.log", () -> disks.get(opened++), setup);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void write(String line) {
    log.write(line, Overflow.DROP);
  }

  private void complain(@Nullable Throwable cause, LogMessage message, Object... args) {
    complaints.add((cause == null ? "" : cause.getMessage() + ": ") + message.format(args));
  }

  private Disk disk() {
    return disks.getFirst();
  }

  private void runTasks() {
    while (!tasks.isEmpty()) {
      tasks.remove().run();
    }
  }

  private void close() {
    threadsRun = true;
    log.close();
  }

  @Test
  void linesOfOneMomentAreOneWrite() {
    write("one");
    write("two");
    assertThat(disk().text()).isEmpty();
    runTasks();
    assertThat(disk().text()).isEqualTo("one\ntwo\n");
    assertThat(disk().writes).isEqualTo(1);
    assertThat(waits)
        .as("one to let lines come together, one without any")
        .containsExactly(50L, 50L);
  }

  @Test
  void aThreadIsAskedForOnlyWhenNoneRuns() {
    write("one");
    write("two");
    assertThat(tasks).hasSize(1);
    runTasks();
    write("three");
    assertThat(tasks).hasSize(1);
  }

  @Test
  void whatAShortWriteLeftIsWrittenNext() {
    disk().most = 3;
    write("one two");
    write("three");
    runTasks();
    assertThat(disk().text()).isEqualTo("one two\nthree\n");
    assertThat(complaints).isEmpty();
  }

  @Test
  void aFullDiskIsTriedAgainAndTheTornLineIsFinished() {
    disk().room = 6;
    duringWaits.add(() -> {});
    duringWaits.add(() -> disk().room = 100);
    write("one");
    write("two");
    runTasks();
    assertThat(disk().text()).isEqualTo("one\ntwo\n");
    assertThat(complaints)
        .containsExactly(
            "(28)No space left on device: STK0410: log a.log cannot be written; 1 line(s) are"
                + " waiting",
            "(28)No space left on device: STK0410: log a.log cannot be written; 1 line(s) are"
                + " waiting",
            "STK0412: log a.log is written again");
  }

  @Test
  void aFailureIsToldOfOnceASecond() {
    disk().failure = new SystemError(EIO);
    for (int i = 0; i < 3; i++) {
      duringWaits.add(() -> now -= 800_000_000L);
    }
    duringWaits.add(() -> disk().failure = null);
    write("one");
    runTasks();
    assertThat(disk().text()).isEqualTo("one\n");
    assertThat(complaints.stream().filter(c -> c.contains("STK0410"))).hasSize(1);
  }

  @Test
  void whatWaitsIsBoundedAndTheRestIsCountedAtOnce() {
    write("x".repeat(599));
    write("y".repeat(499));
    write("z".repeat(39));
    write("y".repeat(499));
    runTasks();
    assertThat(disk().text())
        .isEqualTo("x".repeat(599) + "\n" + "y".repeat(499) + "\n" + "z".repeat(39) + "\n");
    assertThat(complaints).containsExactly("STK0411: log a.log: 1 line(s) were dropped");
    write("y".repeat(1400));
    write("y".repeat(1400));
    close();
    assertThat(complaints)
        .hasSize(2)
        .last()
        .isEqualTo("STK0411: log a.log: 2 line(s) were dropped");
  }

  @Test
  void whatMayNotBeDroppedIsKeptUntilTwiceAsMuchWaits() {
    assertThat(log.hasRoom()).isTrue();
    for (int i = 0; i < 2; i++) {
      log.write("x".repeat(599), Overflow.BLOCK);
    }
    assertThat(log.hasRoom()).isFalse();
    log.write("y".repeat(1199), Overflow.BLOCK);
    log.write("z".repeat(599), Overflow.BLOCK);
    write("z".repeat(599));
    runTasks();
    assertThat(disk().content).hasSize(2400);
    assertThat(log.hasRoom()).isTrue();
    close();
    assertThat(complaints).last().isEqualTo("STK0411: log a.log: 1 line(s) were dropped");
  }

  @Test
  void theMemoryOfAllLogsIsBoundedToo() throws IOException {
    LogMemory all = LogMemory.ofAll(1000);
    LogMemory one = all.ofOne(900);
    LogMemory other = all.ofOne(900);
    assertThat(one.take(600, Overflow.DROP)).isTrue();
    assertThat(other.take(600, Overflow.DROP)).isFalse();
    assertThat(other.take(600, Overflow.BLOCK)).isTrue();
    assertThat(one.hasRoom()).isFalse();
    other.give(600);
    assertThat(one.hasRoom()).isTrue();
    assertThat(other.take(400, Overflow.DROP)).isTrue();
  }

  @Test
  void roomIsThereAgainOnceLinesAreWritten() {
    for (int i = 0; i < 5; i++) {
      write("x".repeat(899));
      runTasks();
    }
    assertThat(disk().text()).hasSize(4500);
    assertThat(complaints).isEmpty();
  }

  @Test
  void closingWritesWhatWaits() {
    write("one");
    LogThreads.Task writer = tasks.remove();
    threadsRun = true;
    Thread.currentThread().interrupt();
    log.close();
    assertThat(Thread.interrupted()).isTrue();
    writer.run();
    assertThat(disk().text()).isEqualTo("one\n");
    assertThat(disk().closed).isTrue();
  }

  @Test
  void closingOnAFullDiskCutsTheTornLineAndTellsTheLoss() {
    disk().room = 6;
    write("one");
    write("two");
    write("three");
    threadsRun = true;
    LogThreads.Task first = tasks.remove();
    duringWaits.add(
        () -> {
          Thread.currentThread().interrupt();
          log.close();
          assertThat(Thread.interrupted()).isTrue();
        });
    first.run();
    assertThat(disk().text()).isEqualTo("one\n");
    assertThat(complaints).last().isEqualTo("STK0411: log a.log: 2 line(s) were dropped");
    assertThat(disk().closed).isTrue();
  }

  @Test
  void aTornLineBehindWhichAnotherProcessWroteIsLeftAlone() {
    disk().room = 6;
    write("one");
    write("two");
    duringWaits.add(
        () -> {
          disk().content = "one\ntwother\n".getBytes(StandardCharsets.ISO_8859_1);
          disks.add(new Disk());
          log.reopen();
        });
    runTasks();
    assertThat(disk().text()).isEqualTo("one\ntwother\n");
    assertThat(disks.get(1).text()).isEqualTo("two\n");
  }

  @Test
  void rotationOfAFullDiskTakesTheTornLineToTheNewFile() {
    disk().room = 6;
    write("one");
    write("two");
    duringWaits.add(
        () -> {
          disks.add(new Disk());
          log.reopen();
        });
    runTasks();
    assertThat(disk().text()).isEqualTo("one\n");
    assertThat(disk().closed).isTrue();
    assertThat(disks.get(1).text()).isEqualTo("two\n");
  }

  @Test
  void reopeningWithoutLinesIsDoneAtOnce() {
    disks.add(new Disk());
    log.reopen();
    runTasks();
    write("new");
    runTasks();
    assertThat(disk().closed).isTrue();
    assertThat(disks.get(1).text()).isEqualTo("new\n");
  }

  @Test
  void aFileThatCannotBeOpenedAgainIsKept() throws IOException {
    Deque<LogFile> files = new ArrayDeque<>(List.of(disk()));
    AsyncLog once =
        new AsyncLog(
            "c.log",
            () -> {
              if (files.isEmpty()) {
                throw new SystemError(13);
              }
              return files.remove();
            },
            new AsyncLog.Setup(
                tasks::add,
                Pause.parking(),
                () -> now,
                this::complain,
                LogMemory.ofAll(1000),
                0,
                64,
                AsyncLog.CLOSE_NANOS));
    once.reopen();
    once.write("still there", Overflow.DROP);
    runTasks();
    assertThat(disk().text()).isEqualTo("still there\n");
    assertThat(complaints)
        .containsExactly(
            "(13)Permission denied: STK0413: log c.log cannot be opened again, the old file is"
                + " kept");
  }

  @Test
  void aLineAfterTheEndIsDroppedAndTold() {
    close();
    write("late");
    assertThat(disk().text()).isEmpty();
    assertThat(complaints).containsExactly("STK0411: log a.log: 1 line(s) were dropped");
  }

  @Test
  void aBurstLargerThanABatchIsWrittenInOrder() throws IOException {
    StringBuilder expected = new StringBuilder();
    AsyncLog large =
        new AsyncLog(
            "b.log",
            this::disk,
            new AsyncLog.Setup(
                tasks::add,
                Pause.parking(),
                () -> now,
                this::complain,
                LogMemory.ofAll(1 << 20),
                0,
                1 << 20,
                AsyncLog.CLOSE_NANOS));
    for (int i = 0; i < 5000; i++) {
      String line = "line " + i + " " + "x".repeat(i % 100);
      large.write(line, Overflow.DROP);
      expected.append(line).append('\n');
    }
    runTasks();
    assertThat(disk().text()).isEqualTo(expected.toString());
  }
}
