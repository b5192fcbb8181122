package io.stoker.logging;

import static io.stoker.logging.Overflow.DROP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.api.SystemError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Logs in real files and programs; closing a log waits until its lines are written. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class LogTargetsTest {

  /** Closing a log waits for as long as this takes: nothing is to be given up. */
  private static final long PATIENCE = TimeUnit.MINUTES.toNanos(2);

  @TempDir Path root;
  private final LogTargets logs = new LogTargets(PATIENCE);

  private String file(String name) {
    return root.resolve(name).toString();
  }

  private String content(String name) throws Exception {
    return Files.readString(root.resolve(name));
  }

  @Test
  void whatIsClosedIsWritten() throws Exception {
    try (LogTargets.Lease log = logs.open(file("a.log"), true, DROP)) {
      for (int i = 0; i < 1000; i++) {
        log.write("line " + i);
      }
    }
    assertThat(content("a.log")).startsWith("line 0\n").endsWith("line 999\n").hasLineCount(1000);
  }

  @Test
  void aFileIsOpenOnceForAllAndUntilTheLastOneClosesIt() throws Exception {
    LogTargets.Lease first = logs.open(file("a.log"), false, DROP);
    LogTargets.Lease second = logs.open(file("a.log"), false, DROP);
    first.write("first");
    second.write("second");
    first.close();
    first.close();
    assertThat(logs.targets()).containsExactly(file("a.log"));
    second.write("third");
    second.close();
    assertThat(logs.targets()).isEmpty();
    assertThat(content("a.log")).isEqualTo("first\nsecond\nthird\n");
  }

  @Test
  void linesAreAddedToWhatIsThere() throws Exception {
    Files.writeString(root.resolve("a.log"), "old\n");
    try (LogTargets.Lease log = logs.open(file("a.log"), false, DROP)) {
      log.write("new");
    }
    assertThat(content("a.log")).isEqualTo("old\nnew\n");
  }

  @Test
  void aFileThatCannotBeOpenedIsAnErrorInTheSystemsWords() {
    assertThatThrownBy(() -> logs.open(file("none/a.log"), false, DROP))
        .isInstanceOf(SystemError.class)
        .hasMessage("(2)No such file or directory");
    assertThatThrownBy(() -> logs.open(root.toString(), false, DROP))
        .hasMessage("(21)Is a directory");
    assertThat(logs.targets()).isEmpty();
  }

  @Test
  void aProgramReadsTheLines() throws Exception {
    try (LogTargets.Lease log = logs.open("|/usr/bin/tee '" + file("a b.log") + "'", false, DROP)) {
      log.write("one");
      log.write("two");
    }
    assertThat(content("a b.log")).isEqualTo("one\ntwo\n");
  }

  @Test
  void aShellReadsTheLines() throws Exception {
    try (LogTargets.Lease log = logs.open("|$sed s/^/-/ >" + file("a.log"), false, DROP)) {
      log.write("one");
    }
    assertThat(content("a.log")).isEqualTo("-one\n");
  }

  @Test
  void aProgramThatIsNotThereIsAnError() {
    assertThatThrownBy(() -> logs.open("|" + file("none"), false, DROP))
        .satisfies(e -> assertThat(SystemWords.of(e)).isEqualTo("(2)No such file or directory"));
  }

  @Test
  void aProgramThatDiesIsStartedAgainAndNoLineIsLost() throws Exception {
    CompletableFuture<String> died = new CompletableFuture<>();
    LogPipe pipe =
        LogPipe.open(
            "||/usr/bin/tee -a " + file("a.log"),
            (cause, message, args) -> died.complete(message.format(args)),
            PATIENCE);
    Process first = pipe.process();
    first.destroyForcibly();
    assertThat(died.get())
        .isEqualTo(
            "AH00106: piped log program '/usr/bin/tee -a "
                + file("a.log")
                + "' failed unexpectedly");
    byte[] line = "kept\n".getBytes();
    assertThat(pipe.write(line, 0, line.length)).isEqualTo(5);
    pipe.awaitRespawn();
    pipe.close();
    assertThat(content("a.log")).isEqualTo("kept\n");
  }

  /** It gets no signal a second after the end of its input. */
  @Test
  void aProgramMayTakeItsTimeForWhatIsInThePipe() throws Exception {
    try (LogTargets.Lease log = logs.open("|$sleep 2; cat >" + file("a.log"), false, DROP)) {
      log.write("one");
    }
    assertThat(content("a.log")).isEqualTo("one\n");
  }

  @Test
  void aProgramThatDoesNotReadIsTerminatedWhenTheProcessCannotWait() throws Exception {
    LogPipe pipe = LogPipe.open("|/bin/sleep 1000", (cause, message, args) -> {}, PATIENCE);
    Process process = pipe.process();
    pipe.abandon();
    assertThat(process.waitFor()).isEqualTo(128 + 15);
    pipe.close();
  }

  @Test
  void aProgramThatDoesNotEndIsTerminated() throws Exception {
    LogPipe pipe = LogPipe.open("|/bin/sleep 1000", (cause, message, args) -> {}, 1);
    Process process = pipe.process();
    pipe.close();
    assertThat(process.waitFor()).isEqualTo(128 + 15);
  }
}
