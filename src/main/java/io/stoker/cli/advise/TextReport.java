package io.stoker.cli.advise;

import io.stoker.advisor.Change;
import io.stoker.advisor.Edit;
import io.stoker.advisor.Evidence;
import io.stoker.advisor.Judgement;
import io.stoker.advisor.Report;
import io.stoker.advisor.Severity;
import java.util.List;

/** The report for a terminal: each advice begins with its line, as compilers write it. */
final class TextReport {

  private static final int WIDTH = 96;

  private final StringBuilder text = new StringBuilder();

  private TextReport() {}

  /**
   * The text.
   *
   * @param all whether notes, what waits and what is fine are listed, too
   */
  static String of(Report report, boolean all) {
    TextReport made = new TextReport();
    for (Judgement advice : report.of(Judgement.Kind.ADVICE)) {
      if (all || advice.isAtLeast(Severity.ADVICE)) {
        made.advice(advice);
      }
    }
    if (all) {
      made.list("Waits for", report.of(Judgement.Kind.WAITING));
      made.list("Nothing to change", report.of(Judgement.Kind.FINE));
    }
    made.summary(report, all);
    return made.text.toString();
  }

  private void advice(Judgement advice) {
    text.append("%s: %s [%s]%n".formatted(word(advice), advice.what(), advice.id()));
    wrap("  ", advice.why());
    for (Evidence e : advice.evidence()) {
      String where = e.where() == null ? "" : e.where() + ": ";
      text.append("    %s%s: %s%n".formatted(where, e.what(), e.value()));
    }
    advice.changes().forEach(this::change);
    text.append(System.lineSeparator());
  }

  private void change(Change change) {
    if (change.edits().size() > 1) {
      text.append("  all of this as one:%n".formatted());
    }
    for (Edit edit : change.edits()) {
      text.append(
          "  %s%s%n"
              .formatted(change.file(), edit.line() == 0 ? " (at the end)" : ":" + edit.line()));
      if (!edit.before().isEmpty()) {
        text.append("    - %s%n".formatted(edit.before()));
      }
      edit.after().forEach(line -> text.append("    + %s%n".formatted(line)));
    }
  }

  private static String word(Judgement advice) {
    Severity severity = advice.severity();
    return severity == null ? "" : severity.word();
  }

  private void wrap(String indent, String words) {
    StringBuilder line = new StringBuilder(indent);
    for (String word : words.split(" ")) {
      if (line.length() + word.length() > WIDTH) {
        text.append(line.toString().stripTrailing()).append(System.lineSeparator());
        line = new StringBuilder(indent);
      }
      line.append(word).append(' ');
    }
    text.append(line.toString().stripTrailing()).append(System.lineSeparator());
  }

  private void list(String title, List<Judgement> judgements) {
    if (judgements.isEmpty()) {
      return;
    }
    text.append(title).append(':').append(System.lineSeparator());
    judgements.forEach(j -> text.append("  %s %s%n".formatted(j.id(), j.what())));
    text.append(System.lineSeparator());
  }

  private void summary(Report report, boolean all) {
    long warnings = report.count(Severity.WARNING);
    long advices = report.count(Severity.ADVICE) - warnings;
    long notes = report.count(Severity.NOTE) - warnings - advices;
    int waiting = report.of(Judgement.Kind.WAITING).size();
    text.append(
        "%s: %d %s, %d %s, %d %s; %d of %d statements wait for measurements%s%n"
            .formatted(
                report.file(),
                warnings,
                warnings == 1 ? "warning" : "warnings",
                advices,
                advices == 1 ? "advice" : "advices",
                notes,
                notes == 1 ? "note" : "notes",
                waiting,
                report.judgements().size(),
                all ? "" : " (--all lists everything)"));
  }
}
