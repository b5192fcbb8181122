package io.stoker.modules.mod_dbd;

import java.util.regex.Pattern;

/** Takes passwords out of DBDParams, in whatever form they are, for all who are shown them. */
final class Secrets {

  private static final String HIDDEN = "***";

  /**
   * {@code password=…} and whatever else is called so, up to white space: what follows a comma may
   * be a part of it.
   */
  private static final Pattern NAMED =
      Pattern.compile(
          "([\\w.-]*(?:pass|pwd|secret|token)[\\w.-]*\\s*=\\s*)"
              + "('(?:\\\\.|[^'\\\\])*'|\\{[^}]*}|(?:\\\\.|[^\\s\"\\\\])*)",
          Pattern.CASE_INSENSITIVE);

  /** {@code //user:password@host}. */
  private static final Pattern IN_AUTHORITY = Pattern.compile("(//[^\\s/?#:@\"]*:)[^\\s\"]*@");

  /** {@code jdbc:oracle:thin:user/password@host}. */
  private static final Pattern OF_ORACLE =
      Pattern.compile("(jdbc:oracle:\\w+:[^\\s/@\"]*/)[^\\s\"]*@", Pattern.CASE_INSENSITIVE);

  private Secrets() {}

  static String without(String text) {
    String named = NAMED.matcher(text).replaceAll("$1" + HIDDEN);
    String authority = IN_AUTHORITY.matcher(named).replaceAll("$1" + HIDDEN + "@");
    return OF_ORACLE.matcher(authority).replaceAll("$1" + HIDDEN + "@");
  }
}
