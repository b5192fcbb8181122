package io.stoker.modules.mod_log_config;

import io.stoker.api.DirectiveException;
import io.stoker.api.Extensions;
import io.stoker.api.LogItem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the text of a LogFormat.
 *
 * <p>Source: httpd manual, mod_log_config, Custom Log Formats.
 */
final class LogFormatParser {

  /** Letters whose items are numbers; {@code %T} may be so. */
  private static final String COUNTING = "sbBDTkpPIOS";

  private final String text;
  private final Extensions extensions;
  private final List<LogFormat.Part> parts = new ArrayList<>();
  private final StringBuilder literal = new StringBuilder();
  private int at;

  private LogFormatParser(String text, Extensions extensions) {
    this.text = text;
    this.extensions = extensions;
  }

  /** Compiles a format with the items of the loaded modules; errors are worded as httpd's. */
  static LogFormat parse(String text, Extensions extensions) throws DirectiveException {
    return new LogFormatParser(text, extensions).parse();
  }

  private LogFormat parse() throws DirectiveException {
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '%') {
        item();
      } else if (c == '\\') {
        escape();
      } else {
        literal.append(c);
      }
    }
    endLiteral();
    return new LogFormat(parts);
  }

  private void endLiteral() {
    if (!literal.isEmpty()) {
      parts.add(new LogFormat.Literal(literal.toString()));
      literal.setLength(0);
    }
  }

  private void escape() {
    if (at == text.length()) {
      literal.append('\\');
      return;
    }
    char c = text.charAt(at++);
    switch (c) {
      case '\\' -> literal.append('\\');
      case 'n' -> literal.append('\n');
      case 'r' -> literal.append('\r');
      case 't' -> literal.append('\t');
      default -> literal.append('\\').append(c);
    }
  }

  private void item() throws DirectiveException {
    if (at < text.length() && text.charAt(at) == '%') {
      at++;
      literal.append('%');
      return;
    }
    Set<Integer> statuses = new HashSet<>();
    boolean negated = false;
    Boolean original = null;
    String argument = "";
    while (true) {
      char c = next();
      switch (c) {
        case '!' -> negated = !negated;
        case '<' -> original = true;
        case '>' -> original = false;
        case ',' -> {}
        case '{' -> argument = argument();
        case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> statuses.add(number(c));
        default -> {
          LogItem item = named(c);
          endLiteral();
          parts.add(
              new LogFormat.Item(
                  item.compile(argument),
                  original != null ? original : item.wantsOriginal(),
                  statuses.isEmpty() ? null : Set.copyOf(statuses),
                  negated,
                  COUNTING.indexOf(c) >= 0));
          return;
        }
      }
    }
  }

  private LogItem named(char letter) throws DirectiveException {
    if (letter == '^' && at + 2 <= text.length()) {
      LogItem item = find(text.substring(at - 1, at + 2));
      if (item != null) {
        at += 2;
        return item;
      }
    }
    LogItem item = find(String.valueOf(letter));
    if (item == null) {
      throw new DirectiveException("Unrecognized LogFormat directive %" + letter);
    }
    return item;
  }

  private @Nullable LogItem find(String name) {
    LogItem offered = extensions.find(LogItem.POINT, name);
    return offered != null ? offered : LogItems.of(name);
  }

  private int number(char first) {
    int number = first - '0';
    while (at < text.length() && Character.isDigit(text.charAt(at))) {
      number = Math.min(number * 10 + (text.charAt(at++) - '0'), 100_000);
    }
    return number;
  }

  private String argument() throws DirectiveException {
    int close = text.indexOf('}', at);
    if (close < 0) {
      throw ranOff();
    }
    String argument = text.substring(at, close);
    at = close + 1;
    return argument;
  }

  private char next() throws DirectiveException {
    if (at == text.length()) {
      throw ranOff();
    }
    return text.charAt(at++);
  }

  private static DirectiveException ranOff() {
    return new DirectiveException("Ran off end of LogFormat parsing args to some directive");
  }
}
