package io.stoker.admin;

import io.stoker.runtime.view.ConfigText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks for a directive, or any words, in the texts of configuration files. */
final class ConfigSearch {

  /** The most lines that are found. */
  static final int MOST = 500;

  private static final int LONGEST = 300;
  private static final Pattern NAME = Pattern.compile("^\\s*<?/?([A-Za-z][A-Za-z0-9_-]*)");

  /**
   * A line.
   *
   * @param isDirective whether it is the name of the line's directive that fits
   */
  record Hit(String path, int line, String text, boolean isDirective) {}

  /**
   * What was found.
   *
   * @param isComplete false where there are more lines than are shown
   */
  record Found(List<Hit> hits, boolean isComplete) {}

  private final String wanted;
  private final boolean isName;
  private final List<Hit> hits = new ArrayList<>();
  private boolean isComplete = true;

  /**
   * Nothing found yet.
   *
   * @param q what is looked for, in any case
   * @param isName whether only names of directives count, from their beginning
   */
  ConfigSearch(String q, boolean isName) {
    this.wanted = q.strip().toLowerCase(Locale.ROOT).replaceFirst("^<", "");
    this.isName = isName;
  }

  void look(ConfigText file) {
    if (wanted.isEmpty()) {
      return;
    }
    int number = 0;
    for (String line : file.text().split("\n", -1)) {
      number++;
      Matcher name = NAME.matcher(line);
      boolean isDirective =
          name.find() && name.group(1).toLowerCase(Locale.ROOT).startsWith(wanted);
      if (isDirective || (!isName && line.toLowerCase(Locale.ROOT).contains(wanted))) {
        add(new Hit(file.path(), number, cut(line.strip()), isDirective));
      }
    }
  }

  private void add(Hit hit) {
    if (hits.size() < MOST) {
      hits.add(hit);
    } else {
      isComplete = false;
    }
  }

  private static String cut(String line) {
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + " …";
  }

  Found found() {
    return new Found(List.copyOf(hits), isComplete);
  }
}
