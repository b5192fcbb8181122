package io.stoker.support;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** A command line in the way of getopt: options of one letter, together or not, then operands. */
public final class Flags {

  private final ParseResult parsed;

  private Flags(ParseResult parsed) {
    this.parsed = parsed;
  }

  /**
   * Reads a command line.
   *
   * @param program its name, for messages
   * @param letters the options; those with a colon behind them take an argument
   * @param usage what is printed below what is wrong
   * @param status of the program when something is
   * @throws Failure in getopt's words
   */
  public static Flags parse(
      String program, String letters, List<String> words, String usage, int status) throws Failure {
    CommandSpec spec = CommandSpec.create().name(program);
    for (int i = 0; i < letters.length(); i++) {
      char letter = letters.charAt(i);
      if (letter != ':') {
        spec.addOption(option(letter, takesArgument(letters, letter)));
      }
    }
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0..*")
            .arity("0..*")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .build());
    spec.parser()
        .stopAtPositional(true)
        .overwrittenOptionsAllowed(true)
        .posixClusteredShortOptionsAllowed(true);
    try {
      CommandLine line = new CommandLine(spec).setExpandAtFiles(false);
      return new Flags(line.parseArgs(words.toArray(String[]::new)));
    } catch (ParameterException e) {
      throw new Failure(status, program + ": " + reason(letters, words) + "\n" + usage);
    }
  }

  private static OptionSpec option(char letter, boolean argument) {
    OptionSpec.Builder option = OptionSpec.builder("-" + letter);
    return argument
        ? option.arity("1").type(List.class).auxiliaryTypes(String.class).build()
        : option.arity("0").type(boolean.class).build();
  }

  private static boolean takesArgument(String letters, char letter) {
    int at = letters.indexOf(letter);
    return at + 1 < letters.length() && letters.charAt(at + 1) == ':';
  }

  /** The first thing that is wrong. */
  private static String reason(String letters, List<String> words) {
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      for (int at = 1; word.startsWith("-") && at < word.length(); at++) {
        char letter = word.charAt(at);
        if (letter == ':' || letters.indexOf(letter) < 0) {
          return "illegal option -- " + letter;
        }
        if (takesArgument(letters, letter)) {
          boolean attached = at + 1 < word.length();
          if (!attached && i + 1 == words.size()) {
            return "option requires an argument -- " + letter;
          }
          i += attached ? 0 : 1;
          break;
        }
      }
    }
    return "wrong number of arguments";
  }

  public boolean has(char letter) {
    return parsed.hasMatchedOption(letter);
  }

  /** The argument of an option, the last one where it was said several times; null for none. */
  public @Nullable String value(char letter) {
    List<String> all = values(letter);
    return all.isEmpty() ? null : all.getLast();
  }

  /** The arguments of an option that may be said several times. */
  public List<String> values(char letter) {
    return parsed.matchedOptionValue(letter, List.of());
  }

  /** The last of these options that was said, or null. */
  public @Nullable Character last(String letters) {
    Character last = null;
    for (OptionSpec option : parsed.matchedOptions()) {
      char letter = option.shortestName().charAt(1);
      if (letters.indexOf(letter) >= 0) {
        last = letter;
      }
    }
    return last;
  }

  /** What follows the options. */
  public List<String> operands() {
    return parsed.matchedPositionals().isEmpty()
        ? List.of()
        : new ArrayList<>(parsed.matchedPositionalValue(0, List.<String>of()));
  }
}
