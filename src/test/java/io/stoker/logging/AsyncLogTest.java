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
  private final Deque<Runnable> tasks = new ArrayDeque<>();
  private final List<String> complaints = new ArrayList<>();
  private final List<Long> waits = new ArrayList<>();
  private final Deque<Runnable> duringWaits = new ArrayDeque<>();
  private boolean threadsRun;
  private long now;
  private int opened;

  private final AsyncLog log = open();

  private AsyncLog open() {
    Pause pause =
        new Pause() {
          @Override
          public void await(long nanos) {
            waits.add(nanos);
            now += nanos;
            if (nanos >= TimeUnit.SECONDS.toNanos(1) && duringWaits.isEmpty()) {
              throw new AssertionError("waits without end");
            }
            if (nanos >= TimeUnit.SECONDS.toNanos(1)) {
              duringWaits.remove().run();
            }
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
            100,
            50,
            64);
    try {
      return new AsyncLog("a.log", () -> disks.get(opened++), setup);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
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
    log.write("one");
    log.write("two");
    assertThat(disk().text()).isEmpty();
    runTasks();
    assertThat(disk().text()).isEqualTo("one\ntwo\n");
    assertThat(disk().writes).isEqualTo(1);
    assertThat(waits).containsExactly(50L);
  }

  @Test
  void aThreadIsAskedForOnlyWhenNoneRuns() {
    log.write("one");
    log.write("two");
    assertThat(tasks).hasSize(1);
    runTasks();
    log.write("three");
    assertThat(tasks).hasSize(1);
  }

  @Test
  void whatAShortWriteLeftIsWrittenNext() {
    disk().most = 3;
    log.write("one two");
    log.write("three");
    runTasks();
    assertThat(disk().text()).isEqualTo("one two\nthree\n");
    assertThat(complaints).isEmpty();
  }

  @Test
  void aFullDiskIsTriedAgainAndTheTornLineIsFinished() {
    disk().room = 6;
    duringWaits.add(() -> {});
    duringWaits.add(() -> disk().room = 100);
    log.write("one");
    log.write("two");
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
    log.write("one");
    runTasks();
    assertThat(disk().text()).isEqualTo("one\n");
    assertThat(complaints.stream().filter(c -> c.contains("STK0410"))).hasSize(1);
  }

  @Test
  void whatWaitsIsBoundedAndTheRestIsCountedAtOnce() {
    log.write("x".repeat(59));
    log.write("y".repeat(49));
    log.write("z".repeat(39));
    log.write("y".repeat(49));
    runTasks();
    assertThat(disk().text()).isEqualTo("x".repeat(59) + "\n" + "z".repeat(39) + "\n");
    assertThat(complaints).containsExactly("STK0411: log a.log: 1 line(s) were dropped");
    close();
    assertThat(complaints)
        .hasSize(2)
        .last()
        .isEqualTo("STK0411: log a.log: 1 line(s) were dropped");
  }

  @Test
  void roomIsThereAgainOnceLinesAreWritten() {
    for (int i = 0; i < 5; i++) {
      log.write("x".repeat(89));
      runTasks();
    }
    assertThat(disk().text()).hasSize(450);
    assertThat(complaints).isEmpty();
  }

  @Test
  void closingWritesWhatWaits() {
    log.write("one");
    Runnable writer = tasks.remove();
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
    log.write("one");
    log.write("two");
    log.write("three");
    threadsRun = true;
    Runnable first = tasks.remove();
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
    log.write("one");
    log.write("two");
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
    log.write("one");
    log.write("two");
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
    log.write("new");
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
            new AsyncLog.Setup(tasks::add, Pause.parking(), () -> now, this::complain, 100, 0, 64));
    once.reopen();
    once.write("still there");
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
    log.write("late");
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
                tasks::add, Pause.parking(), () -> now, this::complain, 1 << 20, 0, 1 << 20));
    for (int i = 0; i < 5000; i++) {
      String line = "line " + i + " " + "x".repeat(i % 100);
      large.write(line);
      expected.append(line).append('\n');
    }
    runTasks();
    assertThat(disk().text()).isEqualTo(expected.toString());
  }
}
