package io.stoker.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.stoker.api.LogMessage;
import io.stoker.runtime.view.BlamedLine;
import io.stoker.runtime.view.Revision;
import io.stoker.runtime.view.SecretMask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The repository of applied configurations. */
class ConfigHistoryTest {

  private static final Instant THEN = Instant.parse("2026-11-26T12:00:00Z");

  /** Only a broken keeper takes so long. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir Path folder;

  private static Applied applied(long generation, Cause cause, Map<String, String> files) {
    return new Applied(
        generation, THEN.plusSeconds(generation), cause, "stoker -d /etc", files, List.of("fine"));
  }

  @Test
  void keepsFilesWhoHowAndWhy() throws IOException {
    Path where = folder.resolve("state/history");
    try (ConfigHistory history = ConfigHistory.openToAdd(where)) {
      assertThat(history.list(10)).isEmpty();
      history.add(applied(1, Cause.START, Map.of("/etc/a.conf", "A 1\n", "/etc/b.conf", "B\n")));
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(where)))
        .isEqualTo("rwx------");
    // As after another start of the server, whose generations begin with 1 again.
    try (ConfigHistory history = ConfigHistory.openToAdd(where)) {
      history.add(applied(1, Cause.of(ServerSignal.GRACEFUL), Map.of("/etc/a.conf", "A 2\n")));
      List<Revision> all = history.list(10);
      assertThat(all).extracting(Revision::number).containsExactly(2L, 1L);
      Revision last = all.getFirst();
      assertThat(last.generation()).isEqualTo(1);
      assertThat(last.how()).isEqualTo("signal");
      assertThat(last.by()).isEqualTo("SIGUSR1");
      assertThat(last.at()).isEqualTo(THEN.plusSeconds(1));
      assertThat(last.why()).isEqualTo("Accepted: no errors in 1 files\nfine");
      assertThat(history.list(1)).hasSize(1);
      assertThat(history.files(1)).isEqualTo(Map.of("/etc/a.conf", "A 1\n", "/etc/b.conf", "B\n"));
      assertThat(history.files(3)).isNull();
      assertThat(history.diff(1, 2, SecretMask.NONE))
          .contains("--- a/etc/a.conf", "-A 1\n+A 2\n", "deleted file mode 100644");
      assertThat(history.diff(0, 1, SecretMask.NONE)).contains("new file mode 100644", "+B\n");
      assertThat(history.diff(1, 3, SecretMask.NONE)).isNull();
    }
  }

  @Test
  void namesAndTextsAreBytes() throws IOException {
    String name = "/etc/gr\u00c3\u00b6\u00c3\u009fe.conf";
    String text = "# \u00e4 \u0000 \u00ff\n";
    try (ConfigHistory history = ConfigHistory.openToAdd(folder)) {
      history.add(applied(1, Cause.rest("Zoë"), Map.of(name, text)));
      assertThat(history.files(1)).isEqualTo(Map.of(name, text));
      assertThat(history.list(1).getFirst().by()).isEqualTo("Zoë");
    }
  }

  @Test
  void everyLineIsKnownByTheRevisionThatBroughtIt() throws IOException {
    String name = "/etc/gr\u00c3\u00b6\u00c3\u009fe.conf";
    try (ConfigHistory history = ConfigHistory.openToAdd(folder)) {
      assertThat(history.blame(name, SecretMask.NONE)).isNull();
      history.add(applied(1, Cause.rest("ann"), Map.of(name, "A 1\nB 1\nC 1\n", "/b", "B\n")));
      history.add(applied(2, Cause.rest("bob"), Map.of(name, "A 1\nB 2\nC 1\n", "/b", "B\n")));
      history.add(applied(3, Cause.rest("eve"), Map.of(name, "A 1\nB 2\nC 1\n", "/b", "C\n")));
      assertThat(history.blame(name, SecretMask.NONE))
          .extracting(BlamedLine::line, BlamedLine::revision, BlamedLine::by, BlamedLine::text)
          .containsExactly(
              tuple(1, 1L, "ann", "A 1"), tuple(2, 2L, "bob", "B 2"), tuple(3, 1L, "ann", "C 1"));
      assertThat(history.blame("/none", SecretMask.NONE)).isNull();
    }
  }

  @Test
  void whatIsTakenBeforeTheFolderIsKnownIsNotLost() throws IOException {
    List<String> said = new ArrayList<>();
    HistoryKeeper keeper = keeper(said);
    keeper.applied(applied(1, Cause.START, Map.of("/a", "1\n")));
    assertThat(keeper.isDecided()).isFalse();
    keeper.keepIn(folder);
    keeper.applied(applied(2, Cause.FILE_WATCH, Map.of("/a", "2\n")));
    keeper.flush();
    keeper.close(PATIENCE);
    try (ConfigHistory history = ConfigHistory.open(folder)) {
      assertThat(history.list(10)).extracting(Revision::how).containsExactly("file watch", "start");
    }
    assertThat(said).isEmpty();
  }

  @Test
  void whatTheLastProcessHadNoTimeForComesFirst() throws IOException {
    Applied written = applied(1, Cause.START, Map.of("/a", "1\n"));
    Applied left = applied(2, Cause.rest("Zo\u00eb"), Map.of("/a", "2\u00ff\n", "/b", ""));
    try (ConfigHistory history = ConfigHistory.openToAdd(folder)) {
      history.add(written);
    }
    Leftovers.keep(List.of(written, left), folder);
    Path lock = Files.createFile(folder.resolve("refs/heads/main.lock"));
    HistoryKeeper keeper = keeper(new ArrayList<>());
    keeper.applied(applied(1, Cause.of(ServerSignal.RESTART), Map.of("/a", "3\n")));
    keeper.keepIn(folder);
    keeper.flush();
    keeper.close(PATIENCE);
    assertThat(lock).doesNotExist();
    assertThat(Leftovers.find(folder)).isEmpty();
    try (ConfigHistory history = ConfigHistory.open(folder)) {
      assertThat(history.list(10))
          .extracting(Revision::by)
          .containsExactly("SIGHUP", "Zo\u00eb", "stoker");
      assertThat(history.files(2)).isEqualTo(left.files());
      assertThat(history.list(3).get(1).at()).isEqualTo(left.at());
    }
  }

  @Test
  void aFolderThatCannotBeIsToldAndDisturbsNothing() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    List<String> said = new ArrayList<>();
    HistoryKeeper keeper = keeper(said);
    keeper.keepIn(file.resolve("history"));
    keeper.applied(applied(1, Cause.START, Map.of("/a", "1\n")));
    keeper.flush();
    keeper.close(PATIENCE);
    assertThat(said).hasSize(1);
    assertThat(said.getFirst()).startsWith("STK0110: the history of configurations cannot be");
  }

  /** What is there of a repository when the process ends while it is made, by what comes last. */
  @ParameterizedTest
  @ValueSource(strings = {"refs/heads/", "objects/pack/", "hooks/", "HEAD.lock", "HEAD", "config"})
  void aRepositoryThatWasHalfMadeIsMadeAnew(String last) throws IOException {
    for (String part :
        List.of("refs/heads/", "objects/pack/", "hooks/", "HEAD.lock", "HEAD", "config")) {
      Path path = folder.resolve(part);
      if (part.endsWith("/")) {
        Files.createDirectories(path);
      } else {
        Files.writeString(path, part.equals("HEAD") ? "ref: refs/heads/master\n" : "");
      }
      if (part.equals(last)) {
        break;
      }
    }
    if (last.equals("config")) {
      Files.delete(folder.resolve("HEAD"));
    }
    Leftovers.keep(List.of(applied(1, Cause.START, Map.of("/a", "1\n"))), folder);
    Path copy = Files.createDirectories(folder.resolve("overwritten")).resolve("a");
    Files.writeString(copy, "kept\n");
    List<String> said = new ArrayList<>();
    HistoryKeeper keeper = keeper(said);
    keeper.keepIn(folder);
    keeper.applied(applied(1, Cause.of(ServerSignal.RESTART), Map.of("/a", "2\n")));
    keeper.flush();
    keeper.close(PATIENCE);
    assertThat(said).isEmpty();
    try (ConfigHistory history = ConfigHistory.open(folder)) {
      assertThat(history.list(10)).extracting(Revision::by).containsExactly("SIGHUP", "stoker");
    }
    assertThat(folder.resolve("HEAD")).hasContent("ref: refs/heads/main");
    assertThat(copy).hasContent("kept");
  }

