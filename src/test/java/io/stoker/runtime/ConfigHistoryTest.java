package io.stoker.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.stoker.api.LogMessage;
import io.stoker.runtime.view.BlamedLine;
import io.stoker.runtime.view.Revision;
import io.stoker.runtime.view.SecretMask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The repository of applied configurations. */
class ConfigHistoryTest {

  private static final Instant THEN = Instant.parse("2026-11-26T12:00:00Z");

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
    keeper.close();
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
    keeper.close();
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
    keeper.close();
    assertThat(said).hasSize(1);
    assertThat(said.getFirst()).startsWith("STK0110: the history of configurations cannot be");
  }

  private static HistoryKeeper keeper(List<String> said) {
    return new HistoryKeeper((LogMessage m, Object... args) -> said.add(m.format(args)));
  }
}
