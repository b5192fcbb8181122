package io.stoker.config;

import io.stoker.api.Directive;
import io.stoker.api.DirectiveException;
import io.stoker.syntax.Words;
import java.util.ArrayList;
import java.util.List;

/** Splits the arguments of a directive as its arity asks, in httpd's words when they do not fit. */
final class Arguments {

  private static final int MAX_WORDS = 64;

  private Arguments() {}

  /**
   * The words of each call of the directive's action: one call, or several with ITERATE and
   * ITERATE2.
   */
  static List<List<String>> split(Modules.Entry entry, String args) throws DirectiveException {
    Directive directive = entry.directive();
    if (directive.arity() == Directive.Arity.RAW_ARGS) {
      return List.of(List.of(args));
    }
    List<String> words = new ArrayList<>();
    Words.all(args).forEach(word -> words.add(word.value()));
    return switch (directive.arity()) {
      case NO_ARGS -> once(words, words.isEmpty(), directive, " takes no arguments", false);
      case FLAG -> flag(words, directive);
      case TAKE1 -> counted(words, 1, 1, directive, " takes one argument");
      case TAKE2 -> counted(words, 2, 2, directive, " takes two arguments");
      case TAKE3 -> counted(words, 3, 3, directive, " takes three arguments");
      case TAKE12 -> counted(words, 1, 2, directive, " takes 1-2 arguments");
      case TAKE23 -> counted(words, 2, 3, directive, " takes two or three arguments");
      case TAKE123 -> counted(words, 1, 3, directive, " takes one, two or three arguments");
      case TAKE13 ->
          once(
              words,
              (words.size() == 1 || words.size() == 3) && !words.get(0).isEmpty(),
              directive,
              " takes one or three arguments",
              true);
      case ITERATE -> iterate(words, directive);
      case ITERATE2 -> iterate2(words, directive);
      case TAKE_ARGV ->
          once(words, words.size() <= MAX_WORDS, directive, " takes too many arguments", true);
      case WORDS -> List.of(words);
      case RAW_ARGS -> throw new IllegalStateException("its line is one argument");
    };
  }

  private static List<List<String>> flag(List<String> words, Directive directive)
      throws DirectiveException {
    String word = words.isEmpty() ? "" : words.get(0);
    if (!word.equalsIgnoreCase("on") && !word.equalsIgnoreCase("off")) {
      throw new DirectiveException(directive.name() + " must be On or Off");
    }
    return List.of(List.of(word));
  }

  private static List<List<String>> counted(
      List<String> words, int min, int max, Directive directive, String otherwise)
      throws DirectiveException {
    boolean fits = words.size() >= min && words.size() <= max;
    for (int i = 0; fits && i < min; i++) {
      fits = !words.get(i).isEmpty();
    }
    // Of the words that may be left out, an empty one counts as left out.
    int last = words.size() - 1;
    boolean leftOut = fits && last >= min && words.get(last).isEmpty();
    return once(leftOut ? words.subList(0, last) : words, fits, directive, otherwise, true);
  }

  private static List<List<String>> once(
      List<String> words, boolean fits, Directive directive, String otherwise, boolean help)
      throws DirectiveException {
    if (!fits) {
      throw wrong(directive, otherwise, help);
    }
    return List.of(words);
  }

  private static List<List<String>> iterate(List<String> words, Directive directive)
      throws DirectiveException {
    if (words.isEmpty() || words.get(0).isEmpty()) {
      throw wrong(directive, " requires at least one argument", true);
    }
    List<List<String>> calls = new ArrayList<>();
    for (String word : words) {
      if (word.isEmpty()) {
        break;
      }
      calls.add(List.of(word));
    }
    return calls;
  }

  private static List<List<String>> iterate2(List<String> words, Directive directive)
      throws DirectiveException {
    if (words.size() < 2 || words.get(0).isEmpty()) {
      throw wrong(directive, " requires at least two arguments", true);
    }
    List<List<String>> calls = new ArrayList<>();
    for (String word : words.subList(1, words.size())) {
      if (word.isEmpty()) {
        break;
      }
      calls.add(List.of(words.get(0), word));
    }
    return calls;
  }

  private static DirectiveException wrong(Directive directive, String words, boolean help) {
    String tail = help && !directive.help().isEmpty() ? ", " + directive.help() : "";
    return new DirectiveException(directive.name() + words + tail);
  }

  /**
   * What a section's opening line says between its name and the last {@code >}.
   *
   * @param required whether there has to be something
   */
  static String ofSection(Modules.Entry entry, String args, boolean required)
      throws DirectiveException {
    int bracket = args.lastIndexOf('>');
    if (bracket < 0) {
      // "<Directory>" lost its bracket together with its name's end: it has no arguments at all.
      if (!args.isEmpty()) {
        throw new DirectiveException(entry.tag() + " directive missing closing '>'");
      }
      bracket = 0;
    }
    String inner = args.substring(0, bracket).strip();
    if (required && inner.isEmpty()) {
      throw new DirectiveException(entry.tag() + " directive requires additional arguments");
    }
    return inner;
  }

  static String text(DirectiveException e) {
    String message = e.getMessage();
    return message == null ? e.toString() : message;
  }
}
