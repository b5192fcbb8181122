package io.stoker.parity;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares what was seen with what a case expects. */
final class Comparison {
  private Comparison() {}

  /**
   * Compares.
   *
   * @param stoker whether Stoker was asked, so that {@code differs} counts
   * @return the problem in words, or nothing when all is as expected
   */
  static Optional<String> problem(Observation seen, boolean stoker) {
    return switch (seen.item()) {
      case Item.Request r -> request(r, seen, stoker);
      case Item.Check c -> check(c, seen, stoker);
      case Item.AccessLog a ->
          accessLog(stoker && a.differs() != null ? a.differs() : a.section(), seen);
    };
  }

  /** Whether the reply, the output or the access log is as recorded; the error log aside. */
  static boolean isAsRecorded(Observation seen) {
    return switch (seen.item()) {
      case Item.Request r -> r.reply() != null && reply(r.reply(), seen).isEmpty();
      case Item.Check c -> check(c, seen, false).isEmpty();
      case Item.AccessLog a -> accessLog(a.section(), seen).isEmpty();
    };
  }

  private static Optional<String> request(Item.Request r, Observation seen, boolean stoker) {
    Section expected = stoker && r.differs() != null ? r.differs() : r.reply();
    if (expected == null) {
      return Optional.of("no reply has been recorded");
    }
    return reply(expected, seen).or(() -> log(r.log(), seen));
  }

  private static Optional<String> reply(Section expected, Observation seen) {
    ReplyText want = ReplyText.parse(expected.lines());
    ReplyText got = ReplyText.parse(seen.lines());
    boolean same =
        expected.attributes().keySet().equals(seen.marks())
            && sameHeads(want.heads(), got.heads())
            && ReplyText.matches(want.body(), got.body());
    return same ? Optional.empty() : Optional.of(replyDiff(expected, seen));
  }

  private static String replyDiff(Section expected, Observation seen) {
    List<String> want = new ArrayList<>(expected.lines());
    List<String> got = new ArrayList<>(seen.lines());
    want.addFirst("== reply" + marks(expected.attributes().keySet()));
    got.addFirst("== reply" + marks(seen.marks()));
    return Diff.of(want, got);
  }

  static String marks(Set<String> marks) {
    return marks.isEmpty() ? "" : " (" + String.join(", ", marks) + ")";
  }

  private static boolean sameHeads(List<List<String>> want, List<List<String>> got) {
    if (want.size() != got.size()) {
      return false;
    }
    for (int i = 0; i < want.size(); i++) {
      if (!sameHead(want.get(i), got.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** The same status line and header fields; order counts only among fields of one name. */
  private static boolean sameHead(List<String> want, List<String> got) {
    if (want.size() != got.size() || !ReplyText.matches(want.getFirst(), got.getFirst())) {
      return false;
    }
    List<String> left = new ArrayList<>(got.subList(1, got.size()));
    for (String field : want.subList(1, want.size())) {
      String name = field.substring(0, field.indexOf(':') + 1);
      Optional<String> first = left.stream().filter(f -> f.startsWith(name)).findFirst();
      if (first.isEmpty() || !ReplyText.matches(field, first.get())) {
        return false;
      }
      left.remove(first.get());
    }
    return true;
  }

  private static Optional<String> log(@Nullable Section expected, Observation seen) {
    List<String> missing = expected == null ? List.of() : missingInLog(expected, seen);
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "not in the error log:\n- %s\nmessages there:\n  %s"
                .formatted(String.join("\n- ", missing), String.join("\n  ", seen.scenarioLog())));
  }

  /** Expected messages that the error log does not have. */
  static List<String> missingInLog(Section expected, Observation seen) {
    List<String> left = new ArrayList<>(seen.scenarioLog());
    List<String> missing = new ArrayList<>();
    for (String line : expected.lines()) {
      Optional<String> found = left.stream().filter(ReplyText.like(line)).findFirst();
      found.ifPresentOrElse(left::remove, () -> missing.add(line));
    }
    return missing;
  }

  private static Optional<String> check(Item.Check c, Observation seen, boolean stoker) {
    Section expected = stoker && c.differs() != null ? c.differs() : c.output();
    if (expected == null || c.exit() == null) {
      return Optional.of("no output or no exit status has been recorded");
    }
    String own = expected.attributes().get("exit");
    int exit = Integer.parseInt(own == null ? c.exit().argument() : own);
    if (exit == seen.exit() && sameLines(expected.lines(), seen.lines())) {
      return Optional.empty();
    }
    List<String> want = new ArrayList<>(expected.lines());
    List<String> got = new ArrayList<>(seen.lines());
    want.add("exit " + exit);
    got.add("exit " + seen.exit());
    return Optional.of(Diff.of(want, got));
  }

  /** Access logs are written when a request is over: order between connections is not fixed. */
  private static Optional<String> accessLog(Section expected, Observation seen) {
    List<String> left = new ArrayList<>(seen.lines());
    for (String line : expected.lines()) {
      left.stream().filter(ReplyText.like(line)).findFirst().ifPresent(left::remove);
    }
    boolean same = left.isEmpty() && expected.lines().size() == seen.lines().size();
    return same ? Optional.empty() : Optional.of(Diff.of(expected.lines(), seen.lines()));
  }

  private static boolean sameLines(List<String> want, List<String> got) {
    return ReplyText.matches(String.join("\n", want), String.join("\n", got));
  }
}
