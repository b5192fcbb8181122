package io.stoker.advisor.rules;

import io.stoker.advisor.Change;
import io.stoker.advisor.Level;
import io.stoker.api.Core.Option;
import io.stoker.api.Core.OptionSet;
import io.stoker.runtime.view.DirectiveUse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The words of an Options line, and what they become. */
final class OptionsWords {

  private static final String FOLLOW = "FollowSymLinks";
  private static final String OWNER = "SymLinksIfOwnerMatch";
  private static final String VIEWS = "MultiViews";

  /** The words that All does not stand for. */
  private static final List<String> NOT_IN_ALL = List.of(OWNER, VIEWS);

  private OptionsWords() {}

  /** Whether signed words are about links. */
  static boolean isOfLinks(String value) {
    return says(value, FOLLOW) || says(value, OWNER);
  }

  /** Whether signed words are about negotiation. */
  static boolean isOfViews(String value) {
    return says(value, VIEWS);
  }

  private static boolean says(String value, String option) {
    return words(value)
        .map(word -> word.replaceFirst("^[+-]", ""))
        .anyMatch(
            word ->
                word.equalsIgnoreCase(option)
                    || word.equalsIgnoreCase("All") && !NOT_IN_ALL.contains(option));
  }

  private static Stream<String> words(String value) {
    return Stream.of(value.strip().split("\\s+"));
  }

  /** The line with links followed, and not checked for their owner. */
  static String following(String value) {
    List<String> words = new ArrayList<>();
    boolean signed = false;
    for (String word : words(value).toList()) {
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

  /** A line that keeps of links what holds at a directory, whatever is said above it. */
  static String keepingLinks(Level level) {
    return "Options "
        + sign(level.options(), Option.FOLLOW_SYM_LINKS)
        + " "
        + sign(level.options(), Option.SYM_LINKS_IF_OWNER_MATCH);
  }

  private static String sign(OptionSet options, Option option) {
    return (options.has(option) ? "+" : "-") + option.word();
  }

  /** All that holds, as a line. */
  static String all(OptionSet options) {
    String words =
        Stream.of(Option.values())
            .filter(options::has)
            .map(Option::word)
            .collect(Collectors.joining(" "));
    return "Options " + (words.isEmpty() ? "None" : words);
  }

  /**
   * The line without MultiViews. One of signed words that has no other is a comment then: None
   * would take away what is said above it, too.
   */
  static Change withoutViews(DirectiveUse use) {
    List<String> left =
        words(use.value())
            .filter(word -> !word.replaceFirst("^[+]", "").equalsIgnoreCase(VIEWS))
            .toList();
    if (!left.isEmpty()) {
      return Change.replace(use, "Options " + String.join(" ", left));
    }
    return use.value().contains("+") ? Change.remove(use) : Change.replace(use, "Options None");
  }
}
