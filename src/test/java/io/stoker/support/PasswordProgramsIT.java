package io.stoker.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.testing.Peers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** htpasswd, htdigest and htdbm say and do what Apache's do, command for command. */
class PasswordProgramsIT {

  @TempDir Path folder;
  private Path mine;
  private Path its;

  @BeforeEach
  void folders() throws IOException {
    mine = Files.createDirectory(folder.resolve("mine"));
    its = Files.createDirectory(folder.resolve("its"));
  }

  /** Both with the same words, {@code @} before names of files; gives what was said. */
  private Ran both(String input, String name, String... words) {
    Path program = Peers.require("apache2-utils", name);
    Ran expected = Ran.theirs(its, input, program, in(its, words)).named(program, name);
    Ran seen = Ran.ours(input, name, in(mine, words));
    Ran plain = new Ran(seen.status(), masked(seen.out(), mine), masked(seen.err(), mine));
    assertThat(plain)
        .as(String.join(" ", words))
        .isEqualTo(
            new Ran(expected.status(), masked(expected.out(), its), masked(expected.err(), its)));
    return expected;
  }

  private static String[] in(Path folder, String... words) {
    List<String> all = new ArrayList<>();
    for (String word : words) {
      all.add(word.startsWith("@") ? folder.resolve(word.substring(1)).toString() : word);
    }
    return all.toArray(String[]::new);
  }

  /** Hashes differ, and each has its own usage text. */
  private static String masked(String text, Path folder) {
    return text.replace(folder.toString(), "FOLDER")
        .replaceAll("(?s)Usage:.*", "USAGE")
        .replaceAll("(?s)htdbm -- program.*|htdbm: users and passwords.*", "USAGE")
        .replaceAll("\\$apr1\\$\\S{8}\\$\\S{22}", "APR1")
        .replaceAll("\\$2y\\$(\\d\\d)\\$\\S{53}", "BCRYPT $1")
        .replaceAll("\\$([56])\\$(rounds=\\d+\\$)?\\S{16}\\$\\S+", "SHA $1 $2")
        .replaceAll("(?m)^(\\w+):[./\\w]{13}$", "$1:DES");
  }

  @Test
  void htpasswdChangesFilesAsApaches() throws IOException {
    String[][] calls = {
      {"-cb", "@f", "a", "b"},
      {"-b", "@f", "a", "c"},
      {"-b", "@f", "bb", "c"},
      {"-D", "@f", "a"},
      {"-D", "@f", "nobody"},
      {"-vb", "@f", "bb", "c"},
      {"-vb", "@f", "bb", "d"},
      {"-vb", "@f", "nobody", "d"},
      {"-bB", "@f", "c", "d"},
      {"-b5", "-r", "1000", "@f", "d", "d"},
      {"-bs", "@f", "e", "d"},
      {"-b", "@nofile", "a", "b"},
      {"-cb", "@no/file", "a", "b"},
    };
    for (String[] words : calls) {
      both("", "htpasswd", words);
      if (Files.exists(its.resolve("f"))) {
        assertThat(masked(Files.readString(mine.resolve("f")), mine))
            .isEqualTo(masked(Files.readString(its.resolve("f")), its));
      }
    }
    both("typed\ntyped\n", "htpasswd", "-c", "@g", "a");
    both("typed\nother\n", "htpasswd", "@g", "a");
    both("first line\nsecond\n", "htpasswd", "-i", "@g", "b");
  }

  @Test
  void htpasswdPrintsAndRefusesAsApaches() {
    String[][] calls = {
      {"-nb", "u", "p"},
      {"-nbm", "u", "p"},
      {"-nb2", "u", "p"},
      {"-nb5", "-r", "2000", "u", "p"},
      {"-nbB", "u", "p"},
      {"-nbBC", "4", "u", "p"},
      {"-nbBC", "18", "u", "p"},
      {"-nbB", "-C", "3", "u", "p"},
      {"-nbs", "u", "p"},
      {"-nbd", "u", "password123"},
      {"-nbp", "u", "p"},
      {"-nbC", "5", "u", "p"},
      {"-nbC", "x", "u", "p"},
      {"-nb", "u:x", "p"},
      {"-nb", "u".repeat(300), "p"},
      {"-nb", "u", "p".repeat(300)},
      {"-nbdB", "u", "p"},
      {"-cnb", "@f", "u", "p"},
      {"-vDb", "@f", "u", "p"},
      {"-x"},
      {"-C"},
      {"-n"},
      {"-nb", "u", "p", "q"},
      {},
    };
    for (String[] words : calls) {
      both("", "htpasswd", words);
    }
  }

  @Test
  void htpasswdKeepsWhatItDoesNotKnow() throws IOException {
    for (Path where : List.of(mine, its)) {
      Files.writeString(where.resolve("f"), "# users\n\nq:x\nr:y\n");
      Files.writeString(where.resolve("broken"), "nocolon\nu:aa\n");
    }
    both("", "htpasswd", "-b", "@f", "q", "new");
    both("", "htpasswd", "-D", "@f", "r");
    both("", "htpasswd", "-b", "@broken", "v", "y");
    for (String file : List.of("f", "broken")) {
      assertThat(masked(Files.readString(mine.resolve(file)), mine))
          .isEqualTo(masked(Files.readString(its.resolve(file)), its));
    }
  }

