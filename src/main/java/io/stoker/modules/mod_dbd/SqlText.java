package io.stoker.modules.mod_dbd;

import io.stoker.api.DirectiveException;

/**
 * A statement as JDBC writes it, made of one with APR's formats: {@code %s} and the others become a
 * question mark, {@code %%} a percent sign. A value is given to the database as text whatever its
 * format, as httpd does it; the database knows what the column is. Between quotes it is a question
 * mark and nothing else.
 *
 * @param values how many values it takes
 */
record SqlText(String sql, int values) {

  /**
   * Reads a statement.
   *
   * @param escapesMarks whether a question mark outside of quotes is none of a value to the
   *     database, and written twice to its driver (PostgreSQL)
   * @throws DirectiveException for a format of binary data
   */
  static SqlText of(String text, boolean escapesMarks) throws DirectiveException {
    StringBuilder sql = new StringBuilder(text.length());
    int values = 0;
    char quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      char next = i + 1 < text.length() ? text.charAt(i + 1) : 0;
      if (c == '%' && next == '%') {
        sql.append('%');
        i++;
      } else if (c == '%' && isLetter(next)) {
        i += format(text, i + 1);
        sql.append('?');
        values += quote == 0 ? 1 : 0;
      } else {
        sql.append(c == '?' && escapesMarks && quote == 0 ? "??" : String.valueOf(c));
        if (c == quote) {
          quote = 0;
        } else if (quote == 0 && (c == '\'' || c == '"')) {
          quote = c;
        }
      }
    }
    return new SqlText(sql.toString(), values);
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  /** How long the format is that begins behind a percent sign. */
  private static int format(String text, int at) throws DirectiveException {
    String rest = text.substring(at, Math.min(text.length(), at + 3));
    if (rest.startsWith("pDb") || rest.startsWith("pDc")) {
      throw new DirectiveException(
          "DBD: %" + rest + " in an SQL statement: binary data are not put into statements");
    }
    return switch (rest.charAt(0)) {
      case 'h', 'l' -> {
        boolean twice = rest.length() > 2 && rest.charAt(1) == rest.charAt(0);
        int length = twice ? 3 : 2;
        yield rest.length() >= length && isLetter(rest.charAt(length - 1)) ? length : 1;
      }
      case 'p' -> rest.length() == 3 && rest.charAt(1) == 'D' ? 3 : 1;
      default -> 1;
    };
  }
}
