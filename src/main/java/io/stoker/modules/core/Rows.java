package io.stoker.modules.core;

import static io.stoker.api.Where.DIRECTORY;
import static io.stoker.api.Where.HTACCESS;
import static io.stoker.api.Where.SERVER;
import static io.stoker.api.Where.VHOST;

import io.stoker.api.Arg;
import io.stoker.api.Directive;
import io.stoker.api.DirectiveException;
import io.stoker.api.Numbers;
import io.stoker.api.OverrideClass;
import io.stoker.api.SectionKind;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the rows of the core have in common: where they may stand, and simple arguments. */
final class Rows {

  private static final long MAX_UNSIGNED_INT = 4_294_967_295L;

  private Rows() {}

  /** A row for the main server alone. */
  static Directive.Builder global(String name) {
    return Directive.named(name).in(SERVER).notIn(SectionKind.VIRTUAL_HOST);
  }

  /** A row for the main server and virtual hosts. */
  static Directive.Builder host(String name) {
    return Directive.named(name).in(SERVER, VHOST);
  }

  /** A row for everything but {@code .htaccess}. */
  static Directive.Builder configured(String name) {
    return Directive.named(name).in(SERVER, VHOST, DIRECTORY);
  }

  /** A row for everything. */
  static Directive.Builder anywhere(String name, OverrideClass override) {
    return Directive.named(name).in(SERVER, VHOST, DIRECTORY, HTACCESS).override(override);
  }

  /** A choice of words, in the order given: word, value, word, value … */
  static <T> Arg<T> choice(String error, Map<String, T> words) {
    return Arg.choice(String.join("|", words.keySet()), words, error);
  }

  /** {@code on} or {@code off} where httpd does not treat the directive as a flag. */
  static Arg<Boolean> onOff(String error) {
    return choice(error, words("On", true, "Off", false));
  }

  static <T> Map<String, T> words(String first, T one, String second, T two) {
    Map<String, T> words = new LinkedHashMap<>();
    words.put(first, one);
    words.put(second, two);
    return words;
  }

  static <T> Map<String, T> words(
      String first, T one, String second, T two, String third, T three) {
    Map<String, T> words = words(first, one, second, two);
    words.put(third, three);
    return words;
  }

  /** The number that a word begins with, 0 where there is none, cut to 32 bits. */
  static Arg<Integer> leadingInt(String label) {
    return Arg.of(label, Arg.Kind.NUMBER, (word, cmd) -> Numbers.leadingInt(word));
  }

  /** As {@link #leadingInt}, refused when it is below 0. */
  static Arg<Integer> size(String label, String name, String what) {
    return Arg.of(
        label,
        Arg.Kind.NUMBER,
        (word, cmd) -> {
          int value = Numbers.leadingInt(word);
          if (value < 0) {
            throw new DirectiveException(name + " \"" + word + "\" must be " + what);
          }
          return value;
        });
  }

  /** A number of bytes that fits in 32 bits without sign. */
  static final Arg<Long> BUFFER =
      Arg.of(
          "bytes",
          Arg.Kind.BYTES,
          (word, cmd) ->
              between(word, 0, MAX_UNSIGNED_INT, "between 0 and (4294967295U)): " + word));

  /** A whole number within bounds; {@code range} ends httpd's sentence. */
  static long between(String word, long min, long max, String range) throws DirectiveException {
    String error = "parameter must be a number " + range;
    long value = Numbers.whole(word, error);
    if (value < min || value > max) {
      throw new DirectiveException(error);
    }
    return value;
  }
}
