package io.stoker.api;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names that tell that what they stand for is a secret, such as {@code DB_PASSWORD}; and
 * directives' arguments without what such names stand for, for {@link Directive.Builder#shown}.
 * What only names another variable, as <code>${DB_PASSWORD}</code> does, is no secret.
 */
public final class SecretNames {

  /** What stands in the place of a secret. */
  public static final String HIDDEN = "***";

  private static final String ANYWHERE =
      "passw(?:or)?d|passphrase|(?<!by|com)pass(?![a-z])|pwd|secret|token|credential"
          + "|api[-_.]?key|private[-_.]?key|authorization";

  private static final Pattern SECRET =
      Pattern.compile(ANYWHERE + "|(?:^|[-_.])key$", Pattern.CASE_INSENSITIVE);

  /** {@code name=value} with quotes, braces, or up to white space: a comma may be a part of it. */
  private static final Pattern ASSIGNED =
      Pattern.compile(
          "([\\w.-]*(?:"
              + ANYWHERE
              + ")[\\w.-]*\\s*=\\s*)"
              + "('(?:\\\\.|[^'\\\\])*'|\\{[^}]*}|(?:\\\\.|[^\\s\"\\\\])*)",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern REFERENCE =
      Pattern.compile("\\$\\d|\\$\\{[^}]+}|%\\{[^}]+}[A-Za-z]?");

  private static final String WORD =
      "(?:\"(?:\\\\.|[^\"\\\\])*\"|'(?:\\\\.|[^'\\\\])*'|[^\\s\"']\\S*)";

  private static final Pattern VARIABLE =
      Pattern.compile("(\\s*)(" + WORD + ")(\\s+)(\\S.*)", Pattern.DOTALL);

  private static final Pattern FIELD =
      Pattern.compile(
          "(\\s*(?:(?:always|onsuccess)\\s+)?" + WORD + "\\s+)(" + WORD + ")(\\s+)(\\S.*)",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private SecretNames() {}

  /** Whether a value of that name is not to be seen. */
  public static boolean isSecret(String name) {
    return SECRET.matcher(name).find();
  }

  /** The same of a field of a request or reply. */
  public static boolean isSecretField(String name) {
    return isSecret(name) || name.equalsIgnoreCase("cookie");
  }

  /** {@code NAME value}, as SetEnv and Define have it. */
  public static String ofVariable(String args) {
    Matcher m = VARIABLE.matcher(args);
    return m.matches() && isSecret(m.group(2)) ? withoutValue(m) : args;
  }

  /** {@code [condition] action field value …}, as Header and RequestHeader have it. */
  public static String ofField(String args) {
    Matcher m = FIELD.matcher(args);
    return m.matches() && isSecret(m.group(2)) ? withoutValue(m) : args;
  }

  /** All but the first word, whatever it is. */
  public static String afterFirst(String args) {
    Matcher m = VARIABLE.matcher(args);
    return m.matches() ? withoutValue(m) : args;
  }

  private static String withoutValue(Matcher m) {
    String value = m.group(4);
    String shown = isReference(value) ? value : HIDDEN;
    return m.group(1) + m.group(2) + m.group(3) + shown;
  }

  private static boolean isReference(String value) {
    String first = value.replaceFirst("\\s+(?:early|env=\\S+)\\s*$", "").strip();
    boolean isQuoted = first.length() > 1 && first.startsWith("\"") && first.endsWith("\"");
    String bare = isQuoted ? first.substring(1, first.length() - 1) : first;
    return REFERENCE.matcher(bare).matches();
  }

  /** Every {@code name=value}, wherever it stands. */
  public static String ofAssignments(String args) {
    return ASSIGNED
        .matcher(args)
        .replaceAll(
            m -> {
              String shown = REFERENCE.matcher(m.group(2)).matches() ? m.group(2) : HIDDEN;
              return Matcher.quoteReplacement(m.group(1) + shown);
            });
  }
}
