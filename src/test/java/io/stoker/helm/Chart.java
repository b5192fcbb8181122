package io.stoker.helm;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.Release;
import com.marcnuri.helm.TemplateCommand;
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
    return new Helm(FOLDER).lint().strict().call();
  }

  /**
   * What a release {@code site} in the namespace {@code web} consists of.
   *
   * @throws RuntimeException with Helm's words when it cannot be made
   */
  static List<Manifest> render(Path values) {
    return Manifest.all(command().withValuesFile(values).call());
  }

  /** The same with single values, as after {@code --set}. */
  static List<Manifest> render(Map<String, String> values) {
    TemplateCommand command = command();
    values.forEach(command::set);
    return Manifest.all(command.call());
  }

  /** {@code helm install}; Helm keeps the release in its memory (HELM_DRIVER in the pom). */
  static Release install(Path values, ApiServer cluster) {
    return new Helm(FOLDER)
        .install()
        .withName("site")
        .withNamespace("web")
        .withValuesFile(values)
        .disableOpenApiValidation()
        .withKubeConfigContents(cluster.kubeConfig())
        .call();
  }

  private static TemplateCommand command() {
    return new Helm(FOLDER)
        .template()
        .withName("site")
        .withNamespace("web")
        .withKubeVersion("1.34.0");
  }
}
