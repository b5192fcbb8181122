package io.stoker.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class WatcherTest {

  @TempDir Path temp;
  private Path dir;
  private final Watcher watcher = Watcher.open(Disk.system());
  private final List<String> told = new ArrayList<>();

  @BeforeEach
  void real() throws IOException {
    dir = temp.toRealPath();
  }

  @AfterEach
  void everythingIsLetGo() {
    watcher.close();
  }

  private Watcher.Watch watch(String name) {
    return watch(name, Watcher.Scope.ENTRY);
  }

  private Watcher.Watch watch(String name, Watcher.Scope scope) {
    Watcher.Watching w =
        watcher.watch(ByteNames.fromPath(dir.resolve(name)), scope, () -> told.add(name));
    assertThat(w).isInstanceOf(Watcher.Armed.class);
    return ((Watcher.Armed) w).watch();
  }

  private void expect(String... names) {
    watcher.drain();
    assertThat(told).containsExactlyInAnyOrder(names);
    told.clear();
  }

  private Path write(String name) throws IOException {
    Files.createDirectories(dir.resolve(name).getParent());
    return Files.writeString(
        dir.resolve(name), "x", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  @Test
  void tellsOnceOfAChangedFileAndOfNoOther() throws IOException {
    write("a/f");
    write("a/g");
    watch("a/f");
    watch("a/g");
    expect();
    write("a/f");
    write("a/f");
    write("a/h");
    expect("a/f");
    write("a/f");
    expect();
    assertThat(watcher.registrations()).isEqualTo(1);
    assertThat(watcher.immediate()).isTrue();
  }

  @Test
  void tellsOfEveryKindOfChange() throws IOException {
    write("f");
    watch("f");
    Files.setLastModifiedTime(dir.resolve("f"), java.nio.file.attribute.FileTime.fromMillis(0));
    expect("f");
    watch("f");
    Files.move(write("new"), dir.resolve("f"), StandardCopyOption.ATOMIC_MOVE);
    expect("f");
    watch("f");
    Files.delete(dir.resolve("f"));
    expect("f");
    watch("f");
    write("f");
    expect("f");
  }

  @Test
  void whatDoesNotExistIsWatchedAtTheNearestDirectory() throws IOException {
    watch("x/y/.htaccess");
    write("other");
    expect();
    Files.createDirectory(dir.resolve("x"));
    expect("x/y/.htaccess");
    watch("x/y/.htaccess");
    Files.createDirectory(dir.resolve("x/y"));
    expect("x/y/.htaccess");
    watch("x/y/.htaccess");
    write("x/y/.htaccess");
    expect("x/y/.htaccess");
  }

  @Test
  void aDirectoryOnTheWayThatIsReplacedTellsAllBelow() throws IOException {
    write("a/b/f");
    write("a/b/c/g");
    write("a/h");
    write("other/b/f");
    watch("a/b/f");
    watch("a/b/c/g");
    watch("a/b", Watcher.Scope.CHILDREN);
    watch("a/h");
    Files.move(dir.resolve("a/b"), dir.resolve("moved"));
    expect("a/b/f", "a/b/c/g", "a/b");
    Files.createSymbolicLink(dir.resolve("a/b"), dir.resolve("other/b"));
    expect();
    watch("a/b/f");
    write("moved/f");
    expect();
    write("other/b/f");
    expect("a/b/f");
    write("a/h");
    expect("a/h");
  }

  @Test
  void linksAndWhatTheyLeadToAreWatched() throws IOException {
    write("data/v1/f");
    write("data/v2/f");
    Files.createSymbolicLink(dir.resolve("data/current"), Path.of("v1"));
    Files.createSymbolicLink(dir.resolve("site"), Path.of("./data/../data/current"));

    watch("site/f");
    write("data/v1/f");
    expect("site/f");

    watch("site/f");
    write("data/v2/f");
    expect();
    Files.createSymbolicLink(dir.resolve("data/next"), Path.of("v2"));
    expect();
    Files.move(
        dir.resolve("data/next"), dir.resolve("data/current"), StandardCopyOption.ATOMIC_MOVE);
    expect("site/f");

    watch("site/f");
    Files.move(dir.resolve("data"), dir.resolve("gone"));
    expect("site/f");

    Files.createSymbolicLink(dir.resolve("loop"), Path.of("loop"));
    watch("loop/f");
    Files.delete(dir.resolve("loop"));
    expect("loop/f");
  }

  @Test
  void aDirectoryItselfOrWhatIsInIt() throws IOException {
    write("d/f");
    watch("d");
    write("d/g");
    expect();
    watch("d", Watcher.Scope.CHILDREN);
    write("d/h");
    expect("d");
    watch("d", Watcher.Scope.CHILDREN);
    write("d/f");
    expect("d");
    Files.setPosixFilePermissions(
        dir.resolve("d"), java.nio.file.attribute.PosixFilePermissions.fromString("rwx------"));
    expect("d");
  }

  @Test
  void aFileIsWatchedByAllOfItsNames() throws IOException {
    Path f = write("a/f");
    Files.createDirectory(dir.resolve("b"));
    Files.createLink(dir.resolve("b/hard"), f);
    watch("a/f");
    Files.writeString(dir.resolve("b/hard"), "changed by its other name");
    expect("a/f");
  }

  @Test
  void cancelledWatchesLeaveNothingBehind() throws IOException {
    write("a/b/f");
    Files.createLink(dir.resolve("a/hard"), dir.resolve("a/b/f"));
    List<Watcher.Watch> all =
        List.of(watch("a/b/f"), watch("a/b/f"), watch("a/b", Watcher.Scope.CHILDREN), watch("x/y"));
    assertThat(watcher.registrations()).isEqualTo(4);
    assertThat(watcher.watchedInodes()).isGreaterThan(2);
    all.forEach(Watcher.Watch::cancel);
    all.forEach(Watcher.Watch::cancel);
    assertThat(watcher.registrations()).isZero();
    assertThat(watcher.watchedInodes()).isZero();
    write("a/b/f");
    expect();
  }

  @Test
  void firedWatchesLeaveNothingBehind() throws IOException {
    write("a/b/f");
    watch("a/b/f");
    Files.move(dir.resolve("a"), dir.resolve("b"));
    expect("a/b/f");
    assertThat(watcher.watchedInodes()).isZero();
  }

  @Test
  void aListenerMaySetAWatchAgain() throws IOException {
    Path f = write("f");
    watcher.watch(ByteNames.fromPath(f), Watcher.Scope.ENTRY, () -> watch("f"));
    write("f");
    watcher.drain();
    assertThat(watcher.registrations()).isEqualTo(1);
    write("f");
    expect("f");
  }

  @Test
  void aFailingListenerKeepsNobodyElseFromBeingTold() throws IOException {
    Path f = write("f");
    watch("f");
    watcher.watch(
        ByteNames.fromPath(f),
        Watcher.Scope.ENTRY,
        () -> {
          throw new IllegalArgumentException("mine");
        });
    watch("f");
    write("f");
    org.assertj.core.api.Assertions.assertThatIllegalArgumentException()
        .isThrownBy(watcher::drain)
        .withMessage("mine");
    assertThat(told).containsExactly("f", "f");
  }

  @Test
  void moreEventsThanOneReadHolds() throws IOException {
    try (Watcher small = new WatchTree(Disk.system(), InotifyBackend.open(1024))) {
      for (int i = 0; i < 200; i++) {
        String name = "file-" + i;
        write(name);
        small.watch(
            ByteNames.fromPath(dir.resolve(name)), Watcher.Scope.ENTRY, () -> told.add(name));
      }
      for (int i = 0; i < 200; i++) {
        write("file-" + i);
      }
      assertThat(small.drain()).isEqualTo(200);
      assertThat(told).hasSize(200);
    }
  }

  @Test
  void whatTheKernelIsNotToldOfCannotBeWatched() {
    assertThat(watcher.watch("/proc/self/status", Watcher.Scope.ENTRY, () -> {}))
        .isInstanceOfSatisfying(
            Watcher.Impossible.class, i -> assertThat(i.why()).contains("proc"));
    assertThat(watcher.registrations()).isZero();
    assertThat(watcher.watchedInodes()).isZero();
  }
}
