package io.stoker.modules.mod_auth_basic;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Who the client says it is. One char a byte: what they stand for is between the client and the
 * password file.
 */
record Credentials(String user, String password) {

  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

  /** Keeps the password out of logs. */
  @Override
  public String toString() {
    return user;
  }

  /** Reads the value of an Authorization field; null where it is of another scheme. */
  static @Nullable Credentials parse(String field) {
    int end = field.indexOf(' ');
    String scheme = end < 0 ? field : field.substring(0, end);
    if (!scheme.equalsIgnoreCase(ModAuthBasic.SCHEME)) {
      return null;
    }
    String text = decoded(field, scheme.length());
    int colon = text.indexOf(':');
    return colon < 0
        ? new Credentials(text, "")
        : new Credentials(text.substring(0, colon), text.substring(colon + 1));
  }

  /**
   * What the base64 behind the scheme says: up to the first character that is none of it, padding
   * being one, and up to the first null.
   */
  private static String decoded(String field, int from) {
    int start = from;
    while (start < field.length() && (field.charAt(start) == ' ' || field.charAt(start) == '\t')) {
      start++;
    }
    int end = start;
    while (end < field.length() && ALPHABET.indexOf(field.charAt(end)) >= 0) {
      end++;
    }
    // One letter of four holds not even a byte.
    int usable = (end - start) % 4 == 1 ? end - 1 : end;
    byte[] bytes = Base64.getDecoder().decode(field.substring(start, usable));
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int end0 = text.indexOf('\0');
    return end0 < 0 ? text : text.substring(0, end0);
  }
}
