package io.stoker.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.actuate.audit.AuditEvent;

/** Events are kept, in files that are bounded. */
class AuditLogTest {

  @TempDir Path folder;
  private final List<String> complaints = new ArrayList<>();

  private AuditLog log(long maxBytes, int files) {
    return new AuditLog(
        folder.resolve("console/audit.jsonl"),
        maxBytes,
        files,
        (message, args) -> complaints.add(message.format(args)));
  }

  private static AuditEvent event(int number) {
    Instant at = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(number);
    String who = number % 2 == 0 ? "ann" : "bob";
    return new AuditEvent(at, who, "login", Map.of("from", "127.0.0.1", "result", "ok " + number));
  }

  private static List<String> results(List<AuditEvent> events) {
    return events.stream().map(e -> String.valueOf(e.getData().get("result"))).toList();
  }

  @Test
  void whatWasToldIsThereAfterARestart() throws Exception {
    log(100_000, 3).add(event(1));
    AuditLog log = log(100_000, 3);
    log.add(event(2));
    assertThat(results(log.latest(e -> true, 10))).containsExactly("ok 2", "ok 1");
    assertThat(results(log.find(null, null, null))).containsExactly("ok 1", "ok 2");
    assertThat(results(log.find("ann", null, null))).containsExactly("ok 2");
    assertThat(results(log.find(null, event(1).getTimestamp(), "login"))).containsExactly("ok 2");
    AuditEvent first = log.find("bob", null, null).getFirst();
    assertThat(first.toString()).contains(event(1).getTimestamp() + ", principal=bob, type=login");
    assertThat(log.find(null, null, "logout")).isEmpty();
    Path file = folder.resolve("console/audit.jsonl");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(Files.readAllLines(file)).hasSize(2);
    assertThat(complaints).isEmpty();
  }

  @Test
  void aLineBreakInANameIsNoLine() throws Exception {
    AuditLog log = log(100_000, 1);
    log.add(new AuditEvent(Instant.EPOCH, "a\n{\"who\":\"b\"}", "login", Map.of("x", "\r\ny")));
    assertThat(Files.readAllLines(folder.resolve("console/audit.jsonl"))).hasSize(1);
    assertThat(log.latest(e -> true, 10).getFirst().getPrincipal()).contains("\n");
  }

  @Test
  void oldFilesGiveWay() throws Exception {
    AuditLog log = log(1_000, 3);
    for (int i = 0; i < 100; i++) {
      log.add(event(i));
    }
    try (var files = Files.list(folder.resolve("console"))) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder("audit.jsonl", "audit.jsonl.1", "audit.jsonl.2");
    }
    assertThat(Files.size(folder.resolve("console/audit.jsonl.2"))).isLessThanOrEqualTo(1_000);
    List<String> results = results(log.latest(e -> true, 1_000));
    assertThat(results).startsWith("ok 99", "ok 98", "ok 97");
    assertThat(results).hasSizeBetween(10, 30).doesNotContain("ok 0");
    assertThat(log.latest(e -> true, 5)).hasSize(5);
  }

  @Test
  void halfALineSpoilsNoOther() throws Exception {
    AuditLog log = log(100_000, 1);
    log.add(event(1));
    Path file = folder.resolve("console/audit.jsonl");
    Files.writeString(file, Files.readString(file) + "{\"at\":\"20\n");
    log.add(event(2));
    assertThat(results(log.latest(e -> true, 10))).containsExactly("ok 2", "ok 1");
  }

  @Test
  void withoutAFileTheLatestAreKept() throws Exception {
    Files.writeString(folder.resolve("console"), "in the way");
    AuditLog log = log(1_000, 1);
    log.add(event(1));
    log.add(event(2));
    assertThat(results(log.latest(e -> true, 10))).containsExactly("ok 2", "ok 1");
    assertThat(complaints).hasSize(1);
    assertThat(complaints.getFirst()).contains("console/audit.jsonl cannot be written");
  }
}
