package io.stoker.advisor;

import io.stoker.api.Position;
import io.stoker.runtime.view.ConfigText;
import io.stoker.runtime.view.DirectiveUse;
import io.stoker.runtime.view.ServedConfiguration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change of the configuration, exact to the line. What has to be changed together is one change:
 * a part of it alone might take a protection away.
 *
 * @param file that it is in
 * @param edits one, or several that are made as a whole
 */
public record Change(String file, List<Edit> edits) {

  public Change {
    edits = List.copyOf(edits);
  }

  /** A file as a change makes it. */
  public record Text(String path, String text, long base) {}

  /** A line that says something else. */
  public static Change replace(DirectiveUse use, String words) {
    return of(use, Edit.Kind.REPLACE, words);
  }

  /** A line that is a comment from then on. */
  public static Change remove(DirectiveUse use) {
    return of(use, Edit.Kind.REMOVE, "# " + words(use));
  }

  private static Change of(DirectiveUse use, Edit.Kind kind, String after) {
    Position at = use.position();
    Edit edit = new Edit(kind, at.line(), words(use), List.of(after), scope(use));
    return new Change(at.file(), List.of(edit));
  }

  /** Lines after that one. */
  public static Change after(Position position, String scope, String... lines) {
    return added(position.file(), position.line(), scope, lines);
  }

  /** Lines after one, in the same section. */
  public static Change after(DirectiveUse use, String... lines) {
    return after(use.position(), scope(use), lines);
  }

  /** Lines at the end of the main file. */
  public static Change append(Configured configured, String... lines) {
    return append(configured.mainFile(), lines);
  }

  /** Lines at the end of a file. */
  public static Change append(String file, String... lines) {
    return added(file, 0, DirectiveUse.MAIN, lines);
  }

  private static Change added(String file, int line, String scope, String... lines) {
    return new Change(file, List.of(new Edit(Edit.Kind.ADD, line, "", List.of(lines), scope)));
  }

  /** A directive of the main server, in its line or, where none says it, at the end. */
  public static Change set(Configured configured, String directive, String value) {
    DirectiveUse use = configured.inMain(directive);
    String words = directive + " " + value;
    return use == null ? append(configured, words) : replace(use, words);
  }

  /** All of them as one; null where they are not in one file, so that none could be made alone. */
  public static @Nullable Change together(List<Change> changes) {
    List<String> files = changes.stream().map(Change::file).distinct().toList();
    return files.size() == 1
        ? new Change(files.getFirst(), changes.stream().flatMap(c -> c.edits.stream()).toList())
        : null;
  }

  private static String words(DirectiveUse use) {
    return (use.name() + " " + use.value()).strip();
  }

  private static String scope(DirectiveUse use) {
    return use.sections().isEmpty() ? use.server() : String.join(" ", use.sections());
  }

  /** The directive that it says; empty where it is of several lines. */
  public String directive() {
    return edits.size() == 1 ? edits.getFirst().directive() : "";
  }

  /** What the directive gets; empty where it is of several lines. */
  public String value() {
    return directive().isEmpty()
        ? ""
        : edits.getFirst().after().getFirst().substring(directive().length()).strip();
  }

  /**
   * The file with the change in it, all else byte for byte as it was read.
   *
   * @return null where a line is not what it was taken for: it goes on in the next one, or comes
   *     out of a macro
   */
  public @Nullable Text applied(ServedConfiguration served) {
    ConfigText read = served.file(file);
    String text = read == null ? null : read.text();
    for (Edit edit : fromTheEnd()) {
      text = text == null ? null : edit.applied(text);
    }
    return text == null ? null : new Text(file, text, served.generation());
  }

  /** So that no edit moves the line of another. */
  private List<Edit> fromTheEnd() {
    List<Edit> all = new ArrayList<>(edits);
    all.sort(
        Comparator.comparingInt((Edit e) -> e.line() == 0 ? Integer.MAX_VALUE : e.line())
            .reversed());
    return all;
  }
}
