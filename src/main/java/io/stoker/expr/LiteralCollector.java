package io.stoker.expr;

/**
 * Collects the {@link Literals} of a pattern while it is read: the literal characters behind a
 * caret at its very beginning, and the longest run of them outside of groups. What may be missing,
 * and what is in one of several alternatives, does not count.
 */
final class LiteralCollector {

  private final StringBuilder prefix = new StringBuilder();
  private boolean inPrefix;
  private boolean prefixIgnoresCase;
  private final StringBuilder run = new StringBuilder();
  private String longest = "";
  private boolean alternatives;

  /** A caret with nothing before it. */
  void start() {
    inPrefix = true;
  }

  /**
   * A character that stands for itself.
   *
   * @param isOutside whether it is in no group
   */
  void literal(char c, boolean ignoreCase, boolean isOutside) {
    if (inPrefix && prefix.isEmpty()) {
      prefixIgnoresCase = ignoreCase;
    }
    inPrefix &= prefixIgnoresCase == ignoreCase;
    if (inPrefix) {
      prefix.append(c);
    } else if (!ignoreCase && isOutside) {
      run.append(c);
    }
  }

  /** The last character may be missing, or be there several times. */
  void repeated() {
    if (inPrefix && !prefix.isEmpty()) {
      prefix.setLength(prefix.length() - 1);
    } else if (!inPrefix && !run.isEmpty()) {
      run.setLength(run.length() - 1);
    }
    other();
  }

  /** Anything else. */
  void other() {
    inPrefix = false;
    if (run.length() > longest.length()) {
      longest = run.toString();
    }
    run.setLength(0);
  }

  /** A bar outside of groups. */
  void alternative() {
    alternatives = true;
    inPrefix = false;
  }

  Literals result() {
    other();
    return alternatives
        ? new Literals("", false, "")
        : new Literals(prefix.toString(), prefixIgnoresCase, longest);
  }
}
