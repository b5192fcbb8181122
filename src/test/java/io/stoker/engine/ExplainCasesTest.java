package io.stoker.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.api.explain.Explanation;
import io.stoker.api.explain.Question;
import io.stoker.api.explain.Stage;
import io.stoker.testing.MemoryTransport;
import io.stoker.testing.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** An explanation names the lines that decided, and says what the real request says. */
class ExplainCasesTest {

  private static final Path CASES = Path.of("src/test/resources/explain");

  /** What the connection adds, and what says what time it is: that of the test stands still. */
  private static final Set<String> OF_CONNECTION =
      Set.of("Date", "Expires", "Connection", "Keep-Alive", "Transfer-Encoding");

  @TempDir Path temp;

  @TestFactory
  Stream<DynamicContainer> explainsWhatRequestsDo() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(CASES)) {
      files = all.filter(f -> f.toString().endsWith(".explain")).sorted().toList();
    }
    List<DynamicContainer> containers = new ArrayList<>();
    for (Path file : files) {
      ExplainCase site = ExplainCase.read(file);
      String name = file.getFileName().toString();
      containers.add(
          DynamicContainer.dynamicContainer(
              name,
              site.asks().stream()
                  .map(ask -> DynamicTest.dynamicTest(ask.title(), () -> check(site, ask)))));
    }
    return containers.stream();
  }

  private void check(ExplainCase site, ExplainCase.Ask ask) throws IOException {
    Path root = Files.createTempDirectory(temp, "site");
    TestServer.Builder builder =
        TestServer.in(root).guarded().config(site.config().replace("${ROOT}", root.toString()));
    site.files().forEach(builder::file);
    try (TestServer server = builder.start()) {
      Explanation explained = server.explain(question(ask));
      sameAsReal(explained, real(server, ask), ask);
      Map<String, String> names = site.names(root.resolve("httpd.conf").toString(), root);
      new Expectations(explained, names, ask.title()).check(ask.expected());
    }
  }

  private static Question question(ExplainCase.Ask ask) {
    String[] lines = ask.request().strip().split("\n");
    String[] first = lines[0].split(" ");
    List<Explanation.Field> fields = new ArrayList<>();
    for (String line : Arrays.asList(lines).subList(1, lines.length)) {
      String[] parts = line.split(": ", 2);
      fields.add(new Explanation.Field(parts[0], parts[1]));
    }
    return new Question(first[0], first[1], fields, "127.0.0.9", "127.0.0.1", 80);
  }

  private static String real(TestServer server, ExplainCase.Ask ask) {
    MemoryTransport connections = server.connections();
    try (MemoryTransport.Client client = connections.connect("127.0.0.1", 80, "127.0.0.9", 4000)) {
      String text = ask.request().strip().replace("\n", "\r\n") + "\r\n\r\n";
      client.send(text.getBytes(StandardCharsets.ISO_8859_1));
      return new String(client.received(), StandardCharsets.ISO_8859_1);
    }
  }

  private static void sameAsReal(Explanation explained, String real, ExplainCase.Ask ask)
      throws IOException {
    String[] parts = real.split("\r\n\r\n", 2);
    List<String> head = Arrays.asList(parts[0].split("\r\n"));
    Explanation.Reply reply = explained.reply();
    assertThat("HTTP/1.1 " + reply.status() + " " + reply.reason())
        .as(ask.title())
        .isEqualTo(head.getFirst());
    List<String> fields =
        head.subList(1, head.size()).stream()
            .filter(f -> !OF_CONNECTION.contains(f.substring(0, f.indexOf(':'))))
            .toList();
    assertThat(
            reply.headers().stream()
                .filter(f -> !OF_CONNECTION.contains(f.name()))
                .map(f -> f.name() + ": " + f.value())
                .toList())
        .as(ask.title())
        .containsExactlyElementsOf(fields);
    boolean sent = reply.status() == 200 && reply.file() != null && reply.filters().isEmpty();
    if (sent && Files.isRegularFile(Path.of(reply.file()))) {
      assertThat(parts[1]).as(ask.title()).isEqualTo(Files.readString(Path.of(reply.file())));
    }
  }

  /** What a case says of an explanation. */
  private record Expectations(Explanation explained, Map<String, String> names, String title) {

    void check(List<String> lines) {
      assertThat(explained.reply().status()).hasToString(lines.getFirst());
      Stage stage = explained.stages().get(explained.reply().stage() - 1);
      for (String line : lines.subList(1, lines.size())) {
        List<String> words = List.of(line.split(" "));
        List<String> rest = words.subList(1, words.size());
        switch (words.getFirst()) {
          case "stage" -> stage = explained.stages().get(Integer.parseInt(rest.getFirst()) - 1);
          case "host" -> host(rest.getFirst());
          case "merged" -> merged(stage, rest);
          case "over" -> over(stage, rest);
          default -> decides(stage, words.getFirst(), rest);
        }
      }
    }

    private String at(String name) {
      assertThat(names).as("a line with a name in %s", title).containsKey(name);
      return names.get(name);
    }

    private void host(String name) {
      assertThat(explained.host().position()).as(title).hasToString(at(name));
    }

    private void merged(Stage stage, List<String> wanted) {
      assertThat(stage.sections().stream().map(s -> s.position().toString()).toList())
          .as(title)
          .containsSubsequence(wanted.stream().map(this::at).toList());
    }

    private void over(Stage stage, List<String> wanted) {
      assertThat(
              stage.lines().stream()
                  .filter(l -> l.position().toString().equals(at(wanted.get(1))))
                  .flatMap(l -> l.overrides().stream())
                  .map(Object::toString)
                  .toList())
          .as(title)
          .contains(at(wanted.get(0)));
    }

    private void decides(Stage stage, String directive, List<String> wanted) {
      List<String> expected =
          wanted.equals(List.of("-")) ? List.of() : wanted.stream().map(this::at).toList();
      assertThat(stage.deciding(directive).stream().map(l -> l.position().toString()).toList())
          .as("%s: %s that decides", title, directive)
          .containsExactlyElementsOf(expected);
    }
  }
}