  @Test
  void aRepositoryWithRevisionsIsNotBegunAnew() throws IOException {
    try (ConfigHistory history = ConfigHistory.openToAdd(folder)) {
      history.add(applied(1, Cause.START, Map.of("/a", "1\n")));
    }
    Files.delete(folder.resolve("config"));
    Files.delete(folder.resolve("HEAD"));
    try (ConfigHistory history = ConfigHistory.openToAdd(folder)) {
      history.add(applied(2, Cause.FILE_WATCH, Map.of("/a", "2\n")));
      assertThat(history.list(10)).hasSize(2);
    }
    assertThat(folder.resolve("HEAD")).hasContent("ref: refs/heads/main");
  }

  /** A keeper whose thread is held when it wants to tell that it cannot write. */
  private final CountDownLatch letGo = new CountDownLatch(1);

  private final CountDownLatch held = new CountDownLatch(1);
  private final List<String> told = new CopyOnWriteArrayList<>();

  private HistoryKeeper stalled() throws Exception {
    HistoryKeeper keeper =
        new HistoryKeeper(
            (message, args) -> {
              told.add(message.format(args));
              held.countDown();
              try {
                letGo.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    keeper.keepIn(Files.writeString(folder.resolve("file"), "").resolve("history"));
    keeper.applied(applied(1, Cause.START, Map.of("/a", "1\n")));
    held.await();
    return keeper;
  }

  @Test
  void noneIsDroppedHoweverSlowTheDiskIs() throws Exception {
    HistoryKeeper keeper = stalled();
    for (int i = 2; i <= 100; i++) {
      keeper.applied(applied(i, Cause.FILE_WATCH, Map.of("/a", "1\n")));
    }
    letGo.countDown();
    keeper.flush();
    keeper.close(PATIENCE);
    assertThat(told).hasSize(100);
  }

  @Test
  void whoWaitsForASlowDiskIsToldThatItIsSlow() throws Exception {
    HistoryKeeper keeper = stalled();
    assertThatThrownBy(() -> keeper.flush(Duration.ofMillis(1)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the history is still being written to");
    letGo.countDown();
    keeper.flush();
    keeper.close(PATIENCE);
  }

  @Test
  void whereAllIsWrittenNothingIsLeft() throws Exception {
    HistoryKeeper keeper = keeper(new ArrayList<>());
    keeper.keepIn(folder);
    keeper.applied(applied(1, Cause.START, Map.of("/a", "1\n")));
    keeper.flush();
    keeper.close(Duration.ZERO); // its thread has no time to end
    assertThat(Leftovers.find(folder)).isEmpty();
  }

  private static HistoryKeeper keeper(List<String> said) {
    return new HistoryKeeper((LogMessage m, Object... args) -> said.add(m.format(args)));
  }
}
