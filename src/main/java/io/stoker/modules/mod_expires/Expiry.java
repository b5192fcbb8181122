package io.stoker.modules.mod_expires;

import io.stoker.api.Cmd;
import io.stoker.api.DirectiveException;
import io.stoker.api.Exchange;
import io.stoker.api.Numbers;
import io.stoker.files.FileInfo;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * When something expires.
 *
 * @param fromModification whether time is counted from the file's last modification, else from the
 *     request
 * @param seconds added to that
 */
record Expiry(boolean fromModification, int seconds) {

  private static final int MINUTE = 60;
  private static final int HOUR = 60 * MINUTE;
  private static final int DAY = 24 * HOUR;

  /**
   * Reads {@code A3600} and {@code "access plus 1 hour"}.
   *
   * @param before what stands in front of it in messages, behind the directive's name
   */
  static Expiry parse(String text, Cmd cmd, String before) throws DirectiveException {
    try {
      return parse(text, cmd);
    } catch (DirectiveException e) {
      throw new DirectiveException(
          "'" + cmd.directive().name() + " " + before + text + "': " + e.getMessage(), e);
    }
  }

  private static Expiry parse(String text, Cmd cmd) throws DirectiveException {
    // Access and Modification with a capital are codes too, which say nothing of seconds.
    if (text.startsWith("A") || text.startsWith("M")) {
      return new Expiry(text.startsWith("M"), Numbers.leadingInt(text.substring(1)));
    }
    Cmd.Cut base = cmd.cut(text);
    boolean fromModification = fromModification(base.word());
    Cmd.Cut next = cmd.cut(base.rest());
    if (startsWith(next.word(), "p")) {
      next = cmd.cut(next.rest());
    }
    int seconds = 0;
    while (!next.word().isEmpty()) {
      if (!Character.isDigit(next.word().charAt(0))) {
        throw new DirectiveException(
            "bad expires code, numeric value expected <num> '" + next.word() + "'");
      }
      int number = Numbers.leadingInt(next.word());
      Cmd.Cut unit = cmd.cut(next.rest());
      // As in httpd, what does not fit in 32 bits comes out negative and expires at once.
      seconds += number * unit(unit.word());
      next = cmd.cut(unit.rest());
    }
    return new Expiry(fromModification, seconds);
  }

  private static boolean fromModification(String word) throws DirectiveException {
    if (startsWith(word, "n") || startsWith(word, "a")) {
      return false;
    }
    if (startsWith(word, "m")) {
      return true;
    }
    throw new DirectiveException("bad expires code, unrecognised <base> '" + word + "'");
  }

  /** Seconds of a unit, of which the first letters count. */
  private static int unit(String word) throws DirectiveException {
    if (word.isEmpty()) {
      throw new DirectiveException("bad expires code, missing <type>");
    }
    if (startsWith(word, "y")) {
      return 365 * DAY;
    }
    if (startsWith(word, "mo")) {
      return 30 * DAY;
    }
    if (startsWith(word, "w")) {
      return 7 * DAY;
    }
    if (startsWith(word, "d")) {
      return DAY;
    }
    if (startsWith(word, "h")) {
      return HOUR;
    }
    if (startsWith(word, "mi")) {
      return MINUTE;
    }
    if (startsWith(word, "s")) {
      return 1;
    }
    throw new DirectiveException("bad expires code, unrecognised <type>'" + word + "'");
  }

  private static boolean startsWith(String word, String letters) {
    return word.toLowerCase(Locale.ROOT).startsWith(letters);
  }

  /** Where counting begins, in seconds since 1970; null for the modification of no file. */
  @Nullable Long base(Exchange x) {
    if (!fromModification) {
      return x.startSecond();
    }
    FileInfo file = x.file();
    return file == null ? null : Math.floorDiv(file.modifiedMicros(), 1_000_000L);
  }
}
