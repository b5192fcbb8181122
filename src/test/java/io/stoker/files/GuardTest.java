package io.stoker.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Guards, and the recording of what they guard. */
@EnabledOnOs(OS.LINUX)
class GuardTest {

  @TempDir Path temp;
  private Path dir;
  private final Disk disk = Disk.system();
  private final Watcher watcher = Watcher.open(disk);
  private final AtomicInteger told = new AtomicInteger();
  private final Guard guard = new Guard(watcher, told::incrementAndGet);
  private final RecordingDisk recording = new RecordingDisk(disk, guard);

  @BeforeEach
  void real() throws IOException {
    dir = temp.toRealPath();
  }

  @AfterEach
  void close() {
    guard.close();
    assertThat(watcher.registrations()).isZero();
    watcher.close();
  }

  private String path(String name) {
    return ByteNames.fromPath(dir.resolve(name));
  }

  private void write(String name, String text) throws IOException {
    Files.createDirectories(dir.resolve(name).getParent());
    Files.writeString(dir.resolve(name), text);
  }

  private void expectBroken(Dependencies dependencies) {
    assertThat(guard.intact()).isTrue();
    assertThat(dependencies.stillValid(disk)).isFalse();
    watcher.drain();
    assertThat(guard.intact()).isFalse();
    assertThat(told).hasValue(1);
    assertThat(watcher.registrations()).isZero();
  }

  @Test
  void aMissingHtaccessThatComes() throws IOException {
    write("a/f", "x");
    recording.read(path("a/.htaccess"), 100);
    recording.read(path(".htaccess"), 100);
    recording.walk(path("a/f"), SymlinkPolicy.FOLLOW.everywhere());
    Dependencies seen = recording.dependencies();
    assertThat(seen.seen()).hasSize(3);
    assertThat(seen.stillValid(disk)).isTrue();
    assertThat(guard.complete()).isTrue();
    watcher.drain();
    assertThat(guard.intact()).isTrue();

    write("a/.htaccess", "x");
    expectBroken(seen);
  }

  @Test
  void aDirectoryThatBecomesALinkToItself() throws IOException {
    write("a/f", "x");
    recording.walk(path("a/f"), SymlinkPolicy.NEVER.everywhere());
    Dependencies seen = recording.dependencies();
    Files.move(dir.resolve("a"), dir.resolve("b"));
    Files.createSymbolicLink(dir.resolve("a"), Path.of("b"));
    expectBroken(seen);
  }

  @Test
  void aLinkThatLeadsElsewhere() throws IOException {
    write("a", "x");
    write("b", "x");
    Files.createSymbolicLink(dir.resolve("l"), Path.of("a"));
    recording.walk(path("l"), SymlinkPolicy.FOLLOW.everywhere());
    Dependencies seen = recording.dependencies();
    assertThat(seen.stillValid(disk)).isTrue();
    Files.delete(dir.resolve("l"));
    Files.createSymbolicLink(dir.resolve("l"), Path.of("b"));
    expectBroken(seen);
  }

  @Test
  void aNameThatComesIntoAListedDirectory() throws IOException {
    write("d/f", "x");
    Files.createSymbolicLink(dir.resolve("d/l"), Path.of("../target"));
    try (DirectoryListing l = ((Listed.Open) recording.list(path("d"))).listing()) {
      l.forEachRemaining(l::stat);
    }
    Dependencies seen = recording.dependencies();
    assertThat(seen.seen())
        .extracting(Dependencies.Dependency::look)
        .containsExactly(Dependencies.Look.LISTING, Dependencies.Look.FOLLOW);
    assertThat(seen.stillValid(disk)).isTrue();
    write("target", "what the link in the directory leads to");
    expectBroken(seen);
  }

  @Test
  void withoutWatchesEveryEntryThatWasAskedForIsRecorded() throws IOException {
    write("d/f", "x");
    RecordingDisk unguarded = new RecordingDisk(disk, null);
    try (DirectoryListing l = ((Listed.Open) unguarded.list(path("d"))).listing()) {
      l.forEachRemaining(l::lstat);
    }
    assertThat(unguarded.dependencies().seen()).hasSize(2);
    write("d/f", "longer");
    assertThat(unguarded.dependencies().stillValid(disk)).isFalse();
  }

  @Test
  void anUnwatchablePathLeavesTheGuardIncomplete() {
    assertThat(guard.add("/proc/self/status", Watcher.Scope.ENTRY)).isFalse();
    assertThat(guard.complete()).isFalse();
    assertThat(guard.unwatched())
        .extracting(Watcher.Impossible::path)
        .containsExactly("/proc/self/status");
    assertThat(guard.add("/proc/self/status", Watcher.Scope.ENTRY)).isFalse();
  }

  @Test
  void guardingAfterwardsLooksAgain() throws IOException {
    write("f", "x");
    Instant future = Instant.now().plusSeconds(3600);
    RecordingDisk first = new RecordingDisk(disk, null);
    first.stat(path("f"));
    Dependencies seen = first.dependencies();

    try (Guard late = Guard.of(seen, disk, watcher, future, future, () -> {})) {
      assertThat(late.intact()).isTrue();
    }
    write("f", "changed in between");
    try (Guard late = Guard.of(seen, disk, watcher, future, future, () -> {})) {
      assertThat(late.intact()).isFalse();
    }
  }

  /** It may have been looked at just after one change, and changed again just after that. */
  @Test
  void aFileChangedWhileItWasBeingUsedIsNotSettled() throws IOException {
    write("f", "x");
    FileIdentity seen = FileIdentity.of(disk.stat(path("f")));
    Instant changed = seen.changed();
    assertThat(seen.settled(changed.minusSeconds(60), changed.plusSeconds(60))).isFalse();
    assertThat(seen.settled(changed.plusSeconds(3), changed.plusSeconds(60))).isTrue();
    assertThat(seen.settled(changed.minusSeconds(60), changed.minusSeconds(3))).isTrue();
    Dependencies all =
        new Dependencies(
            List.of(new Dependencies.Dependency(path("f"), Dependencies.Look.FOLLOW, seen)));
    Instant later = changed.plusSeconds(60);
    try (Guard late = Guard.of(all, disk, watcher, changed, later, () -> {})) {
      assertThat(late.intact()).isFalse();
    }
  }

  @Test
  void aFileChangedJustNowIsNotSettled() throws IOException {
    write("f", "x");
    Files.setLastModifiedTime(dir.resolve("f"), FileTime.fromMillis(0));
    FileInfo info = ((Lookup.Found) disk.stat(path("f"))).info();
    FileIdentity seen = FileIdentity.of(info);
    assertThat(seen.settled(info.changed())).isFalse();
    assertThat(seen.settled(info.changed().plusMillis(2001))).isTrue();
    // A clock that is set back must not make it look old.
    assertThat(seen.settled(info.changed().minusMillis(1))).isFalse();
  }

  /** A name that came and a name that comes leave the same times behind, as writes of a file do. */
  @Test
  void aDirectoryChangedJustNowIsNotSettledWhereItWasListed() throws IOException {
    write("d/f", "x");
    RecordingDisk listed = new RecordingDisk(disk, null);
    ((Listed.Open) listed.list(path("d"))).listing().close();
    Instant changed = ((Lookup.Found) disk.stat(path("d"))).info().changed();
    assertThat(listed.dependencies().settled(changed)).isFalse();
    assertThat(listed.dependencies().settled(changed.plusSeconds(3))).isTrue();

    RecordingDisk entered = new RecordingDisk(disk, null);
    entered.stat(path("d"));
    assertThat(entered.dependencies().settled(changed)).isTrue();
  }
}
