package io.stoker.modules.core;

import io.stoker.api.DirectiveException;
import io.stoker.api.Numbers;

/** What may stand in an ErrorLogFormat; writing the lines is the error log's business. */
final class ErrorLogFormatRules {

  /** Letters of the items, and the two marks that stand for themselves. */
  private static final String ITEMS = "aAeEFiklLmMnPtTvV% ";

  /** The number of the level trace8. */
  private static final int MOST_VERBOSE = 15;

  private ErrorLogFormatRules() {}

  /** Checks the format of every message. */
  static void checkLine(String format) throws DirectiveException {
    if (!check(format, true)) {
      throw new DirectiveException("main ErrorLogFormat must contain message format string '%M'");
    }
  }

  /** Checks a format for what is told once of a connection or a request. */
  static void checkOnce(String format) throws DirectiveException {
    check(format, false);
  }

  /** Whether the format has an item for the message itself. */
  private static boolean check(String format, boolean main) throws DirectiveException {
    boolean message = false;
    int i = 0;
    while (i < format.length()) {
      char c = format.charAt(i++);
      if (c == '\\') {
        i++;
      } else if (c == '%') {
        i = item(format, i, main);
        message |= format.charAt(i - 1) == 'M';
      }
    }
    return message;
  }

  /** Checks the item whose percent sign stands in front of {@code start}; gives its end. */
  private static int item(String format, int start, boolean main) throws DirectiveException {
    boolean modified = false;
    for (int i = start; i < format.length(); i++) {
      char c = format.charAt(i);
      boolean digit = c >= '0' && c <= '9';
      if (c == '{') {
        i = format.indexOf('}', i);
        if (i < 0) {
          break;
        }
        modified = true;
      } else if (c == '-' || c == '+' || digit) {
        if (c == '+' && main) {
          throw new DirectiveException("The '+' flag cannot be used in the main error log format");
        }
        if (digit && levelAt(format, i) > MOST_VERBOSE) {
          throw new DirectiveException("The specified loglevel modifier is out of range");
        }
        modified = true;
      } else {
        end(c, modified, main);
        return i + 1;
      }
    }
    throw new DirectiveException("Ran off end of error log format parsing args to some directive");
  }

  /** The number that ends or goes on at {@code at}; the digits before are part of it. */
  private static int levelAt(String format, int at) {
    int start = at;
    while (start > 0 && format.charAt(start - 1) >= '0' && format.charAt(start - 1) <= '9') {
      start--;
    }
    return Numbers.leadingInt(format.substring(start, at + 1));
  }

  private static void end(char letter, boolean modified, boolean main) throws DirectiveException {
    boolean mark = letter == '%' || letter == ' ';
    if (ITEMS.indexOf(letter) < 0 || (mark && modified)) {
      throw new DirectiveException("Unrecognized error log format directive %" + letter);
    }
    if (letter == 'M' && !main) {
      throw new DirectiveException(
          "%M cannot be used in once-per-request or once-per-connection formats");
    }
  }
}
