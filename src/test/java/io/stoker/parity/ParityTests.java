package io.stoker.parity;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;

/** Turns a case file into one test for each request, check and access log. */
final class ParityTests {

  /** The result of running a whole file. */
  interface Run {
    List<Observation> seen() throws IOException;
  }

  private ParityTests() {}

  /**
   * Makes the tests of a file.
   *
   * @param file the cases
   * @param run runs the file, or gives the result of a run; asked once per test
   * @param stoker whether Stoker is asked, so that {@code differs} sections count
   */
  static DynamicContainer of(CaseFile file, Run run, boolean stoker) {
    Stream<DynamicTest> tests =
        file.scenarios().stream()
            .flatMap(scenario -> scenario.items().stream())
            .filter(Item.Tested.class::isInstance)
            .map(Item.Tested.class::cast)
            .map(item -> test(file, item, run, stoker));
    return DynamicContainer.dynamicContainer(file.name(), file.path().toUri(), tests);
  }

  private static DynamicTest test(CaseFile file, Item.Tested item, Run run, boolean stoker) {
    URI place = URI.create(file.path().toUri() + "?line=" + item.line());
    return DynamicTest.dynamicTest(
        item.name(), place, () -> assertAsExpected(file, item, run, stoker));
  }

  private static void assertAsExpected(CaseFile file, Item.Tested item, Run run, boolean stoker)
      throws IOException {
    Observation seen =
        run.seen().stream().filter(o -> o.item().equals(item)).findFirst().orElseThrow();
    Optional<String> problem = Comparison.problem(seen, stoker);
    if (problem.isPresent()) {
      throw new AssertionError(
          "%s:%d: %s%n%s".formatted(file.path(), item.line(), item.name(), problem.get()));
    }
  }
}
