package io.stoker.modules.mod_log_config;

import io.stoker.api.LogLine;

/** A cookie in the octets of a Cookie field, found as {@link io.stoker.http.Cookies} finds it. */
final class HitCookie {

  private HitCookie() {}

  /** Adds the value of the cookie {@code name} to the line; false where there is none. */
  static boolean append(byte[] field, int start, int end, byte[] name, LogLine line) {
    int at = start;
    while (at <= end) {
      int semicolon = indexOf(field, at, end, ';');
      int equals = indexOf(field, at, semicolon, '=');
      if (equals < semicolon && isName(field, at, equals, name)) {
        int from = afterBlanks(field, equals + 1, semicolon);
        line.escaped(field, from, beforeBlanks(field, from, semicolon));
        return true;
      }
      at = semicolon + 1;
    }
    return false;
  }

  /** Where the octet is, or {@code end}. */
  private static int indexOf(byte[] field, int from, int end, char octet) {
    int at = from;
    while (at < end && field[at] != octet) {
      at++;
    }
    return at;
  }

  private static boolean isName(byte[] field, int start, int end, byte[] name) {
    int from = afterBlanks(field, start, end);
    if (beforeBlanks(field, from, end) - from != name.length) {
      return false;
    }
    for (int i = 0; i < name.length; i++) {
      if (lower(field[from + i]) != lower(name[i])) {
        return false;
      }
    }
    return true;
  }

  private static int lower(byte octet) {
    return octet >= 'A' && octet <= 'Z' ? octet + 32 : octet;
  }

  private static int afterBlanks(byte[] field, int start, int end) {
    int at = start;
    while (at < end && isBlank(field[at])) {
      at++;
    }
    return at;
  }

  private static int beforeBlanks(byte[] field, int start, int end) {
    int at = end;
    while (at > start && isBlank(field[at - 1])) {
      at--;
    }
    return at;
  }

  private static boolean isBlank(byte octet) {
    return octet == ' ' || octet == '\t';
  }
}
