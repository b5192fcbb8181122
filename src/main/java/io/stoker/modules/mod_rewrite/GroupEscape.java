package io.stoker.modules.mod_rewrite;

import io.stoker.modules.mod_rewrite.RuleFlags.Flag;
import org.jspecify.annotations.Nullable;

/**
 * How groups are escaped where a rule says B.
 *
 * @param controlsOnly control characters and spaces alone (BCTLS)
 * @param only the characters to escape (B=…), or null for all but letters, digits and underscores
 * @param never the characters to leave (BNE=…)
 * @param plus whether a space becomes a plus sign
 */
record GroupEscape(boolean controlsOnly, @Nullable String only, String never, boolean plus) {

  private static final String HEX = "0123456789abcdef";

  /** What the flags ask for; null where nothing is escaped. */
  static @Nullable GroupEscape of(RuleFlags flags) {
    if (!flags.flags.contains(Flag.ESCAPE_GROUPS)) {
      return null;
    }
    return new GroupEscape(
        flags.flags.contains(Flag.ESCAPE_CONTROLS),
        flags.escapes,
        flags.keeps == null ? "" : flags.keeps,
        !flags.flags.contains(Flag.SPACE_AS_HEX));
  }

  String apply(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!escapes(c)) {
        out.append(c);
      } else if (c == ' ' && plus) {
        out.append('+');
      } else {
        out.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
      }
    }
    return out.toString();
  }

  private boolean escapes(char c) {
    if (never.indexOf(c) >= 0) {
      return false;
    }
    if (controlsOnly && (c <= ' ' || c == 0x7f)) {
      return true;
    }
    if (only != null) {
      return only.indexOf(c) >= 0;
    }
    boolean word = c < 0x80 && (Character.isLetterOrDigit(c) || c == '_');
    return !controlsOnly && !word;
  }
}
