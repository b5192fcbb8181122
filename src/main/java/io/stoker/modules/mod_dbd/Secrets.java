package io.stoker.modules.mod_dbd;

import io.stoker.api.SecretNames;
import java.util.regex.Pattern;

/** Takes passwords out of DBDParams, in whatever form they are, for all who are shown them. */
final class Secrets {

  /** {@code //user:password@host}. */
  private static final Pattern IN_AUTHORITY = Pattern.compile("(//[^\\s/?#:@\"]*:)[^\\s\"]*@");

  /** {@code jdbc:oracle:thin:user/password@host}. */
  private static final Pattern OF_ORACLE =
      Pattern.compile("(jdbc:oracle:\\w+:[^\\s/@\"]*/)[^\\s\"]*@", Pattern.CASE_INSENSITIVE);

  private Secrets() {}

  static String without(String text) {
    String named = SecretNames.ofAssignments(text);
    String authority = IN_AUTHORITY.matcher(named).replaceAll("$1" + SecretNames.HIDDEN + "@");
    return OF_ORACLE.matcher(authority).replaceAll("$1" + SecretNames.HIDDEN + "@");
  }
}
