package io.stoker.modules.mod_headers;

import io.stoker.api.DirectiveException;
import io.stoker.api.EvaluationException;
import io.stoker.api.Exchange;
import io.stoker.api.ExprVariable;
import io.stoker.api.LogMessage;
import io.stoker.api.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The value of a field as a line says it: text with the items {@code %t}, {@code %D}, {@code %l},
 * {@code %i}, {@code %b}, <code>%{x}e</code> and <code>%{x}s</code>.
 *
 * <p>Source: httpd manual, mod_headers, "Header", format specifiers.
 */
final class ValueFormat {

  private static final LogMessage FAILED =
      LogMessage.error("headers", "AH02557", "Can't evaluate value expression: %s");
  private static final String NULL = "(null)";

  private final String format;
  private int at;

  private ValueFormat(String format) {
    this.format = format;
  }

  /** An expression that is empty where it cannot be evaluated. */
  static Text forgiving(Text expression) {
    return x -> {
      try {
        return expression.eval(x);
      } catch (EvaluationException e) {
        x.log(FAILED, e.reason());
        return "";
      }
    };
  }

  static Text parse(String format) throws DirectiveException {
    return new ValueFormat(format).parse();
  }

  private Text parse() throws DirectiveException {
    List<Text> parts = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    while (at < format.length()) {
      char c = format.charAt(at++);
      char next = at < format.length() ? format.charAt(at) : '\0';
      if (c == '\\' && next != '\0') {
        literal.append(unescaped(next));
        at++;
      } else if (c != '%') {
        literal.append(c);
      } else if (next == '%' || next == '\0') {
        literal.append('%');
        at++;
      } else {
        flush(literal, parts);
        parts.add(item());
      }
    }
    flush(literal, parts);
    return joined(List.copyOf(parts));
  }

  private static String unescaped(char c) {
    return switch (c) {
      case 'r' -> "\r";
      case 'n' -> "\n";
      case 't' -> "\t";
      case '\\' -> "\\";
      default -> "\\" + c;
    };
  }

  private static void flush(StringBuilder literal, List<Text> parts) {
    if (!literal.isEmpty()) {
      parts.add(Text.constant(literal.toString()));
      literal.setLength(0);
    }
  }

  private static Text joined(List<Text> parts) {
    if (parts.isEmpty()) {
      return Text.constant("");
    }
    if (parts.size() == 1) {
      return parts.getFirst();
    }
    return x -> {
      StringBuilder text = new StringBuilder();
      for (Text part : parts) {
        text.append(part.eval(x));
      }
      return text.toString();
    };
  }

  /** The item behind a per cent sign; the argument may stand in front of any letter. */
  private Text item() throws DirectiveException {
    String argument = "";
    if (format.charAt(at) == '{') {
      int close = format.indexOf('}', at);
      argument = format.substring(at + 1, close < 0 ? format.length() : close);
      at = close < 0 ? format.length() : close + 1;
    }
    if (at >= format.length()) {
      throw new DirectiveException("Unrecognized header format %");
    }
    String name = argument;
    char letter = format.charAt(at++);
    return switch (letter) {
      case 't' -> ValueFormat::time;
      case 'D' -> x -> "D=" + (x.nowMicros() - x.startMicros());
      case 'l' -> ValueFormat::averages;
      case 'i' -> x -> "i=" + x.load().idlePercent();
      case 'b' -> x -> "b=" + x.load().busyPercent();
      case 'e' -> x -> orNull(x.env().get(name));
      case 's' -> x -> orNull(ofTls(x, name));
      default -> throw new DirectiveException("Unrecognized header format %" + letter);
    };
  }

  private static String time(Exchange x) {
    x.unplannable("the time of the request");
    return "t=" + x.startMicros();
  }

  private static String averages(Exchange x) {
    double[] load = x.load().averages();
    return String.format(Locale.ROOT, "l=%.2f/%.2f/%.2f", load[0], load[1], load[2]);
  }

  /** What the module that does TLS says of the connection; empty says nothing. */
  private static @Nullable String ofTls(Exchange x, String name) {
    ExprVariable variable = x.extensions().find(ExprVariable.POINT, name);
    String value = variable == null ? null : variable.value(x);
    return value == null || value.isEmpty() ? null : value;
  }

  /** A value made fit for one line. */
  private static String orNull(@Nullable String value) {
    return value == null ? NULL : value.replace('\n', ' ').replace('\r', ' ');
  }
}
