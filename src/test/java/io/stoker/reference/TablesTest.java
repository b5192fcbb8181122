package io.stoker.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.config.HttpdTables;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Holds the directive tables of all modules to httpd's. */
class TablesTest {

  private static final CompatibilityReport REPORT =
      new CompatibilityReport(DirectiveReference.ofClassPath());

  @Test
  void allOfHttpdsDirectivesAreCounted() {
    assertThat(HttpdTables.get().directives()).hasSize(755);
    assertThat(REPORT.rows()).hasSize(755);
    assertThat(REPORT.totals().values().stream().mapToLong(Long::longValue).sum()).isEqualTo(755);
  }

  /**
   * Where a table is right and httpd's is not wanted, {@code Directive.differs} says why; else the
   * table is wrong.
   */
  @Test
  void declaredDirectivesAreHttpds() {
    List<String> mistakes =
        REPORT.undeclared().stream()
            .map(entry -> entry.module() + " " + entry.tag() + ": " + entry.deviations())
            .toList();
    assertThat(mistakes)
        .as("directives that are not declared as httpd's; correct them or say .differs(why)")
        .isEmpty();
  }

  @Test
  void everyDirectiveSaysWhatItIsFor() {
    assertThat(DirectiveReference.ofClassPath().entries())
        .filteredOn(entry -> entry.directive().help().isBlank())
        .extracting(entry -> entry.module() + " " + entry.tag())
        .isEmpty();
  }
}
