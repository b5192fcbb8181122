package io.stoker.modules.mod_rewrite;

import io.stoker.api.Exchange;
import io.stoker.api.explain.RuleTrial;
import io.stoker.api.explain.RuleTrial.ConditionTrial;
import io.stoker.api.explain.Witness;
import io.stoker.expr.Regex;
import io.stoker.files.ByteNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Tells somebody who asks what each rule looked at and what came of it. */
final class RuleWitness {

  private final Witness witness;
  private final @Nullable String directory;
  private final List<ConditionTrial> conditions = new ArrayList<>();

  private RuleWitness(Witness witness, @Nullable String directory) {
    this.witness = witness;
    this.directory = directory;
  }

  /** For a request that is explained; null for all others. */
  static @Nullable RuleWitness of(Exchange x, @Nullable String directory) {
    Witness witness = x.witness();
    return witness == null ? null : new RuleWitness(witness, directory);
  }

  /** The next rule is tried. */
  void begin() {
    conditions.clear();
  }

  void judged(
      RewriteCond condition, @Nullable String input, boolean holds, Regex.@Nullable Match match) {
    conditions.add(
        new ConditionTrial(
            condition.at(),
            ByteNames.toText(condition.written()),
            input == null ? "" : ByteNames.toText(input),
            ByteNames.toText(condition.pattern()),
            holds,
            groups(match),
            condition.or()));
  }

  /**
   * The rule was tried.
   *
   * @param applied whether pattern and conditions let it
   * @param result what it made of the subject, or null
   */
  void tried(
      RewriteRule rule,
      String subject,
      Regex.@Nullable Match match,
      boolean applied,
      @Nullable String result) {
    boolean matched = (match == null) == rule.negated();
    witness.tried(
        new RuleTrial(
            rule.at(),
            (rule.negated() ? "!" : "") + ByteNames.toText(rule.regex().pattern()),
            ByteNames.toText(subject),
            matched,
            groups(match),
            List.copyOf(conditions),
            applied,
            result == null ? null : ByteNames.toText(result),
            rule.writtenFlags(),
            directory == null ? null : ByteNames.toText(directory)));
    if (applied) {
      witness.decidedBy(rule.at());
    }
  }

  private static List<String> groups(Regex.@Nullable Match match) {
    if (match == null) {
      return List.of();
    }
    List<String> groups = new ArrayList<>();
    for (int i = 0; i <= match.groupCount(); i++) {
      groups.add(ByteNames.toText(Objects.requireNonNullElse(match.group(i), "")));
    }
    return List.copyOf(groups);
  }
}
