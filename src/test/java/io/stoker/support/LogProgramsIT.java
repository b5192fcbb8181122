package io.stoker.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.testing.Peers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** rotatelogs, logresolve and split-logfile do as Apache's. */
class LogProgramsIT {

  @TempDir Path folder;
  private Path mine;
  private Path its;

  @BeforeEach
  void folders() throws IOException {
    mine = Files.createDirectory(folder.resolve("mine"));
    its = Files.createDirectory(folder.resolve("its"));
  }

  private static Map<String, String> files(Path folder) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(folder.relativize(file).toString(), Files.readString(file));
      }
    }
    return files;
  }

  private static String masked(String text, Path folder) {
    return text.replace(folder + "/", "").replaceAll("(?s)Usage:.*", "USAGE");
  }

  /** The names of files on the command lines are below the folder of each. */
  private void both(String input, String... words) throws IOException {
    Path program = Peers.require("apache2-utils", "rotatelogs");
    Ran expected = Ran.theirs(its, input, program, in(its, words)).named(program, "rotatelogs");
    Ran seen =
        Ran.ours(new Rotatelogs(Clock.systemDefaultZone()), Ran.bytes(input), in(mine, words));
    assertThat(columns(masked(seen.err(), mine)))
        .as(String.join(" ", words))
        .isEqualTo(columns(masked(expected.err(), its)));
    assertThat(seen.status()).isEqualTo(expected.status());
    assertThat(seen.out()).isEqualTo(expected.out());
    assertThat(files(mine)).isEqualTo(files(its));
  }

  /** Names of files of different lengths make different columns. */
  private static String columns(String text) {
    return text.replaceAll("(Rotation file name:) +", "$1 ");
  }

  private static String[] in(Path folder, String... words) {
    List<String> all = new ArrayList<>();
    for (String word : words) {
      all.add(word.startsWith("@") ? folder.resolve(word.substring(1)).toString() : word);
    }
    return all.toArray(String[]::new);
  }

  @Test
  void rotatelogsDoesAsApaches() throws IOException {
    // Intervals so long that both are in the same one.
    String year = "31536000";
    both("a\nb\n", "-v", "@log", year);
    both("c\n", "-v", "@log", year);
    both("c\n", "-v", "@log.%Y", year, "60");
    both("c\n", "-v", "-l", "@local", year);
    both("a\n", "-v", "-D", "@a/b/c", year);
    both("a\n", "-v", "-L", "@link", "@linked", year);
    both("a\n", "-v", "-t", "@one", "5M");
    both("b\n", "-t", "@one", "5M");
    both("a\n", "-v", "-n", "3", "@turns", "1G");
    both("a\n", "-v", "-e", "@echoed", year, "5K");
    both("", "@nothing", year);
    both("", "-f", "@forced", year);
    both("a\n", "@no/folder", year);
    both("a\n", "-p", "nosuchprogram", "@log", year);
    both("", "@log", "abc");
    both("", "@log", "0");
    both("", "@log", "0M");
    both("", "@log", "5M", "5M");
    both("", "-n", "x", "@log", "5");
    both("", "-z", "@log", "5");
    both("", "-p");
    both("", "@log");
    both("", "@log", "1", "2", "3", "4");
  }

  @Test
  void logresolveDoesAsApaches() throws IOException {
    Path program = Peers.require("apache2-utils", "logresolve");
    String log =
        "127.0.0.1 - - [x] \"GET / HTTP/1.0\" 200 1\nhost.name bar\n\nbad\n127.0.0.1 again\n"
            + " 127.0.0.1 lead\n300.1.1.1 no\n127.1 short\n127.0.0.1";
    for (String[] words : new String[][] {{}, {"-c"}, {"-s", "@stats"}, {"-x"}, {"-s"}}) {
      Ran expected = Ran.theirs(its, log, program, in(its, words)).named(program, "logresolve");
      Ran seen = Ran.ours(log, "logresolve", in(mine, words));
      assertThat(seen.out()).isEqualTo(expected.out());
      assertThat(seen.status()).isEqualTo(expected.status());
      assertThat(seen.err().lines().limit(1).toList())
          .isEqualTo(expected.err().lines().limit(1).toList());
    }
    assertThat(files(mine)).isEqualTo(files(its));
  }

  @Test
  void splitLogfileDoesAsApaches() throws IOException {
    Path program = Peers.require("apache2", "split-logfile");
    String log =
        "a.example /x\nB.example:80 /y\nA.example z\n../evil w\n/x y\nno\n\n.hid q\n"
            + "a  two spaces\n b lead\nA\tx\nA\\b q\n";
    Ran expected = Ran.theirs(its, log, program);
    Ran seen = Ran.ours(new SplitLogfile(mine), Ran.bytes(log));
    assertThat(seen).isEqualTo(expected);
    assertThat(files(mine)).isEqualTo(files(its));
    assertThat(files(mine)).isNotEqualTo(Collections.emptyMap());
  }
}
