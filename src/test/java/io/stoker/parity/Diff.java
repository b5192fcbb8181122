package io.stoker.parity;

import java.util.ArrayList;
import java.util.List;

/** A line by line difference that people can read. */
final class Diff {
  private Diff() {}

  /** Lines with {@code -} were expected, lines with {@code +} were seen, others agree. */
  static String of(List<String> expected, List<String> seen) {
    int[][] common = common(expected, seen);
    List<String> out = new ArrayList<>(List.of("--- expected", "+++ seen"));
    int i = 0;
    int j = 0;
    while (i < expected.size() || j < seen.size()) {
      boolean bothLeft = i < expected.size() && j < seen.size();
      if (bothLeft && same(expected.get(i), seen.get(j))) {
        out.add("  " + seen.get(j));
        i++;
        j++;
      } else if (j >= seen.size()
          || (i < expected.size() && common[i + 1][j] >= common[i][j + 1])) {
        out.add("- " + expected.get(i++));
      } else {
        out.add("+ " + seen.get(j++));
      }
    }
    return String.join("\n", out);
  }

  /** Lengths of the longest common subsequences of all tails. */
  private static int[][] common(List<String> a, List<String> b) {
    int[][] length = new int[a.size() + 1][b.size() + 1];
    for (int i = a.size() - 1; i >= 0; i--) {
      for (int j = b.size() - 1; j >= 0; j--) {
        length[i][j] =
            same(a.get(i), b.get(j))
                ? length[i + 1][j + 1] + 1
                : Math.max(length[i + 1][j], length[i][j + 1]);
      }
    }
    return length;
  }

  private static boolean same(String expected, String seen) {
    return ReplyText.matches(expected, seen);
  }
}
