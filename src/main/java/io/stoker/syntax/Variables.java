package io.stoker.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Replaces <code>${NAME}</code>, as httpd does in a whole logical line before it is split into
 * words.
 *
 * <p>A name reaches to the next closing brace and may hold anything, spaces too. A value is put in
 * as it is, quotes and spaces included, and is not looked at again. A name that has no value stays
 * as it is written; httpd warns (AH00111) unless it holds a colon, as a RewriteMap does. A dollar
 * sign without brace, or without a closing brace, is an ordinary character; a backslash before it
 * has no meaning. Comments and skipped sections are not replaced in.
 */
public final class Variables {

  private Variables() {}

  /**
   * A text after replacing.
   *
   * @param text the result; characters from a value point to the reference in the source
   * @param undefined the names to warn about, in order of appearance, each time they appear
   */
  public record Resolved(MappedText text, List<Undefined> undefined) {}

  /**
   * A reference to a name without value.
   *
   * @param name the name between the braces
   * @param start offset in the source of the dollar sign
   * @param end offset in the source after the closing brace
   */
  public record Undefined(String name, int start, int end) {
    /** {@return httpd's words for it, without their number} */
    public String message() {
      return "Config variable ${" + name + "} is not defined";
    }
  }

  /**
   * Replaces the variables of a line.
   *
   * @param values the value of a name or null: first what {@code Define} gave it, whose names know
   *     no case and where an empty value counts as none, then the environment
   */
  public static Resolved resolve(MappedText line, Function<String, @Nullable String> values) {
    String text = line.text();
    int dollar = text.indexOf("${");
    int lastBrace = text.lastIndexOf('}');
    if (dollar < 0 || dollar > lastBrace) {
      return new Resolved(line, List.of());
    }
    List<Undefined> undefined = new ArrayList<>();
    MappedText.Builder result = new MappedText.Builder(line.sourceStart(0));
    int done = 0;
    while (dollar >= 0 && dollar < lastBrace) {
      int end = text.indexOf('}', dollar) + 1;
      String name = text.substring(dollar + 2, end - 1);
      String value = values.apply(name);
      int from = line.sourceStart(dollar);
      int to = line.sourceEnd(end);
      if (value != null) {
        result.append(line, done, dollar);
        result.replace(value, from, to);
        done = end;
      } else if (name.indexOf(':') < 0) {
        undefined.add(new Undefined(name, from, to));
      }
      dollar = text.indexOf("${", end);
    }
    result.append(line, done, text.length());
    return new Resolved(result.build(), List.copyOf(undefined));
  }
}
