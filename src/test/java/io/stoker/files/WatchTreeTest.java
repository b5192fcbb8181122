package io.stoker.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class WatchTreeTest {

  /** A system whose events are what the test says. */
  private static final class Scripted implements WatchBackend {
    int failure;
    boolean overflow;
    boolean quiet;
    int polls;
    Runnable beforeAdding = () -> {};
    private int last;

    @Override
    public int addDirectory(String path) {
      beforeAdding.run();
      return failure == 0 ? ++last : -failure;
    }

    @Override
    public int addFile(String path) {
      return addDirectory(path);
    }

    @Override
    public void remove(int id) {}

    @Override
    public boolean mayHaveEvents() {
      return !quiet;
    }

    @Override
    public void poll(Sink sink) {
      polls++;
      sink.named(4711, "of a directory that is not watched any more");
      if (overflow) {
        sink.overflow();
      }
    }

    @Override
    public boolean immediate() {
      return true;
    }

    @Override
    public void close() {}
  }

  private final Scripted system = new Scripted();
  private final WatchTree tree = new WatchTree(Disk.system(), system);
  private final AtomicInteger told = new AtomicInteger();

  @Test
  void lostEventsMeanThatEverythingChanged(@TempDir Path dir) {
    tree.watch(ByteNames.fromPath(dir.resolve("a")), Watcher.Scope.ENTRY, told::incrementAndGet);
    tree.watch(ByteNames.fromPath(dir), Watcher.Scope.CHILDREN, told::incrementAndGet);
    tree.watch("/", Watcher.Scope.ENTRY, told::incrementAndGet);
    assertThat(tree.drain()).isZero();
    system.overflow = true;
    assertThat(tree.drain()).isEqualTo(3);
    assertThat(told).hasValue(3);
    assertThat(tree.registrations()).isZero();
    assertThat(tree.watchedInodes()).isZero();
  }

  @Test
  void withNothingWatchedNothingIsAsked() {
    tree.drain();
    assertThat(system.polls).isZero();
  }

  /** Event loops ask at every round: who finds nothing takes no lock. */
  @Test
  void nothingIsTakenOutWhereNothingIs(@TempDir Path dir) {
    tree.watch(ByteNames.fromPath(dir), Watcher.Scope.ENTRY, told::incrementAndGet);
    system.quiet = true;
    assertThat(tree.tryDrain()).isTrue();
    assertThat(tree.drain()).isZero();
    assertThat(system.polls).isZero();
    system.quiet = false;
    assertThat(tree.tryDrain()).isTrue();
    assertThat(system.polls).isEqualTo(1);
  }

  /** Event loops drop plans, and others wait for slow disks while they have the lock. */
  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void whoCancelsDoesNotWait(@TempDir Path dir) throws Exception {
    Watcher.Watch early = watch(dir);
    CountDownLatch asking = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    system.beforeAdding =
        () -> {
          asking.countDown();
          await(goOn);
        };
    Thread slow = Thread.ofVirtual().start(() -> watch(dir.resolve("a")));
    await(asking);
    early.cancel();
    goOn.countDown();
    slow.join();
    assertThat(tree.registrations()).isEqualTo(1);
    system.overflow = true;
    assertThat(tree.drain()).isEqualTo(1);
    assertThat(told).hasValue(1);
    assertThat(tree.watchedInodes()).isZero();
  }

  private Watcher.Watch watch(Path path) {
    Watcher.Watching set =
        tree.watch(ByteNames.fromPath(path), Watcher.Scope.ENTRY, told::incrementAndGet);
    return ((Watcher.Armed) set).watch();
  }

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void ofManyWhoCancelAtOnceNoneIsForgotten(@TempDir Path dir) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int t = 0; t < 8; t++) {
        Path mine = dir.resolve("f" + t);
        threads.submit(
            () -> {
              for (int i = 0; i < 500; i++) {
                watch(mine).cancel();
              }
            });
      }
    }
    assertThat(tree.registrations()).isZero();
    assertThat(tree.watchedInodes()).isZero();
  }

  /** The queue is empty then, and not all who have to know of the change do. */
  @Test
  @Timeout(60)
  void whatIsBeingToldIsNotOverYet(@TempDir Path dir) throws Exception {
    CountDownLatch telling = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    tree.watch(
        ByteNames.fromPath(dir),
        Watcher.Scope.ENTRY,
        () -> {
          telling.countDown();
          await(goOn);
        });
    system.overflow = true;
    Thread other = Thread.ofVirtual().start(tree::drain);
    await(telling);
    system.quiet = true;
    assertThat(tree.tryDrain()).isFalse();
    goOn.countDown();
    other.join();
    assertThat(tree.tryDrain()).isTrue();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Each look at a mount point may be a question to another machine. */
  @Test
  void aRemoteFileSystemIsAskedOnceAMinute(@TempDir Path dir) {
    String mount = "/" + dir.getName(0);
    List<String> asked = new ArrayList<>();
    AtomicLong nanos = new AtomicLong();
    WatchTree mounted =
        new WatchTree(
            Disk.system(),
            system,
            path -> {
              asked.add(path);
              return path.equals(mount) ? "nfs" : null;
            },
            nanos::get);
    Watcher.Impossible refused =
        new Watcher.Impossible(mount, "changes on a nfs file system are not told");
    for (String name : List.of("a", "b", "a")) {
      String path = ByteNames.fromPath(dir.resolve(name));
      assertThat(mounted.watch(path, Watcher.Scope.ENTRY, () -> {})).isEqualTo(refused);
    }
    assertThat(asked).containsExactly(mount);
    assertThat(mounted.watch("/proc/x", Watcher.Scope.ENTRY, () -> {}))
        .isInstanceOf(Watcher.Armed.class);
    nanos.addAndGet(TimeUnit.MINUTES.toNanos(1));
    assertThat(mounted.watch(mount, Watcher.Scope.ENTRY, () -> {})).isEqualTo(refused);
    assertThat(asked).containsExactly(mount, "/proc", mount);
  }

  @Test
  void theKernelsLimitIsTold(@TempDir Path dir) {
    system.failure = Errno.ENOSPC.number();
    assertThat(tree.watch(ByteNames.fromPath(dir), Watcher.Scope.ENTRY, () -> {}))
        .isInstanceOfSatisfying(
            Watcher.Impossible.class,
            i -> assertThat(i.why()).contains("fs.inotify.max_user_watches"));
    system.failure = Errno.EACCES.number();
    assertThat(tree.watch(ByteNames.fromPath(dir), Watcher.Scope.ENTRY, () -> {}))
        .isEqualTo(new Watcher.Impossible("/", "(13)Permission denied"));
    assertThat(tree.registrations()).isZero();
  }

  @Test
  @Timeout(60)
  void theJdksWatchServiceTellsToo(@TempDir Path temp) throws IOException {
    Path dir = temp.toRealPath();
    Path f = Files.writeString(dir.resolve("f"), "x");
    try (Watcher watcher = new WatchTree(Disk.portable(), WatchServiceBackend.open())) {
      assertThat(watcher.immediate()).isFalse();
      watcher.watch(ByteNames.fromPath(f), Watcher.Scope.ENTRY, told::incrementAndGet);
      Files.writeString(f, "changed");
      while (watcher.drain() == 0) {
        Thread.onSpinWait();
      }
      assertThat(told).hasValue(1);
      assertThat(watcher.registrations()).isZero();
    }
  }

  @Test
  void withoutAWatcherEverythingIsImpossible() {
    try (Watcher none = new Watchers.None("no inotify instance left")) {
      assertThat(none.watch("/etc", Watcher.Scope.ENTRY, () -> {}))
          .isEqualTo(new Watcher.Impossible("/etc", "no inotify instance left"));
      assertThat(none.drain()).isZero();
    }
  }
}
