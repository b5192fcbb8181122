package io.stoker.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.api.Core;
import io.stoker.api.DirectiveException;
import io.stoker.api.Exchange;
import io.stoker.api.LogMessage;
import io.stoker.api.Position;
import io.stoker.api.Server;
import io.stoker.api.SlotValues;
import io.stoker.api.SystemError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ErrorLogsTest {

  private static final LogMessage DENIED =
      LogMessage.error("authz_core", "AH01630", "client denied by server configuration: %s");
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-23T05:01:18.948436Z"), ZoneId.of("UTC"));
  private static final String PID = Long.toString(ProcessHandle.current().pid());

  @TempDir Path root;
  private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();
  private final ErrorLogs logs = new ErrorLogs(CLOCK, new PrintStream(stderr, true));

  private Server server(SlotValues values) {
    return new Server(
        Position.NONE,
        false,
        List.of(),
        values.with(Core.SERVER_ROOT, root.toString()),
        SlotValues.EMPTY);
  }

  private Server withLog(String log) {
    return server(SlotValues.EMPTY.with(Core.ERROR_LOG, log));
  }

  private Server withFormats(String line, List<String> connection, List<String> request) {
    return server(
        SlotValues.EMPTY
            .with(Core.ERROR_LOG, "e.log")
            .with(Core.ERROR_LOG_FORMAT, new Core.ErrorLogFormats(line, connection, request)));
  }

  private void publish(Server... servers) throws DirectiveException {
    logs.publish(logs.open(List.of(servers)));
  }

  private void say(Server server, Exchange x, Throwable cause, Object... args) {
    logs.write(DENIED, args, cause, server, x);
  }

  private List<String> lines(String file) throws IOException {
    return Files.readAllLines(root.resolve(file), StandardCharsets.ISO_8859_1);
  }

  private String only() throws IOException {
    assertThat(lines("e.log")).hasSize(1);
    return lines("e.log").getFirst().replace("pid " + PID, "pid N").replaceAll("tid \\d+", "tid N");
  }

  @Test
  void aLineAboutARequestLooksAsThoseOfHttpd() throws Exception {
    Server main = withLog("e.log");
    publish(main);
    FakeExchange x = new FakeExchange().with(main);
    x.in.set("Referer", "r\"e\\f\u00ff\tq");

    say(main, x.get(), null, "/srv/den\n");

    assertThat(only())
        .isEqualTo(
            "[Mon Nov 23 05:01:18.948436 2026] [authz_core:error] [pid N:tid N] "
                + "[client 127.0.0.1:44870] AH01630: client denied by server configuration: "
                + "/srv/den\\n, referer: r\"e\\\\f\\xff\\tq");
  }

  @Test
  void aLineAboutTheServerHasTheErrorOfTheSystemInFront() throws Exception {
    publish(withLog("e.log"));
    say(null, null, new SystemError(13), "x");
    assertThat(only())
        .endsWith(
            "[pid N:tid N] (13)Permission denied: AH01630: client denied by server"
                + " configuration: x");
  }

  @Test
  void aTraceTellsWhereItComesFrom() throws Exception {
    publish(withLog("e.log"));
    logs.write(LogMessage.debug("core", "AH00001", "hm"), new Object[0], null, null, null);
    assertThat(only())
        .matches(
            ".*\\[core:debug\\] \\[pid N:tid N\\] ErrorLogsTest.java\\(\\d+\\): " + "AH00001: hm");
  }

  @Test
  void hostsHaveTheirOwnLogAndShareTheMainOneWhereTheyHaveNone() throws Exception {
    Server main = withLog("main.log");
    Server own = withLog("own.log");
    Server alike = withLog(root + "/main.log");
    publish(main, own, alike);
    say(own, null, null, "own");
    say(alike, null, null, "alike");
    say(null, null, null, "main");
    assertThat(lines("own.log")).hasSize(1);
    assertThat(lines("main.log")).hasSize(2);
  }

  @Test
  void beforeALogIsOpenMessagesGoToTheConsoleWithoutTime() {
    say(null, null, new SystemError(2), "x");
    assertThat(stderr)
        .hasToString(
            "(2)No such file or directory: AH01630: client denied by server configuration: x"
                + System.lineSeparator());
  }

  @Test
  void aFileThatCannotBeOpenedIsAnErrorInHttpdsWords() {
    assertThatThrownBy(() -> publish(withLog("none/e.log")))
        .isInstanceOf(DirectiveException.class)
        .hasMessage(
            "(2)No such file or directory: AH00091: Stoker: could not open error log file "
                + root
                + "/none/e.log.");
  }

  @Test
  void aMessageIsCutAtTheLengthOfHttpdsBuffer() throws Exception {
    publish(withLog("e.log"));
    say(null, null, null, "x".repeat(20_000));
    assertThat(lines("e.log").getFirst()).hasSize(8190);
  }

  @Test
  void linesGoOnInTheSameFileWithTheNextConfiguration() throws Exception {
    ErrorLogs.Opened first = logs.open(List.of(withLog("e.log")));
    logs.publish(first);
    say(null, null, null, "1");
    publish(withLog("e.log"));
    first.close();
    say(null, null, null, "2");
    assertThat(lines("e.log")).hasSize(2);
  }

  @Test
  void reopenFollowsARenamedFile() throws Exception {
    publish(withLog("e.log"));
    say(null, null, null, "1");
    Files.move(root.resolve("e.log"), root.resolve("e.log.1"));
    say(null, null, null, "2");
    logs.reopen();
    say(null, null, null, "3");
    assertThat(lines("e.log.1")).hasSize(2);
    assertThat(lines("e.log")).hasSize(1);
  }

  @Test
  void aRequestAndItsConnectionAreIntroducedOnce() throws Exception {
    Server main =
        withFormats(
            "%l %L %M",
            List.of("CONN %+a", "never %+{None}i"), List.of("REQ %L %{Referer}i k %l %m|"));
    publish(main);
    FakeExchange fake = new FakeExchange().with(main).with("logId", "id");
    fake.in.set("Referer", "ref");
    Exchange x = fake.get();
    say(main, x, null, "1");
    say(main, x, null, "2");
    assertThat(lines("e.log"))
        .containsExactly(
            "CONN 127.0.0.1:44870",
            "REQ id ref k",
            "error id AH01630: client denied by server configuration: 1",
            "error id AH01630: client denied by server configuration: 2");
  }

  @Test
  void aLineOfAnotherFormatHoldsEveryField() throws Exception {
    Server main =
        withFormats(
            "[%{cu}t] a%-e b%{FOO}e c%-{FOO}i [%-m:%l] %9F %k %a %{c}a %A %V x%%y %E z %M % "
                + ",ref:%{Referer}i % |%{VARX}e",
            List.of(), List.of());
    publish(main);
    FakeExchange x = new FakeExchange().with(main).with("serverName", "h");
    x.env.set("VARX", "q\"v");
    say(main, x.get(), null, "x");
    assertThat(lines("e.log"))
        .containsExactly(
            "[2026-11-23 05:01:18.948436] a- c- [authz_core:error] 0 127.0.0.1:44870"
                + " 127.0.0.1:44870 127.0.0.1:18990 h x%y z AH01630: client denied by server"
                + " configuration: x  |q\"v");
  }
}