  @Test
  void eachReadsThePasswordsOfTheOther() {
    Path theirs = Peers.require("apache2-utils", "htpasswd");
    for (String kind : List.of("m", "2", "5", "B", "s", "d")) {
      String file = folder.resolve("f" + kind).toString();
      Ran.ours("", "htpasswd", "-cb" + kind, file, "u", "secret");
      assertThat(Ran.theirs(its, "", theirs, "-vb", file, "u", "secret").status()).isZero();
      Ran.theirs(its, "", theirs, "-b" + kind, file, "v", "secret");
      assertThat(Ran.ours("", "htpasswd", "-vb", file, "v", "secret").status()).isZero();
      assertThat(Ran.ours("", "htpasswd", "-vb", file, "v", "other").status()).isEqualTo(3);
    }
  }

  @Test
  void htdigestDoesAsApaches() throws IOException {
    both("pw\npw\n", "htdigest", "-c", "@f", "realm", "u");
    both("pw2\npw2\n", "htdigest", "@f", "realm", "u");
    both("pw2\npw3\n", "htdigest", "@f", "realm", "v");
    both("pw\npw\n", "htdigest", "@f", "other realm", "u");
    both("pw\npw\n", "htdigest", "@none", "realm", "u");
    both("pw\npw\n", "htdigest", "-c", "@no/file", "realm", "u");
    both("", "htdigest");
    both("", "htdigest", "-x", "@f", "r", "u");
    assertThat(Files.readString(mine.resolve("f"))).isEqualTo(Files.readString(its.resolve("f")));
  }

  @Test
  void htdbmDoesAsApachesWithSdbm() {
    String[][] calls = {
      {"-TSDBM", "-cb", "@d", "u", "p"},
      {"-TSDBM", "-b", "@d", "u", "q"},
      {"-TSDBM", "-l", "@d"},
      {"-TSDBM", "-vb", "@d", "u", "q"},
      {"-TSDBM", "-vb", "@d", "u", "r"},
      {"-TSDBM", "-vb", "@d", "nobody", "r"},
      {"-TSDBM", "-x", "@d", "nobody"},
      {"-TSDBM", "-bt", "@d", "w", "q", "a comment"},
      {"-TSDBM", "-x", "@d", "w"},
      {"-nb", "u", "p"},
      {"-nbt", "u", "p", "comment"},
      {"-nb", "u:x", "p"},
      {"-nb", "u".repeat(300), "p"},
      {"-cnb", "@d", "u", "p"},
      {"-q"},
      {},
    };
    for (String[] words : calls) {
      both("", "htdbm", words);
    }
  }

  @Test
  void eachReadsTheDatabasesOfTheOther() {
    Path theirs = Peers.require("apache2-utils", "htdbm");
    String file = folder.resolve("many").toString();
    Ran.ours("", "htdbm", "-cbs", file, "user0", "p0");
    for (int i = 1; i < 60; i++) {
      Ran.ours("", "htdbm", "-bs", file, "user" + i, "p" + i);
    }
    for (int i = 0; i < 60; i++) {
      Ran seen = Ran.theirs(its, "", theirs, "-TSDBM", "-vb", file, "user" + i, "p" + i);
      assertThat(seen.status()).as("user%d: %s", i, seen).isZero();
    }
    // One more by Apache's, in the same file.
    Ran.theirs(its, "", theirs, "-TSDBM", "-bs", file, "other", "p");
    assertThat(Ran.ours("", "htdbm", "-vb", file, "other", "p").status()).isZero();
    assertThat(Ran.ours("", "htdbm", "-l", file).err()).endsWith("Total #records : 61\n");
    String gdbm = folder.resolve("gdbm").toString();
    if (Ran.theirs(its, "", theirs, "-TGDBM", "-cb", gdbm, "u", "p").status() == 0) {
      assertThat(Ran.ours("", "htdbm", "-vb", gdbm, "u", "p").status()).isZero();
      Ran refused = Ran.ours("", "htdbm", "-b", gdbm, "u", "q");
      assertThat(refused.status()).isEqualTo(1);
      assertThat(refused.err()).endsWith("files of GDBM can be read, not written\n");
    }
  }

  @Test
  void eachWritesBerkeleyDbForTheOther() {
    Path theirs = Peers.require("apache2-utils", "htdbm");
    String file = folder.resolve("db").toString();
    int users = 300; // more than a page has room for
    Ran.ours("", "htdbm", "-TDB", "-cbs", file, "user0", "p0");
    if (Ran.theirs(its, "", theirs, "-TDB", "-vb", file, "user0", "p0").status() == 1) {
      return; // an APR without Berkeley DB
    }
    for (int i = 1; i < users; i++) {
      Ran.ours("", "htdbm", "-bst", file, "user" + i, "p" + i, "comment ".repeat(10) + i);
    }
    Ran all = Ran.theirs(its, "", theirs, "-TDB", "-l", file);
    assertThat(all.err()).endsWith("Total #records : " + users + "\n");
    for (int i = 0; i < users; i += 7) {
      Ran seen = Ran.theirs(its, "", theirs, "-TDB", "-vb", file, "user" + i, "p" + i);
      assertThat(seen.status()).as("user%d: %s", i, seen).isZero();
    }
    for (int i = 0; i < 40; i++) {
      Ran.theirs(its, "", theirs, "-TDB", "-bs", file, "other" + i, "q" + i);
    }
    assertThat(Ran.theirs(its, "", theirs, "-TDB", "-x", file, "user5").status()).isZero();
    assertThat(Ran.ours("", "htdbm", "-l", file).err())
        .endsWith("Total #records : " + (users + 39) + "\n");
    assertThat(Ran.ours("", "htdbm", "-vb", file, "other39", "q39").status()).isZero();
    assertThat(Ran.ours("", "htdbm", "-vb", file, "user5", "p5").status()).isEqualTo(6);
  }
}
