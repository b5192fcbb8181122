package io.stoker.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import org.jspecify.annotations.NullMarked;

/**
 * The rules of the house, for the packages under a root. The root is {@code io.stoker} for the
 * product and a folder of deliberate violations for the tests of the rules themselves.
 */
record Rules(String root) {

  private static final String SPRING_CRYPTO = "org.springframework.security.crypto..";

  /** A package uses only what its row of the table names. */
  ArchRule packagesUseOnlyWhatTheTableNames() {
    List<ArchRule> rules =
        Packages.names().stream()
            .filter(name -> !Packages.forbidden(name).isEmpty())
            .map(this::usesOnlyItsRow)
            .toList();
    return CompositeArchRule.of(rules);
  }

  private ArchRule usesOnlyItsRow(String name) {
    return noClasses()
        .that(resideInAPackage(root + "." + name + ".."))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(Packages.patterns(root, Packages.forbidden(name)))
        .as(name + " uses only " + Packages.mayUse(name))
        .allowEmptyShould(true);
  }

  /** Every class is in a package of the table: a new package needs a row. */
  ArchRule everyPackageIsInTheTable() {
    return classes()
        .should()
        .resideInAnyPackage(Packages.patterns(root, Packages.names()))
        .as("every class is in a package of the table");
  }

  /** The lowest packages use nothing but the JDK (and JSpecify's annotations). */
  ArchRule lowestPackagesUseOnlyTheJdk() {
    List<ArchRule> rules = Packages.jdkOnly().stream().map(this::usesOnlyTheJdk).toList();
    return CompositeArchRule.of(rules);
  }

  private ArchRule usesOnlyTheJdk(String name) {
    String own = root + "." + name + "..";
    return classes()
        .that(resideInAPackage(own))
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(own, "java..", "javax..", "org.jspecify..")
        .as(name + " uses only the JDK")
        .allowEmptyShould(true);
  }

  /** No package uses, in whatever roundabout way, one that uses it. */
  ArchRule packagesAreFreeOfCycles() {
    return slices().matching(root + ".(*)..").should().beFreeOfCycles().allowEmptyShould(true);
  }

  /** A module folder never uses another: modules meet through extension points in api. */
  ArchRule modulesNeverUseEachOther() {
    return slices()
        .matching(root + ".modules.(*)..")
        .should()
        .notDependOnEachOther()
        .as("modules never use each other")
        .allowEmptyShould(true);
  }

  /** A module folder is named as the module: mod_x, or core. */
  ArchRule moduleFoldersAreNamedAsModules() {
    return classes()
        .that(resideInAPackage(root + ".modules.."))
        .and(not(resideInAPackage(root + ".modules")))
        .should(beInAFolderNamedAsAModule())
        .allowEmptyShould(true);
  }

  private ArchCondition<JavaClass> beInAFolderNamedAsAModule() {
    return new ArchCondition<>("be in a folder named mod_<x> or core") {
      @Override
      public void check(JavaClass item, ConditionEvents events) {
        String folder =
            item.getPackageName().substring((root + ".modules.").length()).split("\\.", 2)[0];
        if (!folder.equals("core") && !folder.startsWith("mod_")) {
          events.add(
              SimpleConditionEvent.violated(
                  item, item.getName() + " is in the module folder " + folder));
        }
      }
    };
  }

  /** Netty and Reactor stay at the edges. */
  ArchRule nettyAndReactorStayAtTheEdges() {
    return noClasses()
        .that(resideInAnyPackage(Packages.patternsOfAllBut(root, Packages.REACTIVE)))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.netty..", "reactor..", "org.reactivestreams..")
        .as("Netty and Reactor types only in " + Packages.REACTIVE)
        .allowEmptyShould(true);
  }

  /** Spring stays in the management plane; its password hashes, a plain library, may be used. */
  ArchRule springStaysInTheManagementPlane() {
    return noClasses()
        .that(resideInAnyPackage(Packages.patternsOfAllBut(root, Packages.SPRING)))
        .should()
        .dependOnClassesThat(
            resideInAPackage("org.springframework..").and(not(resideInAPackage(SPRING_CRYPTO))))
        .as("Spring only in " + Packages.SPRING)
        .allowEmptyShould(true);
  }

  /** Every package says {@code @NullMarked}: without it NullAway looks away. */
  ArchRule everyPackageIsNullMarked() {
    return classes()
        .that(alwaysTrue())
        .should(
            new ArchCondition<>("be in a package whose package-info.java says @NullMarked") {
              @Override
              public void check(JavaClass item, ConditionEvents events) {
                if (!item.getPackage().isAnnotatedWith(NullMarked.class)) {
                  events.add(
                      SimpleConditionEvent.violated(
                          item, item.getName() + " is in a package that is not @NullMarked"));
                }
              }
            });
  }

  /** All of them, for the product. */
  List<ArchRule> all() {
    return List.of(
        packagesUseOnlyWhatTheTableNames(),
        everyPackageIsInTheTable(),
        lowestPackagesUseOnlyTheJdk(),
        packagesAreFreeOfCycles(),
        modulesNeverUseEachOther(),
        moduleFoldersAreNamedAsModules(),
        nettyAndReactorStayAtTheEdges(),
        springStaysInTheManagementPlane(),
        everyPackageIsNullMarked());
  }
}
