package io.stoker.expr;

import io.stoker.api.DirectiveException;
import io.stoker.api.Exchange;
import io.stoker.expr.ExprLexer.Kind;
import io.stoker.expr.ExprNode.Bool;
import io.stoker.expr.ExprNode.Str;
import io.stoker.files.FileInfo;
import io.stoker.files.Lookup;
import io.stoker.http.Wildcards;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The operators of the expression language. */
final class ExprOperators {

  private static final Set<Wildcards.Flag> PATHNAME = Set.of(Wildcards.Flag.PATHNAME);

  private ExprOperators() {}

  /** {@code -X word}. */
  @FunctionalInterface
  interface Unary {
    Bool on(Str operand) throws DirectiveException;
  }

  /** {@code word -name word}. */
  @FunctionalInterface
  interface Binary {
    Bool on(Str left, Str right) throws DirectiveException;
  }

  static Bool compare(Kind kind, Str left, Str right) {
    return switch (kind) {
      case STR_EQ -> e -> left.text(e).equals(right.text(e));
      case STR_NE -> e -> !left.text(e).equals(right.text(e));
      case STR_LT -> e -> left.text(e).compareTo(right.text(e)) < 0;
      case STR_LE -> e -> left.text(e).compareTo(right.text(e)) <= 0;
      case STR_GT -> e -> left.text(e).compareTo(right.text(e)) > 0;
      case STR_GE -> e -> left.text(e).compareTo(right.text(e)) >= 0;
      case EQ -> e -> number(left.text(e)) == number(right.text(e));
      case NE -> e -> number(left.text(e)) != number(right.text(e));
      case LT -> e -> number(left.text(e)) < number(right.text(e));
      case LE -> e -> number(left.text(e)) <= number(right.text(e));
      case GT -> e -> number(left.text(e)) > number(right.text(e));
      case GE -> e -> number(left.text(e)) >= number(right.text(e));
      default -> throw new IllegalArgumentException(kind.name());
    };
  }

  /** The number at the beginning of a text as {@code atoi} reads it: cut to 32 bits. */
  static int number(String text) {
    return (int) wholeNumber(text);
  }

  private static long wholeNumber(String text) {
    int i = 0;
    while (i < text.length() && Character.isWhitespace(text.charAt(i))) {
      i++;
    }
    int start = i;
    if (i < text.length() && (text.charAt(i) == '-' || text.charAt(i) == '+')) {
      i++;
    }
    int digits = i;
    while (i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
      i++;
    }
    if (i == digits) {
      return 0;
    }
    try {
      return Long.parseLong(text.substring(start, i));
    } catch (NumberFormatException e) {
      return text.charAt(start) == '-' ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }

  /** The operator of that letter, or null. */
  static @Nullable Unary unary(String letter) {
    return switch (letter) {
      case "n" -> text(t -> !t.isEmpty());
      case "z" -> text(String::isEmpty);
      case "T" -> text(ExprOperators::isTrue);
      case "R" -> operand -> inSubnet("-R", e -> e.x.clientIp(), operand);
      case "d" -> file(FileInfo::isDirectory, false);
      case "e" -> file(info -> true, false);
      case "f" -> file(FileInfo::isRegular, false);
      case "s" -> file(info -> info.isRegular() && info.size() > 0, false);
      case "L", "h" -> file(FileInfo::isSymlink, true);
      case "x" -> file(info -> (info.mode() & 0111) != 0, false);
      case "F" -> subrequest(ExprOperators::isReachableFile);
      case "U", "A" -> subrequest(ExprOperators::isReachableUrl);
      default -> null;
    };
  }

  private static Unary text(Predicate<String> test) {
    return operand -> e -> test.test(operand.text(e));
  }

  private static boolean isTrue(String t) {
    return !(t.isEmpty()
        || t.equals("0")
        || t.equalsIgnoreCase("off")
        || t.equalsIgnoreCase("false")
        || t.equalsIgnoreCase("no"));
  }

  private static Unary file(Predicate<FileInfo> test, boolean link) {
    return operand ->
        e -> {
          String path = operand.text(e);
          if (path.isEmpty()) {
            return false;
          }
          Lookup seen = link ? e.x.files().lstat(path) : e.x.files().stat(path);
          return seen instanceof Lookup.Found found && test.test(found.info());
        };
  }

  private static Unary subrequest(BiPredicate<Exchange, String> test) {
    return operand -> e -> test.test(e.x, operand.text(e));
  }

  private static boolean isReachableFile(Exchange x, String path) {
    if (path.isEmpty() || isTooDeep(x)) {
      return false;
    }
    Exchange looked = x.lookupFile(path);
    FileInfo info = looked.file();
    return looked.status() == 200 && info != null && info.isRegular();
  }

  private static boolean isReachableUrl(Exchange x, String uri) {
    return !uri.isEmpty() && !isTooDeep(x) && x.lookupUri(uri).status() == 200;
  }

  private static boolean isTooDeep(Exchange x) {
    int depth = 0;
    for (Exchange up = x.main(); up != null; up = up.main()) {
      depth++;
    }
    return depth >= Eval.MAX_DEPTH;
  }

  /** The operator of that name, or null. */
  static @Nullable Binary binary(String name) {
    return switch (name.toLowerCase(java.util.Locale.ROOT)) {
      case "ipmatch" -> (l, r) -> inSubnet("-ipmatch", l, r);
      case "strmatch" -> (l, r) -> e -> Wildcards.matches(r.text(e), l.text(e));
      case "strcmatch" -> (l, r) -> e -> Wildcards.matchesIgnoringCase(r.text(e), l.text(e));
      case "fnmatch" -> (l, r) -> e -> Wildcards.fnmatch(r.text(e), l.text(e), PATHNAME);
      default -> null;
    };
  }

  /** The network is parsed once, so it must be a constant. */
  private static Bool inSubnet(String operator, Str address, Str network)
      throws DirectiveException {
    if (!(network instanceof ExprNode.Literal literal)) {
      throw new DirectiveException(operator + " requires subnet/netmask as constant argument");
    }
    IpSubnet subnet = IpSubnet.parse(literal.value());
    if (subnet == null) {
      throw new DirectiveException("parsing of subnet/netmask failed");
    }
    return e -> subnet.contains(address.text(e));
  }
}
