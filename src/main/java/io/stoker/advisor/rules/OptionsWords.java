package io.stoker.advisor.rules;

import java.util.ArrayList;
import java.util.List;

/** The words of an Options line, and what they become. */
final class OptionsWords {

  private static final String FOLLOW = "FollowSymLinks";
  private static final String OWNER = "SymLinksIfOwnerMatch";

  private OptionsWords() {}

  /** The line with links followed, and not checked for their owner. */
  static String following(String value) {
    List<String> words = new ArrayList<>();
    boolean signed = false;
    for (String word : value.strip().split("\\s+")) {
      String bare = word.replaceFirst("^[+-]", "");
      signed |= !bare.equals(word);
      if (!bare.equalsIgnoreCase(OWNER)
          && !bare.equalsIgnoreCase(FOLLOW)
          && !bare.equalsIgnoreCase("None")) {
        words.add(word);
      }
    }
    words.add((signed ? "+" : "") + FOLLOW);
    if (signed) {
      words.add("-" + OWNER);
    }
    return "Options " + String.join(" ", words);
  }

  /** The line without an option. */
  static String without(String value, String option) {
    List<String> words = new ArrayList<>();
    for (String word : value.strip().split("\\s+")) {
      if (!word.replaceFirst("^[+]", "").equalsIgnoreCase(option)) {
        words.add(word);
      }
    }
    return "Options " + (words.isEmpty() ? "None" : String.join(" ", words));
  }
}
