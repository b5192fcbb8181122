package io.stoker.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Holds the generated pages to the tables. {@code mvn -q -Dquick -Pdocs} runs this class with
 * {@code docs.update} set, and then it writes them.
 */
class GeneratedDocsTest {

  private static final DirectiveReference REFERENCE = DirectiveReference.ofClassPath();

  @Test
  void compatibilityPageIsUpToDate() throws IOException {
    check(
        "docs/compatibility.md",
        CompatibilityPage.of(
            new CompatibilityReport(REFERENCE),
            ParityDifferences.below(Path.of("src/test/resources/parity"))));
  }

  @Test
  void directivesPageIsUpToDate() throws IOException {
    check("docs/directives.md", DirectivesPage.of(REFERENCE));
  }

  private static void check(String name, String expected) throws IOException {
    Path file = Path.of(name);
    if (Boolean.getBoolean("docs.update")) {
      Files.writeString(file, expected);
      return;
    }
    String found = Files.exists(file) ? Files.readString(file) : "";
    assertThat(found.equals(expected))
        .as(
            "%s is stale (%s). Run `mvn -q -Dquick -Pdocs` and commit what it writes.",
            name, firstDifference(found, expected))
        .isTrue();
  }

  private static String firstDifference(String found, String expected) {
    String[] old = found.split("\n", -1);
    String[] now = expected.split("\n", -1);
    for (int i = 0; i < now.length; i++) {
      if (i >= old.length || !old[i].equals(now[i])) {
        return "line " + (i + 1) + " should be: " + now[i];
      }
    }
    return "line " + (now.length + 1) + " should not be there";
  }
}
