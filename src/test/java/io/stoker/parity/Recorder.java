package io.stoker.parity;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Writes what the real httpd answers into case files: {@code reply}, {@code output}, {@code exit},
 * {@code customlog} and {@code log} sections. What agrees already stays as it is, and so does
 * everything else in the file.
 *
 * <p>Arguments: case files or folders; all cases when there are none.
 */
public final class Recorder {
  /** Lines from (first) to (last, exclusive) of the file, from 0, to be replaced. */
  private record Edit(int first, int last, List<String> lines) {}

  private final CaseFile file;
  private final List<Edit> edits = new ArrayList<>();

  private Recorder(CaseFile file) {
    this.file = file;
  }

  /** Records. */
  public static void main(String[] args) throws IOException {
    List<String> places = args.length == 0 ? List.of(CaseFile.FOLDER.toString()) : List.of(args);
    Transport httpd = new HttpdTransport();
    int broken = 0;
    for (String place : places) {
      for (Path path : CaseFile.find(Path.of(place))) {
        broken += record(path, httpd) ? 0 : 1;
      }
    }
    if (broken > 0) {
      System.err.println(broken + " file(s) could not be recorded");
      System.exit(1);
    }
  }

  private static boolean record(Path path, Transport httpd) {
    try {
      CaseFile file = CaseFile.read(path);
      Recorder recorder = new Recorder(file);
      ScenarioRun.all(file, httpd).forEach(recorder::take);
      if (!recorder.edits.isEmpty()) {
        System.out.println(path + ": " + recorder.edits.size() + " recorded");
        recorder.write();
      }
      return true;
    } catch (IOException | RuntimeException e) {
      System.err.println(path + ": " + e);
      return false;
    }
  }

  private void take(Observation seen) {
    switch (seen.item()) {
      case Item.Request r -> request(r, seen);
      case Item.Check c -> check(c, seen);
      case Item.AccessLog a -> {
        if (!Comparison.isAsRecorded(seen)) {
          replace(a.section(), file.lines().get(a.line() - 1), seen.lines());
        }
      }
    }
  }

  private void request(Item.Request r, Observation seen) {
    if (!Comparison.isAsRecorded(seen)) {
      String heading = "== reply" + Comparison.marks(seen.marks());
      if (r.reply() == null) {
        insert(r.section(), List.of(heading), seen.lines());
      } else {
        replace(r.reply(), heading, seen.lines());
      }
    }
    if (r.log() != null && !isLogAsRecorded(r.log(), seen)) {
      replace(r.log(), "== log", seen.log());
    }
  }

  /** An empty section is one that has not been recorded yet. */
  private static boolean isLogAsRecorded(Section log, Observation seen) {
    return log.lines().isEmpty()
        ? seen.log().isEmpty()
        : Comparison.missingInLog(log, seen).isEmpty();
  }

  private void check(Item.Check c, Observation seen) {
    if (Comparison.isAsRecorded(seen)) {
      return;
    }
    List<String> exit = List.of("== exit " + seen.exit());
    if (c.output() == null) {
      List<String> lines = new ArrayList<>(seen.lines());
      lines.add("");
      lines.addAll(exit);
      insert(c.section(), List.of("== output"), lines);
      return;
    }
    if (c.exit() == null) {
      insert(c.output(), exit, List.of());
    } else {
      replace(c.exit(), exit.getFirst(), List.of());
    }
    replace(c.output(), "== output", seen.lines());
  }

  private void replace(Section s, String heading, List<String> content) {
    List<String> lines = new ArrayList<>(List.of(heading));
    lines.addAll(content);
    edits.add(new Edit(s.line() - 1, s.end() - 1, lines));
  }

  /** Adds a section behind another one. */
  private void insert(Section before, List<String> heading, List<String> content) {
    List<String> lines = new ArrayList<>(heading);
    lines.addAll(content);
    edits.add(new Edit(before.end() - 1, before.end() - 1, lines));
  }

  private void write() throws IOException {
    List<String> lines = new ArrayList<>(file.lines());
    // From the end, and what replaces lines before what is put in front of them.
    edits.sort(Comparator.comparingInt(Edit::first).thenComparingInt(Edit::last).reversed());
    for (Edit edit : edits) {
      List<String> changed = new ArrayList<>(edit.lines());
      changed.add("");
      List<String> place = lines.subList(edit.first(), edit.last());
      place.clear();
      place.addAll(changed);
      if (edit.first() > 0 && !lines.get(edit.first() - 1).isEmpty()) {
        lines.add(edit.first(), "");
      }
    }
    if (lines.getLast().isEmpty() && !endsWithContent(lines)) {
      lines.removeLast();
    }
    String text = String.join("\n", lines) + "\n";
    Files.writeString(file.path(), text, StandardCharsets.ISO_8859_1);
  }

  /** Whether the last line is content: the blank line before it is then a separator. */
  private static boolean endsWithContent(List<String> lines) {
    return lines.size() > 1 && lines.get(lines.size() - 2).isEmpty();
  }
}
