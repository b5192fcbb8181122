package io.stoker.engine;

import io.stoker.api.Outcome;
import io.stoker.api.Position;
import io.stoker.api.Slot;
import io.stoker.api.explain.RuleTrial;
import io.stoker.api.explain.Stage;
import io.stoker.config.Said;
import io.stoker.config.SecretValues;
import io.stoker.files.ByteNames;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is noted of one request while it is answered, for those who ask. */
final class StageAccount {

  /** A word by which a line was named. */
  record Word(Slot<?> slot, String word) {}

  /** What was merged, with what its lines say. */
  record Layer(Stage.Merged merged, List<Said> lines) {}

  /** A hook at work. */
  static final class Step {
    private final String phase;
    private final String module;
    private final Facets before;
    private final Set<Slot<?>> read = new HashSet<>();
    private final Set<Position> decidedBy = new LinkedHashSet<>();
    private final Set<Word> words = new LinkedHashSet<>();

    Step(String phase, String module, Facets before) {
      this.phase = phase;
      this.module = module;
      this.before = before;
    }
  }

  final RequestExchange x;
  final int number;
  private final Stage.Kind kind;
  private final SecretValues secrets;
  private final int of;
  private final List<Layer> layers = new ArrayList<>();
  private final List<Stage.Spoken> spoken = new ArrayList<>();
  private final List<RuleTrial> rules = new ArrayList<>();
  private final LinesInForce lines = new LinesInForce();

  /** The account of a stage; {@code secrets} must not be seen in it. */
  StageAccount(RequestExchange x, int number, Stage.Kind kind, int of, SecretValues secrets) {
    this.secrets = secrets;
    this.x = x;
    this.number = number;
    this.kind = kind;
    this.of = of;
  }

  // ---- sections ----

  void forgetSections() {
    layers.clear();
  }

  void merged(Stage.Merged merged, List<Said> said) {
    layers.add(new Layer(merged, said));
  }

  void adopt(StageAccount other) {
    layers.clear();
    layers.addAll(other.layers);
  }

  // ---- hooks ----

  Step begin(String phase, String module) {
    return new Step(phase, module, Facets.of(x));
  }

  /**
   * A hook is done.
   *
   * @param outcome null for what has none
   * @param isFinal whether nothing else is asked after it in its phase
   */
  void end(Step step, @Nullable Outcome outcome, boolean isFinal) {
    List<String> changes = step.before.changedTo(Facets.of(x), secrets);
    boolean effective = isFinal || !changes.isEmpty() || !step.decidedBy.isEmpty();
    boolean spoke = outcome != null && outcome != Outcome.DECLINED;
    lines.read(step.read, effective);
    lines.named(step.decidedBy, step.words);
    if (effective || (spoke && isFinal)) {
      spoken.add(
          new Stage.Spoken(
              step.phase,
              step.module,
              outcome == null ? "" : Inquiry.word(outcome),
              changes,
              List.copyOf(step.decidedBy)));
    }
  }

  void read(@Nullable Step step, Slot<?> slot) {
    if (step == null) {
      lines.read(Set.of(slot), false);
    } else {
      step.read.add(slot);
    }
  }

  void decidedBy(@Nullable Step step, Position line) {
    if (step == null) {
      lines.named(Set.of(line), Set.of());
    } else {
      step.decidedBy.add(line);
    }
  }

  void decidedBy(@Nullable Step step, Word word) {
    if (step == null) {
      lines.read(Set.of(word.slot()), true);
      lines.named(Set.of(), Set.of(word));
    } else {
      step.words.add(word);
    }
  }

  void tried(RuleTrial rule) {
    rules.add(shown(rule));
  }

  private RuleTrial shown(RuleTrial rule) {
    return new RuleTrial(
        rule.line(),
        secrets.hide(rule.pattern()),
        secrets.hide(rule.subject()),
        rule.matched(),
        shown(rule.groups()),
        rule.conditions().stream().map(this::shown).toList(),
        rule.applied(),
        secrets.hideOrNull(rule.result()),
        secrets.hide(rule.flags()),
        rule.directory());
  }

  private RuleTrial.ConditionTrial shown(RuleTrial.ConditionTrial condition) {
    return new RuleTrial.ConditionTrial(
        condition.line(),
        secrets.hide(condition.test()),
        secrets.hide(condition.input()),
        secrets.hide(condition.pattern()),
        condition.holds(),
        shown(condition.groups()),
        condition.or());
  }

  private List<String> shown(List<String> texts) {
    return texts.stream().map(secrets::hide).toList();
  }

  // ---- the end ----

  /** The whole. */
  Stage stage(List<List<Said>> ofServers) {
    List<List<Said>> all = new ArrayList<>(ofServers);
    layers.forEach(layer -> all.add(layer.lines()));
    String file = x.filename();
    String query = x.query();
    String user = x.user();
    return new Stage(
        number,
        kind,
        of,
        x.methodOfLine(),
        ByteNames.toText(x.uri()),
        query == null ? null : ByteNames.toText(query),
        file == null ? null : ByteNames.toText(file),
        ByteNames.toText(x.pathInfo()),
        x.handler(),
        x.contentType(),
        user == null ? null : ByteNames.toText(user),
        x.status(),
        layers.stream().map(Layer::merged).toList(),
        List.copyOf(spoken),
        lines.of(all),
        List.copyOf(rules));
  }
}
