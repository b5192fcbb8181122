package io.stoker.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of the house, applied to the product. {@link RulesTest} shows that each can fail. */
class ArchitectureTest {

  private static final JavaClasses PRODUCT =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.stoker");

  static Stream<ArchRule> rules() {
    return new Rules("io.stoker").all().stream();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void productKeeps(ArchRule rule) {
    rule.check(PRODUCT);
  }

  @Test
  void productWasFound() {
    assertThat(PRODUCT.contain("io.stoker.boot.StokerApplication")).isTrue();
    assertThat(PRODUCT.contain(getClass().getName())).isFalse();
  }

  @Test
  void architecturePageShowsTheSameTable() throws IOException {
    List<String> shown =
        Files.readAllLines(Path.of("ARCHITECTURE.md")).stream()
            .filter(line -> line.matches("\\| `[a-z]+` \\|.*\\|.*\\|"))
            .map(line -> line.split(" *\\| *"))
            .map(cells -> cells[1].replace("`", "") + " uses " + cells[3].replaceFirst(";.*", ""))
            .toList();
    List<String> held =
        Packages.names().stream()
            .map(name -> name + " uses " + String.join(", ", Packages.mayUse(name)))
            .toList();
    assertThat(shown).as("package table of ARCHITECTURE.md").isEqualTo(held);
  }

  @Test
  void wayOfARequestNamesWhatExists() throws IOException {
    String page = Files.readString(Path.of("ARCHITECTURE.md"));
    String way = page.substring(page.indexOf("## The way"), page.indexOf("## Packages"));
    List<String> named =
        Pattern.compile("`([a-z_.]+\\.[A-Z]\\w+(?:\\.\\w+)?)`")
            .matcher(way)
            .results()
            .map(m -> m.group(1))
            .distinct()
            .toList();
    assertThat(named).hasSizeGreaterThan(30);
    assertThat(named).allSatisfy(ArchitectureTest::assertExists);
  }

  /** {@code package.Class} or {@code package.Class.method}. */
  private static void assertExists(String name) {
    String[] parts = name.split("\\.(?=[A-Z])", 2);
    String[] inside = parts[1].split("\\.");
    String className = "io.stoker." + parts[0] + "." + inside[0];
    assertThat(PRODUCT.contain(className)).as(className).isTrue();
    if (inside.length > 1) {
      assertThat(PRODUCT.get(className).getMethods())
          .as(name)
          .anyMatch(m -> m.getName().equals(inside[1]));
    }
  }
}
