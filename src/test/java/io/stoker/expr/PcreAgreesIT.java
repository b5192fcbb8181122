package io.stoker.expr;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.api.DirectiveException;
import io.stoker.testing.Peers;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Patterns of every kind, searched by PCRE2 itself and by Stoker: the same groups or none. */
class PcreAgreesIT {

  private static final int PATTERNS = 20_000;
  private static final int SUBJECTS = 6;

  private final Pcre2 pcre =
      new Pcre2(
          Peers.require(
              "libpcre2-8-0",
              "/usr/lib/x86_64-linux-gnu/libpcre2-8.so.0",
              "/usr/lib/aarch64-linux-gnu/libpcre2-8.so.0"));

  @Test
  void randomPatternsMeanTheSame() {
    Random random = new Random(20_240_101);
    RandomPatterns patterns = new RandomPatterns(random);
    List<String> differences = new ArrayList<>();
    int compared = 0;
    for (int i = 0; i < PATTERNS; i++) {
      String pattern = patterns.next();
      boolean ignoreCase = random.nextInt(4) == 0;
      for (int s = 0; s < SUBJECTS; s++) {
        String subject = patterns.subject();
        String ours = ours(pattern, ignoreCase, subject);
        if (ours.startsWith("not supported")) {
          continue;
        }
        String theirs = pcre.search(pattern, ignoreCase, subject, groups(pattern, ignoreCase));
        compared++;
        if (!ours.equals(theirs) && !isKnown(pattern, ours, theirs)) {
          differences.add(
              "/%s/%s on '%s': pcre %s, ours %s"
                  .formatted(pattern, ignoreCase ? "i" : "", subject, theirs, ours));
          break;
        }
      }
    }
    System.out.println(compared + " searches compared");
    assertThat(differences).isEmpty();
  }

  /**
   * Java may keep what a group took in an alternative or repetition that failed later, and may
   * leave out a repetition that takes nothing; a reference to such a group then fails where it
   * would not.
   */
  private static boolean isKnown(String pattern, String ours, String theirs) {
    if (pattern.matches("(?s).*\\\\(g|[1-9]).*")) {
      return true;
    }
    String[] mine = ours.split(" ");
    String[] other = theirs.split(" ");
    if (mine.length != other.length || !mine[0].equals(other[0])) {
      return false;
    }
    for (int i = 1; i < mine.length; i++) {
      boolean kept = other[i].equals("-");
      boolean empty = mine[i].equals("-") || isEmptySpan(mine[i]);
      if (!mine[i].equals(other[i]) && !kept && !(empty && isEmptySpan(other[i]))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isEmptySpan(String span) {
    int comma = span.indexOf(',');
    return comma > 0 && span.substring(0, comma).equals(span.substring(comma + 1));
  }

  private static int groups(String pattern, boolean ignoreCase) {
    try {
      return Regexes.compile(pattern, ignoreCase).groupCount();
    } catch (DirectiveException e) {
      return 0;
    }
  }

  private static String ours(String pattern, boolean ignoreCase, String subject) {
    Regex regex;
    try {
      regex = Regexes.compile(pattern, ignoreCase);
    } catch (DirectiveException e) {
      return String.valueOf(e.getMessage()).startsWith("not supported")
          ? "not supported"
          : "not compiled";
    }
    Regex.Match match = regex.find(subject);
    if (match == null) {
      return "no match";
    }
    List<String> all = new ArrayList<>();
    for (int i = 0; i <= match.groupCount(); i++) {
      all.add(match.start(i) < 0 ? "-" : match.start(i) + "," + match.end(i));
    }
    return String.join(" ", all);
  }
}
