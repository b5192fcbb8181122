package io.stoker.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;

/** Each rule finds the violation that was made for it, and leaves alone what is allowed. */
class RulesTest {

  private static final String ROOT = "io.stoker.architecture.violation";
  private static final JavaClasses VIOLATIONS = new ClassFileImporter().importPackages(ROOT);
  private final Rules rules = new Rules(ROOT);

  @Test
  void packageThatUsesMoreThanItsRow() {
    assertReport(rules.packagesUseOnlyWhatTheTableNames())
        .contains("http.UsesApi.innocent")
        .contains("api.UsesScoreboard.child")
        .doesNotContain("mpm.UsesInnocent.innocent");
  }

  @Test
  void packageWithoutRow() {
    assertReport(rules.everyPackageIsInTheTable())
        .contains("stray.Homeless")
        .doesNotContain("Innocent");
  }

  @Test
  void libraryInLowestPackage() {
    assertReport(rules.lowestPackagesUseOnlyTheJdk())
        .contains("syntax.UsesCaffeine")
        .contains("http.UsesApi")
        .doesNotContain("UsesNetty");
  }

  @Test
  void cycle() {
    assertReport(rules.packagesAreFreeOfCycles())
        .contains("Cycle detected", "Slice api", "Slice mpm")
        .doesNotContain("Slice http");
  }

  @Test
  void moduleThatUsesAnother() {
    assertReport(rules.modulesNeverUseEachOther()).contains("mod_one.UsesModTwo", "mod_two.ModTwo");
  }

  @Test
  void moduleFolderWithAnotherName() {
    assertReport(rules.moduleFoldersAreNamedAsModules())
        .contains("Misnamed is in the module folder three")
        .doesNotContain("ModTwo");
  }

  @Test
  void nettyBehindTheEdge() {
    assertReport(rules.nettyAndReactorStayAtTheEdges())
        .contains("engine.UsesNetty", "engine.UsesReactor")
        .doesNotContain("MayUseNetty");
  }

  @Test
  void springBelowTheManagementPlane() {
    assertReport(rules.springStaysInTheManagementPlane())
        .contains("config.UsesSpring")
        .doesNotContain("ModTwo");
  }

  @Test
  void packageNotNullMarked() {
    assertReport(rules.everyPackageIsNullMarked())
        .contains("stray.Homeless")
        .doesNotContain("api.Innocent");
  }

  @Test
  void eachRuleFindsSomething() {
    assertThat(rules.all())
        .allSatisfy(
            rule ->
                assertThat(rule.evaluate(VIOLATIONS).hasViolation())
                    .as(rule.getDescription())
                    .isTrue());
  }

  private static AbstractStringAssert<?> assertReport(ArchRule rule) {
    return assertThat(String.join("\n", rule.evaluate(VIOLATIONS).getFailureReport().getDetails()));
  }
}
