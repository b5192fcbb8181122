package io.stoker.config;

import io.stoker.api.DirectiveException;
import io.stoker.expr.Regexes;
import io.stoker.files.Disk;
import io.stoker.files.Lookup;
import io.stoker.syntax.Words;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The questions that {@code <IfModule>} and its like ask while a file is read. */
final class Conditions {

  /**
   * The version of httpd whose configuration Stoker reads: {@code <IfVersion>} compares with it.
   */
  static final int[] VERSION = {2, 4, 71};

  private static final Pattern NUMBERS = Pattern.compile("(\\d+)(?:\\.(\\d+)(?:\\.(\\d+))?)?");

  private final LoadContext ctx;

  Conditions(LoadContext ctx) {
    this.ctx = ctx;
  }

  /**
   * Answers.
   *
   * @param args what stands between the name and the closing bracket; not empty
   */
  boolean holds(Language.Kind kind, String args) throws ReadException {
    if (kind == Language.Kind.IF_VERSION) {
      return version(args);
    }
    boolean not = args.startsWith("!");
    String word = new Words(not ? args.substring(1) : args).next().value();
    return not
        != switch (kind) {
          case IF_DEFINE -> ctx.defines.isDefined(word);
          case IF_MODULE -> ctx.modules.isLoaded(word);
          case IF_FILE -> Disk.system().stat(ctx.serverRootRelative(word)) instanceof Lookup.Found;
          case IF_DIRECTIVE -> knows(word);
          case IF_SECTION -> knows("<" + word);
          default -> throw new IllegalStateException(kind.toString());
        };
  }

  private boolean knows(String name) {
    if (ctx.modules.find(name) != null) {
      return true;
    }
    HttpdTables.DirectiveRow row = HttpdTables.get().directive(name);
    return row != null && ctx.modules.wouldKnow(row);
  }

  private boolean version(String args) throws ReadException {
    List<Words.Word> words = Words.all(args);
    String operator = words.get(0).value();
    boolean not = words.size() > 1 && operator.startsWith("!");
    if (not) {
      operator = operator.substring(1);
    }
    if (words.size() > 2) {
      throw new ReadException("<IfVersion> directive missing closing '>'", null);
    }
    String version;
    if (words.size() == 1) {
      version = operator;
      operator = "=";
    } else {
      version = words.get(1).value();
    }
    return not != compare(operator, version);
  }

  private static boolean compare(String operator, String version) throws ReadException {
    return switch (operator) {
      case "=", "==" ->
          version.length() > 1 && version.startsWith("/") && version.endsWith("/")
              ? matches(version.substring(1, version.length() - 1))
              : difference(version) == 0;
      case "~" -> matches(version);
      case ">" -> difference(version) > 0;
      case ">=" -> difference(version) >= 0;
      case "<" -> difference(version) < 0;
      case "<=" -> difference(version) <= 0;
      default -> throw new ReadException("unrecognized operator '" + operator + "'", null);
    };
  }

  /** This server's version less the other. */
  private static int difference(String version) throws ReadException {
    Matcher m = NUMBERS.matcher(version);
    if (!m.matches()) {
      throw new ReadException(
          "Version appears to be invalid. It must have the format major[.minor[.patch]] where"
              + " major, minor and patch are numbers.",
          null);
    }
    for (int i = 0; i < VERSION.length; i++) {
      String part = m.group(i + 1);
      int other = part == null ? 0 : Integer.parseInt(part);
      if (VERSION[i] != other) {
        return Integer.compare(VERSION[i], other);
      }
    }
    return 0;
  }

  private static boolean matches(String pattern) throws ReadException {
    try {
      return Regexes.compile(pattern, false)
          .matches(VERSION[0] + "." + VERSION[1] + "." + VERSION[2]);
    } catch (DirectiveException e) {
      throw new ReadException("Unable to compile regular expression", null);
    }
  }
}
