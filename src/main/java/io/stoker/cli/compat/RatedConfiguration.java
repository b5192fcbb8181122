package io.stoker.cli.compat;

import io.stoker.reference.Rating.Grade;
import java.util.List;

/**
 * What was read and how it fares.
 *
 * @param files in the order in which they were read
 */
record RatedConfiguration(List<String> files, List<RatedLine> lines, List<Fault> faults) {

  RatedConfiguration {
    files = List.copyOf(files);
    lines = List.copyOf(lines);
    faults = List.copyOf(faults);
  }

  /** How many directives that are read have that grade. */
  long count(Grade grade) {
    return lines.stream()
        .filter(line -> line.leftOut() == null && line.rating().grade() == grade)
        .count();
  }

  /** How many stand where they are not read. */
  long leftOut() {
    return lines.stream().filter(line -> line.leftOut() != null).count();
  }

  /** Whether a directive that counts has that grade or a worse one. */
  boolean hasAtWorst(Grade grade, boolean strict) {
    return lines.stream()
        .filter(line -> strict || line.leftOut() == null)
        .anyMatch(line -> line.rating().grade().compareTo(grade) >= 0);
  }
}
