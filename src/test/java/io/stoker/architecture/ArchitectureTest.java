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
}
