package io.stoker.cli.compat;

import io.stoker.reference.Rating.Grade;
import java.io.PrintWriter;

/** For people and for tools that read {@code file:line: message}. */
final class TextReport {

  private final PrintWriter out;

  TextReport(PrintWriter out) {
    this.out = out;
  }

  /**
   * Prints it.
   *
   * @param all whether directives that are exact, or not read, are listed too
   */
  void print(RatedConfiguration configuration, boolean all) {
    for (Fault fault : configuration.faults()) {
      out.println(place(fault.file(), fault.line()) + "error: " + fault.message());
    }
    for (RatedLine line : configuration.lines()) {
      boolean counts = line.leftOut() == null && line.rating().grade() != Grade.EXACT;
      if (all || counts) {
        out.println(line(line));
      }
    }
    out.println(summary(configuration));
  }

  private static String line(RatedLine line) {
    StringBuilder text = new StringBuilder(place(line.file(), line.line()));
    text.append(line.rating().grade().words()).append(": ").append(line.tag());
    if (!line.rating().why().isEmpty()) {
      text.append(": ").append(line.rating().why());
    }
    if (line.leftOut() != null) {
      text.append(" (not read: in ").append(line.leftOut()).append(')');
    }
    return text.toString();
  }

  private static String place(String file, int line) {
    return line == 0 ? file + ": " : file + ":" + line + ": ";
  }

  private static String summary(RatedConfiguration c) {
    long exact = c.count(Grade.EXACT);
    long differs = c.count(Grade.DIFFERS);
    long notYet = c.count(Grade.NOT_YET);
    long leftOut = c.leftOut();
    return number(exact + differs + notYet, "directive")
        + " in "
        + number(c.files().size(), "file")
        + ": "
        + exact
        + " exact, "
        + differs
        + " differ, "
        + notYet
        + " not yet"
        + (leftOut == 0 ? "" : "; " + leftOut + " more are not read");
  }

  private static String number(long n, String noun) {
    return n + " " + noun + (n == 1 ? "" : "s");
  }
}
