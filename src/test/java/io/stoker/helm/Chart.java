package io.stoker.helm;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.HelmCommand;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.Release;
import com.marcnuri.helm.TemplateCommand;
import com.marcnuri.helm.UpgradeCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** {@code helm/stoker} in the hands of Helm, which is here as a library. */
final class Chart {

  static final Path FOLDER = Path.of("helm/stoker");
  static final Path SETS = Path.of("src/test/resources/helm");

  private Chart() {}

  /** The value sets, each a file with a line at its head that says what it is about. */
  static List<Path> sets() {
    try (Stream<Path> files = Files.list(SETS)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path set(String name) {
    return SETS.resolve(name + ".yaml");
  }

  static LintResult lint() {
    return run(new Helm(FOLDER).lint().strict());
  }

  /**
   * What a release {@code site} in the namespace {@code web} consists of.
   *
   * @throws RuntimeException with Helm's words when it cannot be made
   */
  static List<Manifest> render(Path values) {
    return Manifest.all(run(template().withValuesFile(values)));
  }

  /** The same with single values, as after {@code --set}. */
  static List<Manifest> render(Map<String, String> values) {
    TemplateCommand command = template();
    values.forEach(command::set);
    return Manifest.all(run(command));
  }

  private static TemplateCommand template() {
    return new Helm(FOLDER)
        .template()
        .withName("site")
        .withNamespace("web")
        .withKubeVersion("1.34.0");
  }

  /** {@code helm install}; the cluster keeps the release, as a Secret. */
  static Release install(Path values, ApiServer cluster) {
    return run(
        new Helm(FOLDER)
            .install()
            .withName("site")
            .withNamespace("web")
            .withValuesFile(values)
            .disableOpenApiValidation()
            .withKubeConfigContents(cluster.kubeConfig()));
  }

  /** {@code helm upgrade} with single values. */
  static Release upgrade(Map<String, String> values, ApiServer cluster) {
    UpgradeCommand command =
        new Helm(FOLDER)
            .upgrade()
            .withName("site")
            .withNamespace("web")
            .disableOpenApiValidation()
            .withKubeConfigContents(cluster.kubeConfig());
    values.forEach(command::set);
    return run(command);
  }

  /**
   * Helm's library takes the standard output of the process for itself as long as it works, so it
   * does one thing at a time. What it says of a failure is told with what it was asked for.
   */
  private static synchronized <T> T run(HelmCommand<T> command) {
    try {
      return command.call();
    } catch (Exception e) {
      throw new IllegalStateException(
          "%s: \"%s\"".formatted(command.getClass().getSimpleName(), e.getMessage()), e);
    }
  }
}
