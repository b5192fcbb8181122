package io.stoker.modules.mod_rewrite;

import io.stoker.api.EvaluationException;
import io.stoker.api.Exchange;
import io.stoker.api.LogMessage;
import io.stoker.expr.Expressions;
import io.stoker.expr.Regex;
import io.stoker.files.FileInfo;
import io.stoker.files.Lookup;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Judges the conditions of rules, and remembers what they matched and what they read. */
final class Conditions {

  private static final String EVALUATED = "Evaluation of expression from %s gave: %d";
  private static final LogMessage NOT_EVALUATED =
      LogMessage.error("rewrite", "", "Evaluation of expression from %s failed: %s");

  private final RuleRun run;
  private final @Nullable RuleWitness witness;
  private Regex.@Nullable Match match;
  private @Nullable String vary;
  private @Nullable String varyOfThis;

  Conditions(RuleRun run, @Nullable RuleWitness witness) {
    this.run = run;
    this.witness = witness;
  }

  /** What the last condition that matched matched, or null. */
  Regex.@Nullable Match match() {
    return match;
  }

  /** Notes a field that was read and is there. The host is part of what is asked for anyway. */
  void reads(String field) {
    if (!field.equalsIgnoreCase("Host")) {
      varyOfThis = varyOfThis == null ? field : varyOfThis + ", " + field;
    }
  }

  /** Tells caches what the rule depended on. */
  void vary() {
    if (vary != null) {
      run.x().out().merge("Vary", vary);
    }
  }

  /** Whether all hold; of conditions with OR, and the one behind them, one has to. */
  boolean hold(List<RewriteCond> conditions) {
    match = null;
    vary = null;
    varyOfThis = null;
    for (int i = 0; i < conditions.size(); i++) {
      RewriteCond condition = conditions.get(i);
      boolean holds = holds(condition);
      if (condition.noVary()) {
        varyOfThis = null;
      }
      if (!holds) {
        varyOfThis = null;
        if (!condition.or()) {
          return false;
        }
        continue;
      }
      while (conditions.get(i).or() && i + 1 < conditions.size()) {
        i++;
      }
      if (varyOfThis != null) {
        vary = vary == null ? varyOfThis : vary + ", " + varyOfThis;
        varyOfThis = null;
      }
    }
    return true;
  }

  private boolean holds(RewriteCond condition) {
    String input = null;
    boolean holds;
    Regex.Match before = match;
    if (condition.test() instanceof CondTest.Holds expression) {
      holds = isTrue(condition, expression);
    } else {
      input = condition.input().expand(run);
      holds = test(condition, input);
    }
    holds ^= condition.negated();
    if (witness != null) {
      witness.judged(condition, input, holds, match == before ? null : match);
    }
    if (run.trace().at(4)) {
      run.log(
          4,
          "RewriteCond: input='%s' pattern='%s'%s => %s",
          input == null ? "(null)" : input,
          condition.pattern(),
          condition.noCase() ? " [NC]" : "",
          holds ? "matched" : "not-matched");
    }
    return holds;
  }

  /** An expression that cannot be evaluated is false. */
  private boolean isTrue(RewriteCond condition, CondTest.Holds test) {
    try {
      Expressions.Result result = test.expression().test(run.x());
      run.trace().plain(4, EVALUATED, test.position(), result.holds() ? 1 : 0);
      if (result.holds() && !condition.negated()) {
        match = result.lastMatch();
      }
      return result.holds();
    } catch (EvaluationException e) {
      run.x().log(NOT_EVALUATED, test.position(), e.reason());
      run.log(1, "RewriteCond: expr='%s' evaluation failed: %s", condition.pattern(), e.reason());
      return false;
    }
  }

  private boolean test(RewriteCond condition, String input) {
    return switch (condition.test()) {
      case CondTest.Matches(Regex regex) -> {
        Regex.Match found = regex.find(input);
        if (found != null && !condition.negated()) {
          match = found;
        }
        yield found != null;
      }
      case CondTest.Compares compares -> compares.test(input);
      case CondTest.Counts counts -> counts.test(input);
      case CondTest.File file -> isFile(file, input);
      case CondTest.Reachable(boolean file) -> file ? isReachableFile(input) : isReachable(input);
      case CondTest.Holds holds -> throw new IllegalStateException("an expression has no input");
    };
  }

  private boolean isFile(CondTest.File test, String input) {
    if (input.isEmpty()) {
      return false;
    }
    String path = input.startsWith("/") ? input : "/" + input;
    Lookup seen = test.link() ? run.x().files().lstat(path) : run.x().files().stat(path);
    return seen instanceof Lookup.Found(FileInfo info) && test.accepts().test(info);
  }

  /** A sub-request for what the request itself is a sub-request for would never end. */
  static boolean maySubrequest(Exchange x) {
    Exchange main = x.main();
    return main == null || !main.uri().equals(x.uri());
  }

  private boolean isReachable(String input) {
    if (input.isEmpty() || !maySubrequest(run.x())) {
      return false;
    }
    int status = run.x().lookupUri(input).status();
    run.log(5, "RewriteCond URI (-U check: path=%s -> status=%d", input, status);
    return status < 400;
  }

  private boolean isReachableFile(String input) {
    if (input.isEmpty() || !maySubrequest(run.x())) {
      return false;
    }
    Exchange looked = run.x().lookupFile(input);
    run.log(
        5,
        "RewriteCond file (-F check: path=%s -> file=%s status=%d",
        input,
        String.valueOf(looked.filename()),
        looked.status());
    return looked.status() < 300 && looked.file() != null;
  }
}
