package io.stoker.runtime.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log that grows, is renamed, and grows too fast. */
class LogFollowerTest {

  @TempDir Path folder;

  private Path log() {
    return folder.resolve("log");
  }

  private void write(String text) throws Exception {
    Files.writeString(log(), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private LogFollower follow(String q, int most) throws Exception {
    return new LogFollower(log(), LogQuery.of(q), most);
  }

  @Test
  void whatIsAddedIsSeenInWholeLines() throws Exception {
    write("before\n");
    LogFollower follower = follow("", 1000);
    assertThat(follower.next().isEmpty()).isTrue();
    write("one\ntw");
    assertThat(follower.next().lines()).containsExactly("one");
    assertThat(follower.next().isEmpty()).isTrue();
    write("o\nthree\n");
    assertThat(follower.next().lines()).containsExactly("two", "three");
  }

  @Test
  void onlyLinesThatAreWanted() throws Exception {
    LogFollower follower = follow("err", 1000);
    assertThat(follower.next().isEmpty()).isTrue();
    write("[error] a\n[notice] b\n[error] c\n");
    assertThat(follower.next().lines()).containsExactly("[error] a", "[error] c");
  }

  @Test
  void aLogThatIsRenamedIsLeftForTheNewOne() throws Exception {
    write("old\n");
    LogFollower follower = follow("", 1000);
    Files.move(log(), folder.resolve("log.1"));
    assertThat(follower.next().isEmpty()).isTrue();
    write("new\n");
    LogFollower.Added added = follower.next();
    assertThat(added.isNew()).isTrue();
    assertThat(added.lines()).containsExactly("new");
    Files.writeString(log(), "");
    assertThat(follower.next().isNew()).isTrue();
    write("again\n");
    assertThat(follower.next().lines()).containsExactly("again");
  }

  @Test
  void whatIsTooMuchIsPassedOverAndThatIsSaid() throws Exception {
    write("start\n");
    LogFollower follower = follow("", 100);
    write("0123456789\n".repeat(50));
    LogFollower.Added added = follower.next();
    assertThat(added.skipped()).isEqualTo(450);
    assertThat(added.lines()).hasSize(9).containsOnly("0123456789");
    write("z".repeat(500));
    assertThat(follower.next().skipped()).isPositive();
    write("\nlast\n");
    assertThat(follower.next().lines()).contains("last");
  }
}
