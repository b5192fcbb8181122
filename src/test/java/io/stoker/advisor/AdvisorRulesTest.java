package io.stoker.advisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All rules together: none is missing, and each is documented. */
class AdvisorRulesTest {

  /** SR-057 is advised on besides, though the table has it as a thing that the server does. */
  private static final String MORE = "SR-057";

  @TempDir Path folder;

  @Test
  void everyStatementThatCanBeAdvisedOnHasARule() {
    List<String> advisable =
        Statement.all().stream().filter(s -> s.kind().endsWith("A")).map(Statement::id).toList();
    assertThat(advisable).hasSize(39).doesNotHaveDuplicates();
    assertThat(Rules.all())
        .extracting(Rule::id)
        .doesNotHaveDuplicates()
        .containsAll(advisable)
        .hasSize(40)
        .contains(MORE);
    assertThat(Rules.all()).extracting(r -> r.getClass().getSimpleName()).doesNotHaveDuplicates();
  }

  /** Each is called by the tests for an advice, and for its silence. */
  @Test
  void everyRuleIsTestedBothWays() {
    String tests =
        Stream.of("WalkRulesTest", "MachineRulesTest", "ServiceRulesTest")
            .map(name -> Path.of("src/test/java/io/stoker/advisor/rules", name + ".java"))
            .map(AdvisorRulesTest::read)
            .collect(Collectors.joining());
    for (Rule rule : Rules.all()) {
      String made = "\\(\\s*new " + rule.getClass().getSimpleName() + "\\(";
      assertThat(tests).as("an advice of " + rule.id()).containsPattern("advised" + made);
      assertThat(tests).as("silence of " + rule.id()).containsPattern("fine" + made);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void allOfThemJudgeAPlainSite() {
    Report alone = Rules.judge(Given.site(folder, "").site());
    assertThat(alone.judgements()).hasSize(40);
    assertThat(alone.isRunning()).isFalse();
    assertThat(alone.file()).isEqualTo(folder.resolve("httpd.conf").toString());
    // Without an access log; all else is fine, or waits.
    assertThat(alone.of(Judgement.Kind.ADVICE)).extracting(Judgement::id).containsExactly(MORE);
    Report running = Rules.judge(Given.site(folder, "").served(10_000, 9_000).site());
    assertThat(running.isRunning()).isTrue();
    assertThat(running.count(Severity.WARNING)).isEqualTo(1);
    assertThat(running.judgements().getFirst().id()).isEqualTo(MORE);
    assertThat(running.judgements())
        .extracting(Judgement::kind)
        .isSortedAccordingTo(java.util.Comparator.naturalOrder());
  }

  @Test
  void rulesKeepNothing() {
    for (Rule rule : Rules.all()) {
      assertThat(rule.getClass().getDeclaredFields())
          .as(rule.id())
          .allMatch(f -> java.lang.reflect.Modifier.isFinal(f.getModifiers()));
      assertThat(
              Stream.of(rule.getClass().getDeclaredMethods())
                  .map(java.lang.reflect.Method::getName))
          .as(rule.id())
          .contains("judge", "looksAt", "id");
    }
    assertThat(Set.copyOf(Rules.all())).hasSize(40);
  }

  /** {@code mvn -Pdocs} writes the table of the page. */
  @Test
  void thePageHasThemAll() throws IOException {
    Path page = Path.of("docs/advisor.md");
    String begin = "<!-- rules: written by mvn -Pdocs -->\n";
    String end = "<!-- end of rules -->\n";
    String found = Files.readString(page);
    assertThat(found).contains(begin, end);
    String expected =
        found.substring(0, found.indexOf(begin) + begin.length())
            + table()
            + found.substring(found.indexOf(end));
    if (Boolean.getBoolean("docs.update")) {
      Files.writeString(page, expected);
      return;
    }
    assertThat(found).as("docs/advisor.md is stale: mvn -q -Dquick -Pdocs").isEqualTo(expected);
  }

  private static String table() {
    StringBuilder text =
        new StringBuilder(
            "\n| id | the guide says | what the rule looks at | httpd 2.4.71 was measured to do |\n"
                + "| --- | --- | --- | --- |\n");
    String section = "";
    for (Rule rule : Rules.all()) {
      Statement s = Statement.of(rule.id());
      if (!s.section().equals(section)) {
        section = s.section();
        text.append("| | **").append(section).append("** | | |\n");
      }
      text.append(
          "| %s | %s | %s | %s |\n"
              .formatted(s.id(), cell(s.text()), rule.looksAt(), cell(s.measured())));
    }
    return text.append("\n").toString();
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("<", "&lt;");
  }
}
