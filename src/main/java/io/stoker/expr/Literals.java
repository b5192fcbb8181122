package io.stoker.expr;

/**
 * The literal text that every match of a pattern has, so that most subjects need no regular
 * expression to be turned down.
 *
 * @param prefix what every match begins with, at the beginning of the subject; may be empty
 * @param ignoreCase whether the prefix is compared without case
 * @param required what is somewhere in every match, in this case; may be empty
 */
record Literals(String prefix, boolean ignoreCase, String required) {

  /** Whether a subject could match. */
  boolean admit(String subject) {
    return subject.regionMatches(ignoreCase, 0, prefix, 0, prefix.length())
        && subject.indexOf(required, ignoreCase ? 0 : prefix.length()) >= 0;
  }
}
