package io.stoker.reference;

/**
 * How far a line of a configuration does in Stoker what it does in httpd.
 *
 * @param why the reason; empty for {@link Grade#EXACT}
 */
public record Rating(Grade grade, String why) {

  /** The grades, best first. */
  public enum Grade {
    EXACT("exact"),
    /** Accepted, but not in all as in httpd, or without effect. */
    DIFFERS("differs"),
    /** Refused at the start. */
    NOT_YET("not yet");

    private final String words;

    Grade(String words) {
      this.words = words;
    }

    /** As reports write it. */
    public String words() {
      return words;
    }
  }

  static final Rating EXACT = new Rating(Grade.EXACT, "");

  static Rating differs(String why) {
    return new Rating(Grade.DIFFERS, why);
  }

  static Rating notYet(String why) {
    return new Rating(Grade.NOT_YET, why);
  }

  /** The lesser of two. */
  Rating and(Rating other) {
    return other.grade.compareTo(grade) > 0 ? other : this;
  }
}
