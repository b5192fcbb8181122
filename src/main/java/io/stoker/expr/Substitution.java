package io.stoker.expr;

/**
 * A replacement text with {@code $0} to {@code $9} for the groups of a match; a backslash takes the
 * meaning of the next character away. What {@code ap_pregsub} does for Redirect, Alias and
 * SetEnvIf.
 */
public final class Substitution {

  private Substitution() {}

  /** The text with the groups of {@code match} filled in; a group that took no part is empty. */
  public static String apply(String template, Regex.Match match) {
    if (template.indexOf('$') < 0 && template.indexOf('\\') < 0) {
      return template;
    }
    StringBuilder out = new StringBuilder(template.length() + 16);
    for (int i = 0; i < template.length(); i++) {
      char c = template.charAt(i);
      char next = i + 1 < template.length() ? template.charAt(i + 1) : '\0';
      if (c == '$' && next >= '0' && next <= '9') {
        String group = match.group(next - '0');
        out.append(group == null ? "" : group);
        i++;
      } else if (c == '\\' && next != '\0') {
        out.append(next);
        i++;
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }
}
