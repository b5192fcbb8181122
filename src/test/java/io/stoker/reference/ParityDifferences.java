package io.stoker.reference;

import io.stoker.reference.CompatibilityPage.Difference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The {@code == differs: reason} headings of the parity cases. */
final class ParityDifferences {

  private static final String HEADING = "== ";

  private ParityDifferences() {}

  /** Those of all case files below a folder, by file. */
  static List<Difference> below(Path folder) throws IOException {
    List<Difference> all = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".case")).sorted().toList()) {
        String module = folder.relativize(file).getName(0).toString();
        all.addAll(
            of(module, file.getFileName().toString(), Files.readString(file).lines().toList()));
      }
    }
    return all;
  }

  static List<Difference> of(String module, String file, List<String> lines) {
    List<Difference> found = new ArrayList<>();
    String request = "";
    for (String line : lines) {
      if (line.startsWith(HEADING + "request") || line.startsWith(HEADING + "check")) {
        String name = line.substring(HEADING.length()).replaceFirst("^(request|check) *", "");
        request = name.replaceFirst(" *\\([^()]*\\)$", "");
      } else if (line.startsWith(HEADING + "customlog ")) {
        request = "access log" + line.substring((HEADING + "customlog").length());
      } else if (line.startsWith(HEADING + "differs:")) {
        String reason = line.substring((HEADING + "differs:").length());
        reason = reason.replaceFirst(" *\\([a-z0-9.]+(=\\d+)?\\)$", "").strip();
        found.add(new Difference(module, file, request, reason));
      }
    }
    return found;
  }
}
