package io.stoker.expr;

/** A pattern that cannot be compiled. */
abstract sealed class PatternException extends Exception {
  private static final long serialVersionUID = 1L;

  private PatternException(String what) {
    super(what, null, false, false);
  }

  /** No pattern of PCRE either; the message says what is wrong with it. */
  static final class Malformed extends PatternException {
    private static final long serialVersionUID = 1L;

    Malformed(String what) {
      super(what);
    }
  }

  /** A construct of PCRE that has no counterpart in Java; the message names it. */
  static final class Unsupported extends PatternException {
    private static final long serialVersionUID = 1L;

    Unsupported(String what) {
      super(what);
    }
  }
}
