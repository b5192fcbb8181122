package io.stoker.support;

import io.stoker.api.PasswordHash;
import org.jspecify.annotations.Nullable;

/**
 * How htpasswd and htdbm hash, by their options {@code -m2 5Bdsp}, {@code -C} and {@code -r}.
 *
 * @param effort cost of bcrypt or rounds of SHA; 0 for the usual
 */
record Hashing(PasswordHash kind, int effort) {

  /** Longest password that is taken, in bytes. */
  private static final int LONGEST = 256;

  private static final int DES_LENGTH = 8;

  /** Reads the options; the last one counts. */
  static Hashing of(String program, Flags flags, Terminal terminal) throws Failure {
    PasswordHash kind = kind(flags.last("m25Bdsp"));
    String said = flags.value('C');
    if (said == null) {
      said = flags.value('r');
    }
    int effort = said == null ? 0 : positive(program, said);
    if (kind == PasswordHash.PLAIN) {
      terminal
          .err()
          .println(
              "Warning: storing passwords as plain text might just not work on this platform.");
    }
    if (effort > 0 && !kind.takesEffort()) {
      terminal.err().println("Warning: Ignoring -C/-r argument for this algorithm.");
      effort = 0;
    }
    return new Hashing(kind, effort);
  }

  private static PasswordHash kind(@Nullable Character option) {
    return switch (option == null ? 'm' : option) {
      case '2' -> PasswordHash.SHA256;
      case '5' -> PasswordHash.SHA512;
      case 'B' -> PasswordHash.BCRYPT;
      case 'd' -> PasswordHash.CRYPT;
      case 's' -> PasswordHash.SHA1;
      case 'p' -> PasswordHash.PLAIN;
      default -> PasswordHash.APR1;
    };
  }

  private static int positive(String program, String text) throws Failure {
    try {
      int value = Integer.parseInt(text);
      if (value > 0) {
        return value;
      }
    } catch (NumberFormatException e) {
      // falls through to the same message
    }
    throw new Failure(2, program + ": argument to -C/-r must be a positive integer");
  }

  /** Hashes a password; one char a byte. */
  String hash(String program, String password, Terminal terminal) throws Failure {
    if (password.length() > LONGEST) {
      throw new Failure(5, program + ": password too long (> " + LONGEST + ")");
    }
    if (kind == PasswordHash.CRYPT && password.length() > DES_LENGTH) {
      terminal.err().println("Warning: Password truncated to 8 characters by CRYPT algorithm.");
    }
    try {
      return kind.hash(password, effort);
    } catch (IllegalArgumentException e) {
      throw new Failure(
          3, program + ": Unable to encode with " + kind.label() + ": Invalid argument");
    }
  }
}
