package io.stoker.logging;

import io.stoker.api.DirectiveException;
import java.util.ArrayList;
import java.util.List;

/** Reads the text of an ErrorLogFormat. */
final class ErrorFormatParser {

  private static final String RAN_OFF =
      "Ran off end of error log format parsing args to some directive";

  private final String text;
  private final ErrorFormat.Use use;
  private final List<ErrorFormat.Part> parts = new ArrayList<>();
  private int at;

  ErrorFormatParser(String text, ErrorFormat.Use use) {
    this.text = text;
    this.use = use;
  }

  List<ErrorFormat.Part> parse() throws DirectiveException {
    while (at < text.length()) {
      if (text.charAt(at) == '%') {
        item();
      } else {
        literal();
      }
    }
    return parts;
  }

  /** Text up to the next item or blank; one that starts with a blank begins a field. */
  private void literal() {
    boolean separates = text.charAt(at) == ' ';
    StringBuilder literal = new StringBuilder();
    do {
      char c = text.charAt(at++);
      if (c == '\\' && at < text.length()) {
        literal.append(unescaped(text.charAt(at++)));
      } else {
        literal.append(c);
      }
    } while (at < text.length() && text.charAt(at) != '%' && text.charAt(at) != ' ');
    add(separates, new ErrorItem.Literal(literal.toString()));
  }

  private static String unescaped(char c) {
    return switch (c) {
      case 'r' -> "\r";
      case 'n' -> "\n";
      case 't' -> "\t";
      case '\\', ' ', '%', '"' -> String.valueOf(c);
      default -> "\\" + c;
    };
  }

  private void add(boolean beginsField, ErrorItem item) {
    parts.add(new ErrorFormat.Part(beginsField, item, 0, false, false));
  }

  private void item() throws DirectiveException {
    at++;
    if (peek() == '%') {
      at++;
      add(false, new ErrorItem.Literal("%"));
      return;
    }
    if (peek() == ' ') {
      at++;
      add(true, new ErrorItem.Literal(""));
      return;
    }
    boolean hyphen = false;
    boolean required = false;
    int level = 0;
    String argument = "";
    while (true) {
      char c = next();
      switch (c) {
        case '-' -> hyphen = true;
        case '+' -> {
          if (use == ErrorFormat.Use.MESSAGE) {
            throw new DirectiveException(
                "The '+' flag cannot be used in the main error log format");
          }
          required = true;
        }
        case '{' -> argument = argument();
        case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> level = level(c);
        default -> {
          parts.add(part(c, argument, level, hyphen, required));
          return;
        }
      }
    }
  }

  private ErrorFormat.Part part(
      char letter, String argument, int level, boolean hyphen, boolean required)
      throws DirectiveException {
    if (letter == 'M') {
      if (use == ErrorFormat.Use.INTRODUCTION) {
        throw new DirectiveException(
            "%M cannot be used in once-per-request or once-per-connection formats");
      }
      return new ErrorFormat.Part(false, null, level, hyphen, required);
    }
    ErrorItem item = ErrorItems.of(letter, argument);
    if (item == null) {
      throw new DirectiveException("Unrecognized error log format directive %" + letter);
    }
    return new ErrorFormat.Part(false, item, level, hyphen, required);
  }

  private int level(char first) {
    int level = first - '0';
    while (Character.isDigit(peek())) {
      level = Math.min(level * 10 + (next(peek()) - '0'), 100);
    }
    return level;
  }

  private String argument() throws DirectiveException {
    int close = text.indexOf('}', at);
    if (close < 0) {
      throw new DirectiveException(RAN_OFF);
    }
    String argument = text.substring(at, close);
    at = close + 1;
    return argument;
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : 0;
  }

  private char next(char known) {
    at++;
    return known;
  }

  private char next() throws DirectiveException {
    if (at >= text.length()) {
      throw new DirectiveException(RAN_OFF);
    }
    return text.charAt(at++);
  }
}
