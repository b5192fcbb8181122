package io.stoker.support;

/** What may be the name of a user. */
final class UserName {

  private static final int LONGEST = 255;

  private UserName() {}

  /** Refuses what a password file could not hold. */
  static String checked(String program, String name) throws Failure {
    if (name.length() > LONGEST) {
      throw new Failure(5, program + ": username too long (> " + LONGEST + ")");
    }
    if (name.indexOf(':') >= 0) {
      throw new Failure(6, program + ": username contains illegal character ':'");
    }
    return name;
  }
}
