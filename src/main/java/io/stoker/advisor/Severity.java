package io.stoker.advisor;

import java.util.Locale;

/** How much an advice matters. */
public enum Severity {
  /** Good to know: the guide's cost is not there, or is not worth a change here. */
  NOTE,
  /** A change that makes the server faster or its configuration simpler. */
  ADVICE,
  /** Something that goes wrong, or will under load. */
  WARNING;

  /** In lower case, as texts have it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
