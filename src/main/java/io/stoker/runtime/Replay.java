package io.stoker.runtime;

import io.stoker.api.explain.Explanation;
import io.stoker.api.explain.Question;
import io.stoker.api.explain.Stage;
import io.stoker.runtime.view.Finding;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What was asked lately, tried on a configuration that is not served: which requests would be
 * answered otherwise.
 *
 * @param isValid whether the configuration would be accepted; else nothing was tried
 * @param isKept whether requests are kept at all (StokerReplayLog)
 * @param requests how many were tried
 * @param changed those that would be answered otherwise, the latest first
 * @param unknownFields fields that the configuration reads and that were not kept, since what is
 *     served does not read them: they counted as absent
 * @param findings what there is to say of the configuration
 */
public record Replay(
    boolean isValid,
    boolean isKept,
    int requests,
    List<Difference> changed,
    List<String> unknownFields,
    List<Finding> findings) {

  /**
   * A request that would be answered otherwise.
   *
   * @param because lines that decide now and did not before
   */
  public record Difference(Question request, List<Aspect> aspects, List<Stage.Line> because) {}

  /**
   * What would be otherwise.
   *
   * @param what {@code status}, {@code file}, {@code handler}, {@code access} or a header field
   * @param before null where there is none
   * @param after the same
   */
  public record Aspect(String what, @Nullable String before, @Nullable String after) {}

  /** Tries requests on both. */
  static Replay of(
      List<Question> asked,
      boolean isKept,
      Function<Question, @Nullable Explanation> served,
      Candidate candidate) {
    if (!candidate.isValid()) {
      return new Replay(false, isKept, 0, List.of(), List.of(), candidate.findings());
    }
    List<Difference> changed = new ArrayList<>();
    Set<String> unknown = new LinkedHashSet<>();
    int tried = 0;
    for (Question question : asked) {
      Explanation before = served.apply(question);
      if (before == null) {
        continue;
      }
      Explanation after = candidate.explain(question);
      tried++;
      unknown.addAll(after.fieldsRead());
      unknown.removeAll(before.fieldsRead());
      List<Aspect> aspects = aspects(before, after);
      if (!aspects.isEmpty()) {
        changed.add(new Difference(question, aspects, because(before, after)));
      }
    }
    return new Replay(
        true, isKept, tried, List.copyOf(changed), List.copyOf(unknown), candidate.findings());
  }

  private static List<Aspect> aspects(Explanation before, Explanation after) {
    List<Aspect> all = new ArrayList<>();
    Explanation.Reply a = before.reply();
    Explanation.Reply b = after.reply();
    compare(all, "status", Integer.toString(a.status()), Integer.toString(b.status()));
    compare(all, "host", place(before.host()), place(after.host()));
    compare(all, "file", a.file(), b.file());
    compare(all, "handler", handler(a), handler(b));
    compare(all, "access", access(before), access(after));
    TreeMap<String, String> fields = fields(a);
    TreeMap<String, String> others = fields(b);
    Set<String> names = new LinkedHashSet<>(fields.keySet());
    names.addAll(others.keySet());
    for (String name : names) {
      compare(all, name, fields.get(name), others.get(name));
    }
    return List.copyOf(all);
  }

  /** The handler that no directive names has a name to be read. */
  private static @Nullable String handler(Explanation.Reply reply) {
    return "".equals(reply.handler()) ? "files" : reply.handler();
  }

  private static String place(Explanation.Host host) {
    return host.isVirtual() ? host.name() : host.name() + " (main server)";
  }

  private static TreeMap<String, String> fields(Explanation.Reply reply) {
    return reply.headers().stream()
        .collect(
            Collectors.toMap(
                Explanation.Field::name,
                Explanation.Field::value,
                (x, y) -> x + ", " + y,
                () -> new TreeMap<>(String.CASE_INSENSITIVE_ORDER)));
  }

  private static void compare(
      List<Aspect> all, String what, @Nullable String before, @Nullable String after) {
    if (!Objects.equals(before, after)) {
      all.add(new Aspect(what, before, after));
    }
  }

  /** The lines about access that decided, without their places: these move with every edit. */
  private static @Nullable String access(Explanation e) {
    String said =
        e.stages().stream()
            .filter(s -> s.number() == e.reply().stage() || s.kind() != Stage.Kind.SUB_REQUEST)
            .flatMap(s -> s.lines().stream())
            .filter(l -> l.decides() && l.module().startsWith("mod_auth"))
            .map(l -> l.directive() + " " + l.value())
            .distinct()
            .collect(Collectors.joining("; "));
    return said.isEmpty() ? null : said;
  }

  private static List<Stage.Line> because(Explanation before, Explanation after) {
    Set<String> known = deciding(before).stream().map(Replay::words).collect(Collectors.toSet());
    return deciding(after).stream().filter(l -> !known.contains(words(l))).toList();
  }

  private static List<Stage.Line> deciding(Explanation e) {
    return e.stages().stream()
        .flatMap(s -> s.lines().stream())
        .filter(Stage.Line::decides)
        .distinct()
        .toList();
  }

  private static String words(Stage.Line line) {
    return line.directive() + " " + line.value() + " " + line.position().file();
  }
}
