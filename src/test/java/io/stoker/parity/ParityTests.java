package io.stoker.parity;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;

/**
 * Turns case files into one test for each request, check and access log.
 *
 * <p>The system property {@code parity.files} limits the tests to a file or folder.
 */
final class ParityTests {
  private static final int AT_ONCE = 2;

  private ParityTests() {}

  /**
   * Makes the tests of all case files over a transport. The files run two at once while the first
   * tests already report.
   *
   * @param stoker whether the transport leads to Stoker, so that {@code differs} sections count
   */
  static Stream<DynamicContainer> all(Transport transport, boolean stoker) {
    String place = System.getProperty("parity.files", CaseFile.FOLDER.toString());
    List<DynamicContainer> containers = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    for (Path path : CaseFile.find(Path.of(place))) {
      CaseFile file = CaseFile.read(path);
      Future<List<Observation>> run = threads.submit(() -> ScenarioRun.all(file, transport));
      containers.add(of(file, transport, run, stoker));
    }
    threads.shutdown();
    return containers.stream();
  }

  private static DynamicContainer of(
      CaseFile file, Transport transport, Future<List<Observation>> run, boolean stoker) {
    Stream<DynamicTest> tests =
        file.scenarios().stream()
            .flatMap(scenario -> tests(file, scenario, transport, run, stoker));
    return DynamicContainer.dynamicContainer(file.name(), file.path().toUri(), tests);
  }

  private static Stream<DynamicTest> tests(
      CaseFile file,
      Scenario scenario,
      Transport transport,
      Future<List<Observation>> run,
      boolean stoker) {
    List<String> missing = transport.missingModules(scenario);
    if (!missing.isEmpty()) {
      System.err.printf(
          "*** parity: %s:%d waits for %s%n",
          file.path(), scenario.line(), String.join(", ", missing));
      return Stream.empty();
    }
    return scenario.items().stream()
        .filter(Item.Tested.class::isInstance)
        .map(Item.Tested.class::cast)
        .map(item -> test(file, item, run, stoker));
  }

  private static DynamicTest test(
      CaseFile file, Item.Tested item, Future<List<Observation>> run, boolean stoker) {
    URI place = URI.create(file.path().toUri() + "?line=" + item.line());
    return DynamicTest.dynamicTest(
        item.name(), place, () -> assertAsExpected(file, item, run, stoker));
  }

  private static void assertAsExpected(
      CaseFile file, Item.Tested item, Future<List<Observation>> run, boolean stoker)
      throws IOException {
    Observation seen =
        seen(run).stream().filter(o -> o.item().line() == item.line()).findFirst().orElseThrow();
    Optional<String> problem = Comparison.problem(seen, stoker);
    if (problem.isPresent()) {
      throw new AssertionError(
          "%s:%d: %s%n%s".formatted(file.path(), item.line(), item.name(), problem.get()));
    }
  }

  private static List<Observation> seen(Future<List<Observation>> run) throws IOException {
    try {
      return run.get();
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
