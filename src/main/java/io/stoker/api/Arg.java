package io.stoker.api;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The type of one argument of a directive: how a word becomes a value, and what a form or a
 * completion needs to know about it.
 *
 * @param <T> type of the value
 */
public final class Arg<T> {

  /** Turns a word into a value. */
  @FunctionalInterface
  public interface Parser<T> {
    T parse(String word, Cmd cmd) throws DirectiveException;
  }

  /** What kind of input a form shows. */
  public enum Kind {
    FLAG,
    WORD,
    NUMBER,
    DURATION,
    BYTES,
    CHOICE,
    FILE,
    DIRECTORY,
    URL_PATH,
    REGEX,
    EXPRESSION,
    MEDIA_TYPE,
    ADDRESS
  }

  /** {@code On} or {@code Off}; httpd's words when it is neither. */
  public static final Arg<Boolean> FLAG =
      new Arg<>("On|Off", Kind.FLAG, List.of("On", "Off"), Arg::flag);

  /** Any word. */
  public static final Arg<String> WORD = word("word");

  /** A file, relative to ServerRoot. */
  public static final Arg<String> FILE =
      of("file-path", Kind.FILE, (word, cmd) -> cmd.serverRootRelative(word));

  private final String label;
  private final Kind kind;
  private final List<String> choices;
  private final Parser<? extends T> parser;

  private Arg(String label, Kind kind, List<String> choices, Parser<? extends T> parser) {
    this.label = label;
    this.kind = kind;
    this.choices = choices;
    this.parser = parser;
  }

  public static <T> Arg<T> of(String label, Kind kind, Parser<? extends T> parser) {
    return new Arg<>(label, kind, List.of(), parser);
  }

  /** Any word, shown in the reference as {@code label}. */
  public static Arg<String> word(String label) {
    return of(label, Kind.WORD, (word, cmd) -> word);
  }

  /**
   * One of the given words, in any case.
   *
   * @param error message for any other word
   */
  public static <T> Arg<T> choice(String label, Map<String, T> byWord, String error) {
    Map<String, T> lower = new java.util.HashMap<>();
    byWord.forEach((word, value) -> lower.put(word.toLowerCase(Locale.ROOT), value));
    return new Arg<>(
        label,
        Kind.CHOICE,
        List.copyOf(byWord.keySet()),
        (word, cmd) -> {
          T value = lower.get(word.toLowerCase(Locale.ROOT));
          if (value == null) {
            throw new DirectiveException(error);
          }
          return value;
        });
  }

  /** A decimal number of at least {@code min} and at most {@code max}; {@code error} otherwise. */
  public static Arg<Long> number(String label, long min, long max, String error) {
    return of(
        label,
        Kind.NUMBER,
        (word, cmd) -> {
          try {
            long value = Long.parseLong(word);
            if (value >= min && value <= max) {
              return value;
            }
          } catch (NumberFormatException e) {
            // falls through to the same message
          }
          throw new DirectiveException(error);
        });
  }

  private static Boolean flag(String word, Cmd cmd) throws DirectiveException {
    if (word.equalsIgnoreCase("on")) {
      return true;
    }
    if (word.equalsIgnoreCase("off")) {
      return false;
    }
    throw new DirectiveException(cmd.directive().name() + " must be On or Off");
  }

  /** This type under another label in the reference. */
  public Arg<T> labelled(String other) {
    return new Arg<>(other, kind, choices, parser);
  }

  public T parse(String word, Cmd cmd) throws DirectiveException {
    return parser.parse(word, cmd);
  }

  public String label() {
    return label;
  }

  public Kind kind() {
    return kind;
  }

  /** The words to choose from; empty where any word may stand. */
  public List<String> choices() {
    return choices;
  }
}
