package io.stoker.cli.explain;

import io.stoker.api.Position;
import io.stoker.api.explain.Explanation;
import io.stoker.api.explain.RuleTrial;
import io.stoker.api.explain.Stage;
import io.stoker.files.ByteNames;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An explanation for a terminal: what came of it first, then the way to it. */
final class ExplanationText {

  private final PrintWriter out;
  private final boolean all;

  /**
   * To a writer of bytes, one a char.
   *
   * @param all whether lines are shown that decided nothing
   */
  ExplanationText(PrintWriter out, boolean all) {
    this.out = out;
    this.all = all;
  }

  private void line(String text) {
    out.println(ByteNames.fromText(text));
  }

  void print(Explanation e) {
    line(e.method() + " " + e.target() + " from " + e.client());
    reply(e);
    line("");
    Explanation.Host host = e.host();
    line(
        (host.isVirtual() ? "virtual host " : "main server ")
            + host.name()
            + (host.position() == null ? "" : "  " + at(host.position())));
    line("  " + host.why());
    e.stages().forEach(this::stage);
    list("not done", e.notDone());
    list(
        "error log",
        e.log().stream().map(l -> l.module() + ":" + l.level() + " " + l.text()).toList());
  }

  private void reply(Explanation e) {
    Explanation.Reply reply = e.reply();
    line("  " + reply.status() + " " + reply.reason());
    reply.headers().forEach(f -> line("  " + f.name() + ": " + f.value()));
    optional("file", reply.file());
    if (reply.handler() != null && !reply.handler().isEmpty()) {
      line("  handler: " + reply.handler());
    }
    if (!reply.filters().isEmpty()) {
      line("  filters: " + String.join(" ", reply.filters()));
    }
    Explanation.Planning planning = e.planning();
    line(
        planning.isPlanned()
            ? "  planned: yes"
                + (planning.dependsOn().isEmpty()
                    ? ""
                    : ", by " + String.join(", ", planning.dependsOn()))
            : "  planned: no, " + planning.whyNot());
  }

  private void optional(String name, @Nullable String value) {
    if (value != null) {
      line("  " + name + ": " + value);
    }
  }

  private void stage(Stage stage) {
    line("");
    String from = stage.of() == 0 ? "" : " of " + stage.of();
    String kind = stage.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
    String query = stage.query() == null ? "" : "?" + stage.query();
    line(
        "["
            + stage.number()
            + "] "
            + kind
            + from
            + ": "
            + stage.method()
            + " "
            + stage.uri()
            + query);
    optional("file", stage.file());
    if (!stage.sections().isEmpty()) {
      line("  merged, the later wins:");
      stage.sections().forEach(s -> line("    " + padded(s.what()) + at(s.position())));
    }
    stage.hooks().forEach(this::hook);
    stage.rules().forEach(this::rule);
    List<Stage.Line> shown = stage.lines().stream().filter(l -> all || l.decides()).toList();
    if (!shown.isEmpty()) {
      line(all ? "  lines in force (* decided):" : "  lines that decided:");
      shown.forEach(this::directive);
    }
  }

  private void hook(Stage.Spoken hook) {
    line(
        "  "
            + hook.phase()
            + " "
            + hook.module()
            + (hook.outcome().isEmpty() ? "" : ": ")
            + hook.outcome());
    hook.changes().forEach(change -> line("    " + change));
    hook.decidedBy().forEach(p -> line("    by " + at(p)));
  }

  private void rule(RuleTrial rule) {
    String result = rule.result() == null ? "" : " -> " + rule.result();
    line(
        "  rule "
            + rule.pattern()
            + " on '"
            + rule.subject()
            + "': "
            + (rule.applied() ? "applied" : rule.matched() ? "conditions fail" : "no match")
            + result
            + "  "
            + at(rule.line()));
    rule.conditions()
        .forEach(
            c ->
                line(
                    "    if '"
                        + c.input()
                        + "' "
                        + c.pattern()
                        + ": "
                        + (c.holds() ? "holds" : "fails")
                        + "  "
                        + at(c.line())));
  }

  private void directive(Stage.Line l) {
    String over =
        l.overrides().isEmpty()
            ? ""
            : "  over "
                + l.overrides().stream().map(ExplanationText::at).collect(Collectors.joining(", "));
    String mark = all ? (l.decides() ? "  * " : "    ") : "    ";
    line(mark + padded(l.directive() + " " + l.value()) + at(l.position()) + over);
  }

  private void list(String name, List<String> sentences) {
    if (!sentences.isEmpty()) {
      line("");
      line(name + ":");
      sentences.forEach(s -> line("  " + s));
    }
  }

  private static String padded(String text) {
    return text.length() >= 46 ? text + "  " : text + " ".repeat(48 - text.length());
  }

  private static String at(Position position) {
    return ByteNames.toText(position.file()) + ":" + position.line();
  }
}
