package io.stoker.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When rotatelogs begins another file, with a clock that goes as far as the test says. */
class RotatelogsTest {

  @TempDir Path folder;

  /** Pieces of a log, each at its second. */
  private record Piece(long at, String text) {}

  private static final class Times extends Clock {
    private final ZoneId zone;
    private long now;

    Times(ZoneId zone) {
      this.zone = zone;
    }

    @Override
    public ZoneId getZone() {
      return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Instant instant() {
      return Instant.ofEpochSecond(now);
    }
  }

  private Ran run(ZoneId zone, List<Piece> pieces, String... words) {
    Times clock = new Times(zone);
    var next = pieces.iterator();
    InputStream in =
        new InputStream() {
          @Override
          public int read() {
            throw new UnsupportedOperationException();
          }

          @Override
          public int read(byte[] into, int from, int length) {
            if (!next.hasNext()) {
              return -1;
            }
            Piece piece = next.next();
            clock.now = piece.at;
            byte[] bytes = piece.text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
            System.arraycopy(bytes, 0, into, from, bytes.length);
            return bytes.length;
          }
        };
    clock.now = pieces.getFirst().at;
    return Ran.ours(new Rotatelogs(clock), in, words);
  }

  private Map<String, String> files() throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.list(folder)) {
      for (Path file : all.toList()) {
        files.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return files;
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  @Test
  void aFileForEachInterval() throws IOException {
    List<Piece> pieces =
        List.of(
            new Piece(1005, "a"), new Piece(1009, "b"), new Piece(1010, "c"), new Piece(1044, "d"));
    assertThat(run(ZoneOffset.UTC, pieces, "-v", file("log"), "10").err())
        .contains("reason: Open a new file\nOpening file " + file("log.0000001000"))
        .endsWith(
            "File rotation needed, reason: Time interval expired\nOpening file "
                + file("log.0000001040")
                + "\nClosing file "
                + file("log.0000001010")
                + "\n");
    assertThat(files())
        .isEqualTo(Map.of("log.0000001000", "ab", "log.0000001010", "c", "log.0000001040", "d"));
  }

  @Test
  void anotherFileOnceItIsLargeEnough() throws IOException {
    List<Piece> pieces =
        List.of(
            new Piece(1, "aaaa"), new Piece(2, "bbbb"), new Piece(3, "c"), new Piece(4, "dddd"));
    run(ZoneOffset.UTC, pieces, "-n", "3", file("turn"), "4B");
    // The third and the fourth file; the first was emptied for the fourth if there was one.
    assertThat(files()).isEqualTo(Map.of("turn", "aaaa", "turn.1", "bbbb", "turn.2", "cdddd"));
    List<Piece> more =
        List.of(
            new Piece(1, "1111"), new Piece(2, "2222"), new Piece(3, "3333"), new Piece(4, "4"));
    run(ZoneOffset.UTC, more, "-n", "3", file("again"), "4B");
    assertThat(files()).containsEntry("again", "4").containsEntry("again.1", "2222");
  }

  @Test
  void timesOfTheZoneOrOfAnOffset() throws IOException {
    List<Piece> pieces = List.of(new Piece(86_400 - 1800, "a"), new Piece(86_400, "b"));
    run(ZoneOffset.ofHours(1), pieces, "-l", file("local.%d-%H"), "86400");
    run(ZoneOffset.UTC, pieces, file("offset.%d"), "86400", "60");
    run(ZoneOffset.ofHours(1), pieces, file("utc.%d"), "86400");
    assertThat(files())
        .isEqualTo(Map.of("local.02-00", "ab", "offset.02", "ab", "utc.01", "a", "utc.02", "b"));
  }

  @Test
  void oneFileIsEmptied() throws IOException {
    List<Piece> pieces = List.of(new Piece(1, "aaaa"), new Piece(2, "bb"), new Piece(3, "cc"));
    run(ZoneOffset.UTC, pieces, "-t", file("one"), "4B");
    assertThat(files()).isEqualTo(Map.of("one", "bbcc"));
  }

  @Test
  void aLinkToTheCurrentFile() throws IOException {
    List<Piece> pieces = List.of(new Piece(1, "a"), new Piece(11, "b"));
    run(ZoneOffset.UTC, pieces, "-L", file("link"), file("log"), "10");
    assertThat(files()).containsEntry("link", "b");
    assertThat(Files.isSameFile(folder.resolve("link"), folder.resolve("log.0000000010"))).isTrue();
  }
}
