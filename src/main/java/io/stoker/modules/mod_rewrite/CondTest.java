package io.stoker.modules.mod_rewrite;

import io.stoker.api.Position;
import io.stoker.expr.Expressions;
import io.stoker.expr.Regex;
import io.stoker.files.FileInfo;
import io.stoker.http.Scan;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a condition tests its input for.
 *
 * <p>Source: httpd manual, mod_rewrite, RewriteCond.
 */
sealed interface CondTest {

  /** A regular expression, whose groups rules can use. */
  record Matches(Regex regex) implements CondTest {}

  /** An expression, whose last match gives the groups. */
  record Holds(Expressions.Matching expression, Position position) implements CondTest {}

  /** Comparison with a text: one that is longer is greater, unless case does not count. */
  record Compares(String operand, boolean ignoreCase, IntPredicate accepts) implements CondTest {
    boolean test(String input) {
      if (ignoreCase) {
        return accepts.test(Scan.lower(input).compareTo(Scan.lower(operand)));
      }
      int byLength = Integer.compare(input.length(), operand.length());
      return accepts.test(byLength != 0 ? byLength : input.compareTo(operand));
    }
  }

  /** Comparison with a number. */
  record Counts(int operand, IntPredicate accepts) implements CondTest {
    boolean test(String input) {
      return accepts.test(Integer.compare(Digits.leading(input), operand));
    }
  }

  /** A look at a file. */
  record File(Predicate<FileInfo> accepts, boolean link) implements CondTest {}

  /** A sub-request for a URL or a file. */
  record Reachable(boolean file) implements CondTest {}

  /** The test that a pattern with an operator asks for; null for a regular expression. */
  static @Nullable CondTest ofOperator(String pattern, boolean noCase) {
    if (pattern.length() < 2) {
      return null;
    }
    if (pattern.length() == 2 && pattern.charAt(0) == '-') {
      return ofLetter(pattern.charAt(1));
    }
    if (pattern.length() > 2 && pattern.charAt(0) == '-') {
      IntPredicate accepts = number(pattern.substring(1, 3));
      return accepts == null ? null : new Counts(Digits.leading(pattern.substring(3)), accepts);
    }
    if (pattern.startsWith(">=")) {
      return new Compares(text(pattern, 2), noCase, c -> c >= 0);
    }
    if (pattern.startsWith("<=")) {
      return new Compares(text(pattern, 2), noCase, c -> c <= 0);
    }
    if (pattern.startsWith(">")) {
      return new Compares(text(pattern, 1), noCase, c -> c > 0);
    }
    if (pattern.startsWith("<")) {
      return new Compares(text(pattern, 1), noCase, c -> c < 0);
    }
    if (pattern.startsWith("=")) {
      return new Compares(text(pattern, 1), noCase, c -> c == 0);
    }
    return null;
  }

  /** Two quotes stand for an empty text. */
  private static String text(String pattern, int from) {
    String text = pattern.substring(from);
    return from == 1 && pattern.charAt(0) == '=' && text.equals("\"\"") ? "" : text;
  }

  private static @Nullable IntPredicate number(String operator) {
    return switch (operator) {
      case "eq" -> c -> c == 0;
      case "ne" -> c -> c != 0;
      case "lt" -> c -> c < 0;
      case "le" -> c -> c <= 0;
      case "gt" -> c -> c > 0;
      case "ge" -> c -> c >= 0;
      default -> null;
    };
  }

  private static @Nullable CondTest ofLetter(char letter) {
    return switch (letter) {
      case 'f' -> new File(FileInfo::isRegular, false);
      case 's' -> new File(info -> info.isRegular() && info.size() > 0, false);
      case 'd' -> new File(FileInfo::isDirectory, false);
      case 'x' -> new File(info -> (info.mode() & 0111) != 0, false);
      case 'h', 'l', 'L' -> new File(FileInfo::isSymlink, true);
      case 'U' -> new Reachable(false);
      case 'F' -> new Reachable(true);
      default -> null;
    };
  }
}
