package io.stoker.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In what replicas differ. */
class DriftTest {

  private static final Fingerprint PRINT = new Fingerprint(new byte[] {1});
  private static int started;

  private static Replica replica(String name, String version, Map<String, String> texts) {
    Map<String, String> files = PRINT.each(texts);
    ReplicaStatus status =
        new ReplicaStatus(
            name,
            name,
            version,
            "SERVING",
            Instant.EPOCH.plusSeconds(started++),
            1,
            PRINT.all(files),
            files,
            0,
            400,
            0,
            null);
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 9090);
    return Replica.of(Member.at(address), false, status);
  }

  private static Map<String, List<String>> drift(Replica... replicas) {
    return Drift.among(List.of(replicas)).stream()
        .collect(java.util.stream.Collectors.toMap(Replica::name, Replica::drift));
  }

  @Test
  void whatMostSayIsRight() {
    Map<String, String> usual = Map.of("/a", "1", "/b", "2");
    assertThat(
            drift(
                replica("one", "0.1.0", usual),
                replica("two", "0.1.0", usual),
                replica("odd", "0.0.9", Map.of("/a", "other", "/c", "3"))))
        .containsEntry("one", List.of())
        .containsEntry("two", List.of())
        .containsEntry(
            "odd",
            List.of(
                "version 0.0.9, others 0.1.0", "/a differs", "/b is missing", "/c is there alone"));
  }

  @Test
  void theYoungestIsRightWhereThereIsNoMost() {
    assertThat(
            drift(
                replica("old", "0.1.0", Map.of("/a", "1")),
                replica("new", "0.1.0", Map.of("/a", "2"))))
        .containsEntry("old", List.of("/a differs"))
        .containsEntry("new", List.of());
  }

  @Test
  void whoDoesNotAnswerDiffersInNothing() {
    Replica gone = Replica.unreachable(new Member(null, "gone", "node", "Pending"), "why");
    assertThat(Drift.among(List.of(gone))).containsExactly(gone);
    assertThat(gone.problem()).isEqualTo("Pending: why");
  }

  @Test
  void aPrintIsOfNamesAndTexts() {
    assertThat(
            Stream.of(
                    Map.of("/a", "1", "/b", "2"),
                    Map.of("/a", "2", "/b", "1"),
                    Map.of("/a", "1"),
                    Map.of("/c", "1", "/b", "2"),
                    Map.<String, String>of())
                .map(texts -> PRINT.all(PRINT.each(texts))))
        .doesNotHaveDuplicates()
        .allMatch(print -> print.matches("[0-9a-f]{64}"));
  }

  /** A print is shown to people who are not shown the secrets in the file. */
  @Test
  void nobodyMakesThePrintWithoutTheKey() {
    Map<String, String> file = Map.of("/a", "SetEnv DB_PASSWORD 1234");
    Map<String, String> print = PRINT.each(file);
    assertThat(new Fingerprint(new byte[] {2}).each(file)).isNotEqualTo(print);
    assertThat(new Fingerprint(new byte[] {1}).each(file)).isEqualTo(print);
  }

  @Test
  void theTokenIsTheKey(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("token");
    Files.writeString(file, "one\n");
    Token token = new Token(file);
    assertThat(new Token(file).key()).isEqualTo(token.key());
    Files.writeString(file, "another\n");
    assertThat(new Token(file).key()).isEqualTo(token.key());
    assertThat(new Token(null).key()).hasSize(32).isNotEqualTo(new Token(null).key());
  }
}
