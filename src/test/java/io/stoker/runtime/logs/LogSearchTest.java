package io.stoker.runtime.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs are searched from their end, and no longer than they may be. */
class LogSearchTest {

  private static final Duration LONG = Duration.ofDays(1);

  @TempDir Path folder;
  private long nanos;

  private Path log(String text) throws IOException {
    return Files.writeString(folder.resolve("log"), text, StandardCharsets.ISO_8859_1);
  }

  private LogSearch.Found find(Path file, String q, Long before, LogSearch.Bounds bounds)
      throws IOException {
    return new LogSearch(() -> nanos, bounds).find(file, LogQuery.of(q), before);
  }

  private static List<String> texts(LogSearch.Found found) {
    return found.lines().stream().map(LogSearch.Line::text).toList();
  }

  @Test
  void allWordsCountInAnyCase() throws Exception {
    Path log = log("GET /a 200\nGET /b 404\r\n\nPOST /b 404\nget /B 500");
    LogSearch.Bounds bounds = new LogSearch.Bounds(1 << 20, 10, LONG);
    assertThat(texts(find(log, "GET /b", null, bounds)))
        .containsExactly("GET /b 404", "get /B 500");
    LogSearch.Found all = find(log, " ", null, bounds);
    assertThat(texts(all)).hasSize(5);
    assertThat(all.stopped()).isNull();
    assertThat(all.from()).isZero();
    assertThat(all.size()).isEqualTo(Files.size(log));
    assertThat(texts(find(log, "nowhere", null, bounds))).isEmpty();
    assertThat(texts(find(log(""), "", null, bounds))).isEmpty();
  }

  /** Whoever may see the page could log in as admin with it, until somebody has. */
  @Test
  void theFirstPasswordIsNotShownNorFound() throws Exception {
    Path log =
        log("x STK0120: no users yet: user \"admin\", password \"ab-cd\" lets one in\nab-cd");
    LogSearch.Bounds bounds = new LogSearch.Bounds(1 << 20, 10, LONG);
    assertThat(texts(find(log, "STK0120", null, bounds)))
        .containsExactly("x STK0120: no users yet: user \"admin\", password \"***\" lets one in");
    assertThat(texts(find(log, "ab-cd", null, bounds))).containsExactly("ab-cd");
  }

  @Test
  void itGoesOnWhereItStopped() throws Exception {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 100_000; i++) {
      text.append("line ").append(i).append(i % 1000 == 0 ? " wanted\n" : "\n");
    }
    Path log = log(text.toString());
    LogSearch.Bounds bounds = new LogSearch.Bounds(1 << 30, 30, LONG);
    List<String> found = new ArrayList<>();
    Long before = null;
    int rounds = 0;
    while (before == null || before > 0) {
      LogSearch.Found part = find(log, "wanted", before, bounds);
      found.addAll(0, texts(part));
      assertThat(part.stopped()).isEqualTo(part.from() == 0 ? null : "lines");
      before = part.from();
      rounds++;
    }
    assertThat(rounds).isEqualTo(4);
    assertThat(found).hasSize(100).startsWith("line 0 wanted", "line 1000 wanted");
    assertThat(found)
        .isSortedAccordingTo(
            java.util.Comparator.comparingInt(s -> Integer.parseInt(s.split(" ")[1])));
  }

  @Test
  void itReadsNoMoreThanItMayAndSaysSo() throws Exception {
    Path log = log("wanted\n" + "x".repeat(99).concat("\n").repeat(20_000));
    LogSearch.Bounds bytes = new LogSearch.Bounds(500_000, 10, LONG);
    LogSearch.Found part = find(log, "wanted", null, bytes);
    assertThat(part.stopped()).isEqualTo("bytes");
    assertThat(part.size() - part.from()).isBetween(500_000L, 800_000L);
    assertThat(part.lines()).isEmpty();
    LogSearch slow =
        new LogSearch(
            () -> nanos += 1_000_000_000L,
            new LogSearch.Bounds(1 << 30, 10, Duration.ofSeconds(2)));
    LogSearch.Found late = slow.find(log, LogQuery.of("wanted"), null);
    assertThat(late.stopped()).isEqualTo("time");
    assertThat(late.from()).isPositive();
  }

  @Test
  void aLineWithoutEndIsTakenInPieces() throws Exception {
    Path log = log("first\n" + "y".repeat(1_000_000) + "\nlast\n");
    List<String> all = texts(find(log, "", null, new LogSearch.Bounds(1 << 30, 100, LONG)));
    assertThat(all).startsWith("first").endsWith("last");
    assertThat(all).allMatch(line -> line.length() < LogText.LONGEST + 50);
  }

  @Test
  void whatAClientSentCannotMoveTheScreen() throws Exception {
    Path log = log("a\u001b[2Jb\tc \u0000\n<script>alert(1)</script>\n");
    Files.writeString(log, "right \u202eleft\n", java.nio.file.StandardOpenOption.APPEND);
    assertThat(texts(find(log, "", null, new LogSearch.Bounds(1 << 20, 10, LONG))))
        .containsExactly("a\\x1b[2Jb\tc \\x00", "<script>alert(1)</script>", "right \\u202eleft");
  }

  @Test
  void onlyFilesAreRead() {
    LogSearch.Bounds bounds = new LogSearch.Bounds(1 << 20, 10, LONG);
    assertThatThrownBy(() -> find(Path.of("/dev/null"), "", null, bounds))
        .hasMessageContaining("no regular file");
    assertThatThrownBy(() -> find(folder.resolve("none"), "", null, bounds))
        .hasMessageContaining("no such file");
  }
}
