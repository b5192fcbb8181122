package io.stoker.runtime;

import io.stoker.files.ByteNames;
import io.stoker.runtime.view.SecretMask;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.diff.EditList;
import org.eclipse.jgit.diff.HistogramDiff;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;

/** What differs between two texts. */
public final class TextDiff {

  private TextDiff() {}

  /**
   * As {@code diff -u} writes it, with three lines around each change; empty where nothing differs.
   *
   * @param name of the file, for the first two lines
   * @param before one byte a char, as the other
   * @param secrets hidden in what is shown; that they differ can be seen
   */
  public static String unified(String name, String before, String after, SecretMask secrets) {
    String hunks = hunks(before, after, secrets);
    return hunks.isEmpty() ? "" : "--- " + name + "\n+++ " + name + "\n" + hunks;
  }

  /**
   * Several files, for {@code patch -p1} and {@code git apply}: their absolute paths below {@code
   * a} and {@code b}.
   */
  static String patch(List<ConfigKeeper.FileChange> changes, SecretMask secrets) {
    StringBuilder all = new StringBuilder();
    for (ConfigKeeper.FileChange change : changes) {
      String before = Objects.requireNonNullElse(change.before(), "");
      String hunks = hunks(before, Objects.requireNonNullElse(change.after(), ""), secrets);
      if (!hunks.isEmpty()) {
        String path = ByteNames.toText(change.path());
        all.append("--- ").append(change.before() == null ? "/dev/null" : "a" + path).append('\n');
        all.append("+++ ").append(change.after() == null ? "/dev/null" : "b" + path).append('\n');
        all.append(hunks);
      }
    }
    return all.toString();
  }

  private static RawText lines(String bytes) {
    return new RawText(bytes.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String hunks(String before, String after, SecretMask secrets) {
    RawText a = lines(before);
    RawText b = lines(after);
    EditList edits = new HistogramDiff().diff(RawTextComparator.DEFAULT, a, b);
    if (edits.isEmpty()) {
      return "";
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DiffFormatter formatter = new DiffFormatter(out)) {
      formatter.format(edits, lines(secrets.hide(before)), lines(secrets.hide(after)));
      formatter.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
    return ByteNames.toText(out.toString(StandardCharsets.ISO_8859_1));
  }
}
