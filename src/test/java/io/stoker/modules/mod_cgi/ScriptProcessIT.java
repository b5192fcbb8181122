package io.stoker.modules.mod_cgi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.modules.mod_cgi.ScriptProcess.Event;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Programs that do well, and programs that do not. */
class ScriptProcessIT {

  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Duration SHORT = Duration.ofMillis(20);

  private final List<Process> processes = new ArrayList<>();

  @AfterEach
  void end() {
    processes.forEach(Process::destroyForcibly);
  }

  private ScriptProcess run(String script) throws IOException {
    Process process = new ProcessBuilder("/bin/sh", "-c", script).start();
    processes.add(process);
    return new ScriptProcess(process, "test");
  }

  private static String all(ScriptProcess script) throws IOException {
    StringBuilder all = new StringBuilder();
    while (true) {
      switch (script.next(LONG)) {
        case Event.Output(ByteBuffer bytes) ->
            all.append(StandardCharsets.ISO_8859_1.decode(bytes));
        case Event.Complaint(String line) -> all.append('[').append(line).append(']');
        case Event.End end -> {
          return all.toString();
        }
      }
    }
  }

  @Test
  void whatItSays() throws Exception {
    ScriptProcess script = run("printf abc; printf 'one\\ntwo' >&2");
    script.endInput();
    assertThat(all(script)).contains("abc", "[one]", "[two]");
  }

  @Test
  void whatItIsSent() throws Exception {
    ScriptProcess script = run("cat");
    assertThat(script.send(ByteBuffer.wrap(new byte[] {'a', 'b'}), LONG)).isTrue();
    assertThat(script.send(ByteBuffer.wrap(new byte[] {'c'}), LONG)).isTrue();
    script.endInput();
    assertThat(all(script)).isEqualTo("abc");
  }

  @Test
  void moreThanThePipesHoldComesThroughWholeAndInOrder() throws Exception {
    ScriptProcess script = run("i=0; while [ $i -lt 20000 ]; do echo $i; i=$((i+1)); done");
    script.endInput();
    StringBuilder expected = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      expected.append(i).append('\n');
    }
    assertThat(all(script)).isEqualTo(expected.toString());
  }

  @Test
  void contentThatItEchoesAtOnceDoesNotStopEither() throws Exception {
    ScriptProcess script = run("cat");
    byte[] piece = new byte[64 * 1024];
    for (int i = 0; i < 8; i++) {
      assertThat(script.send(ByteBuffer.wrap(piece), LONG)).isTrue();
    }
    script.endInput();
    assertThat(all(script)).hasSize(8 * piece.length);
  }

  @Test
  void deafOnesAreNotSentAnyMore() throws Exception {
    ScriptProcess script = run("exec 0<&-; echo ready; sleep 1000");
    assertThat(script.next(LONG)).isInstanceOf(Event.Output.class);
    ByteBuffer content = ByteBuffer.wrap(new byte[] {'a'});
    while (script.send(content.duplicate(), LONG)) {
      // until it is known that nobody listens
    }
    script.close();
  }

  @Test
  void thoseThatDoNotReadAreGivenUpAfterAWhile() throws Exception {
    ScriptProcess script = run("exec sleep 1000");
    byte[] piece = new byte[64 * 1024];
    while (script.send(ByteBuffer.wrap(piece), SHORT)) {
      // until the pipe is full
    }
    assertThat(script.send(ByteBuffer.wrap(piece), LONG)).isFalse();
    script.close();
  }

  @Test
  void silentOnesTimeOut() throws Exception {
    ScriptProcess script = run("exec sleep 1000");
    script.endInput();
    assertThatThrownBy(() -> script.next(SHORT)).isInstanceOf(ScriptTimeout.Passed.class);
    script.close();
    assertThat(processes.getFirst().onExit().get().isAlive()).isFalse();
  }

  @Test
  void closingCallsTheWorkerAway() throws Exception {
    ScriptProcess script = run("echo ready; exec sleep 1000");
    script.endInput();
    assertThat(script.next(LONG)).isInstanceOf(Event.Output.class);
    Thread.ofVirtual().start(script::close);
    assertThatThrownBy(() -> script.next(LONG)).isInstanceOf(IOException.class);
    assertThat(processes.getFirst().onExit().get().isAlive()).isFalse();
  }

  @Test
  void thoseThatDoNotWantToEndAreEnded() throws Exception {
    ScriptProcess script = run("trap '' TERM; echo ready; while :; do sleep 1; done");
    script.endInput();
    assertThat(script.next(LONG)).isInstanceOf(Event.Output.class);
    script.close();
    assertThat(processes.getFirst().onExit().get().isAlive()).isFalse();
  }
}
