package io.stoker.modules.mod_include;

/** Where a page is between if and endif: whether anything is shown, and may be further on. */
final class Branches {

  private boolean shown = true;

  /** Whether a branch was taken already; outside of any, it is the page. */
  private boolean taken = true;

  /** How many if elements began where nothing is shown. */
  private int skipped;

  boolean isShown() {
    return shown;
  }

  /** Whether an element belongs to an if in a branch that is not shown. */
  boolean isSkipped() {
    return skipped > 0;
  }

  boolean isTaken() {
    return taken;
  }

  /** An if whose own condition does not count. */
  void skip() {
    skipped++;
  }

  void take(boolean condition) {
    shown = condition;
    taken = condition;
  }

  /** Nothing is shown up to endif, since nobody knows what should be. */
  void giveUp() {
    shown = false;
    taken = true;
  }

  void hide() {
    shown = false;
  }

  void end() {
    if (skipped > 0) {
      skipped--;
    } else {
      shown = true;
      taken = true;
    }
  }
}
