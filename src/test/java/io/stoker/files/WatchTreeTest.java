package io.stoker.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
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
    private int last;

    @Override
    public int addDirectory(String path) {
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
    assertThat(system.polls).isZero();
    system.quiet = false;
    assertThat(tree.tryDrain()).isTrue();
    assertThat(system.polls).isEqualTo(1);
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
