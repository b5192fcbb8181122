package io.stoker.modules.mod_headers;

import io.stoker.api.Exchange;
import io.stoker.api.Text;
import io.stoker.expr.Regex;
import io.stoker.expr.Substitution;

/**
 * A pattern and what takes the place of what it matches.
 *
 * @param text with {@code $1} for the groups of the match
 * @param all whether every match is replaced; the pattern is tried again on what is left behind a
 *     match, so that {@code ^} matches there
 */
record Replacement(Regex pattern, Text text, boolean all) {

  /** {@code value} with what matches replaced. */
  String in(String value, Exchange x) {
    StringBuilder made = new StringBuilder(value.length() + 16);
    String rest = value;
    while (true) {
      Regex.Match match = pattern.find(rest);
      if (match == null) {
        return made.append(rest).toString();
      }
      made.append(rest, 0, match.start(0));
      made.append(Substitution.apply(text.eval(x), match));
      int end = match.end(0);
      if (!all) {
        return made.append(rest, end, rest.length()).toString();
      }
      if (match.start(0) == end) {
        // Nothing was matched: one character is passed, or there would be no end of it.
        if (end == rest.length()) {
          return made.toString();
        }
        made.append(rest.charAt(end));
        end++;
      }
      rest = rest.substring(end);
    }
  }
}
