package io.stoker.modules.mod_rewrite;

import io.stoker.api.Core;
import io.stoker.api.Exchange;
import io.stoker.api.LogMessage;
import io.stoker.expr.Regex;
import io.stoker.modules.mod_rewrite.RuleFlags.Flag;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One run of a list of rules over a request. While it runs, the request's file name and query are
 * what the rules have made of them, as variables in later rules see them.
 */
final class RuleRun {

  /** How a run ended. */
  enum End {
    UNCHANGED,
    CHANGED,
    /** Changed, and a redirect is not to be escaped. */
    CHANGED_UNESCAPED,
    /** {@link #status} is the answer. */
    ANSWERED
  }

  /** What one rule did. */
  private enum Step {
    NO_MATCH,
    SUBSTITUTED,
    MATCHED_ONLY,
    REFUSED
  }

  private static final LogMessage TOO_LONG =
      LogMessage.error("rewrite", "", "RewriteRule '%s' and URI '%s' exceeded maximum length (%d)");
  private static final LogMessage TOO_MANY_ROUNDS =
      LogMessage.error(
          "rewrite",
          "AH02596",
          "RewriteRule '%s' and URI '%s' exceeded maximum number of rounds (%d) via the [N] flag");
  private static final LogMessage UNSAFE_3F =
      LogMessage.error(
          "rewrite", "AH10508", "Unsafe URL with %3f URL rewritten without UnsafeAllow3F");

  private final Exchange x;
  private final @Nullable String directory;
  private final @Nullable String base;
  private final List<RewriteRule> rules;
  private final RewriteTrace trace;
  private final Conditions conditions;
  private final Effects effects;
  private final @Nullable RuleWitness witness;

  private String uri = "";
  private @Nullable String lastName;
  private String lastRest = "";
  private Regex.@Nullable Match ruleMatch;
  private @Nullable RewriteRule last;
  private int status;
  private boolean ended;

  /**
   * A run that is yet to begin.
   *
   * @param directory the directory whose rules these are, or null for those of a server
   * @param base RewriteBase of the directory, or null
   */
  RuleRun(
      Exchange x,
      @Nullable String directory,
      @Nullable String base,
      List<RewriteRule> rules,
      RewriteTrace trace) {
    this.x = x;
    this.directory = directory;
    this.base = base;
    this.rules = rules;
    this.trace = trace;
    this.witness = RuleWitness.of(x, directory);
    this.conditions = new Conditions(this, witness);
    this.effects = new Effects(this);
  }

  Exchange x() {
    return x;
  }

  RewriteTrace trace() {
    return trace;
  }

  @Nullable String directory() {
    return directory;
  }

  /** What the pattern of the rule at hand was matched against. */
  String uri() {
    return uri;
  }

  /** The status to answer with, or to redirect with. */
  int status() {
    return status;
  }

  /** The last rule that substituted, or null. */
  @Nullable RewriteRule last() {
    return last;
  }

  /** Whether a rule said END. */
  boolean isEnded() {
    return ended;
  }

  void log(int level, String text, @Nullable Object... args) {
    trace.log(level, directory, text, args);
  }

  /** The request's file name, which rules begin with and replace. */
  String name() {
    return String.valueOf(x.filename());
  }

  // ---- the list ----

  End run() {
    End end = End.UNCHANGED;
    int rounds = 1;
    for (int i = 0; i < rules.size(); i++) {
      RewriteRule rule = rules.get(i);
      if (x.main() != null && (rule.has(Flag.NO_SUBREQUESTS) || rule.has(Flag.REDIRECT))) {
        continue;
      }
      Step step = apply(rule);
      if (step == Step.NO_MATCH) {
        i = behindChain(i);
        continue;
      }
      int limit = 2 * x.server().get(Core.LIMIT_REQUEST_LINE);
      if (name().length() > limit) {
        x.log(TOO_LONG, rule.regex().pattern(), x.uri(), limit);
        return answer(500);
      }
      conditions.vary();
      if (step == Step.REFUSED || rule.has(Flag.STATUS)) {
        return End.ANSWERED;
      }
      if (step == Step.SUBSTITUTED) {
        end = rule.has(Flag.NO_ESCAPE) ? End.CHANGED_UNESCAPED : End.CHANGED;
      }
      if (rule.has(Flag.PASS_THROUGH)) {
        log(2, "forcing '%s' to get passed through to next API URI-to-filename handler", name());
        x.filename("passthrough:" + name());
        return End.CHANGED;
      }
      if (stops(rule)) {
        return end;
      }
      if (rule.has(Flag.NEXT)) {
        if (++rounds >= rule.rounds()) {
          x.log(TOO_MANY_ROUNDS, rule.regex().pattern(), x.uri(), rule.rounds());
          return answer(500);
        }
        i = -1;
      } else {
        i += Math.max(0, rule.skip());
      }
    }
    return end;
  }

  private boolean stops(RewriteRule rule) {
    if (rule.has(Flag.END)) {
      log(8, "Rule has END flag, no further rewriting for this request");
      ended = true;
    }
    return ended || rule.has(Flag.PROXY) || rule.has(Flag.LAST);
  }

  /** A chain is left with the rule that does not match: the others of it are skipped. */
  private int behindChain(int at) {
    int i = at;
    while (i < rules.size() && rules.get(i).has(Flag.CHAIN)) {
      i++;
    }
    return i;
  }

  private End answer(int code) {
    status = code;
    return End.ANSWERED;
  }

  // ---- one rule ----

  private Step apply(RewriteRule rule) {
    if (witness == null) {
      return attempt(rule);
    }
    witness.begin();
    Step step = attempt(rule);
    boolean applied = step != Step.NO_MATCH;
    String result = step == Step.SUBSTITUTED ? name() : null;
    witness.tried(rule, uri, rule.regex().find(uri), applied, result);
    return step;
  }

  private Step attempt(RewriteRule rule) {
    subject();
    if (trace.at(3)) {
      log(3, "applying pattern '%s' to uri '%s'", rule.regex().pattern(), uri);
    }
    Regex.Match match = rule.regex().find(uri);
    if ((match == null) != rule.negated()) {
      return Step.NO_MATCH;
    }
    ruleMatch = match;
    if (!conditions.hold(rule.conditions())) {
      return Step.NO_MATCH;
    }
    String target = null;
    boolean unsafe = false;
    if (!rule.has(Flag.NO_SUBSTITUTION)) {
      QueryOrigin origin = origin(rule);
      target = rule.target().expand(this, rule.escaping(), origin);
      log(2, "rewrite '%s' -> '%s'", uri, target);
      unsafe = origin != null && origin.isUnsafe();
    }
    effects.environment(rule);
    effects.cookies(rule);
    if (target == null) {
      effects.typeAndHandler(rule);
      if (rule.has(Flag.STATUS)) {
        log(2, "forcing responsecode %d for %s", rule.status(), name());
        status = rule.status();
      }
      return Step.MATCHED_ONLY;
    }
    Step step = unsafe ? refuseUnsafe() : substitute(rule, target);
    log(2, "setting lastsub to rule with output %s", rule.output());
    last = rule;
    return step;
  }

  /** What patterns are matched against: in a directory the path below it, path info included. */
  private void subject() {
    String name = name();
    String rest = directory == null ? "" : x.pathInfo();
    if (name.equals(lastName) && rest.equals(lastRest) && !trace.at(3)) {
      return;
    }
    lastName = name;
    lastRest = rest;
    uri = name;
    if (directory == null) {
      return;
    }
    if (!rest.isEmpty()) {
      log(3, "add path info postfix: %s -> %s%s", uri, uri, rest);
      uri += rest;
    }
    if (uri.startsWith(directory)) {
      String below = uri.substring(directory.length());
      log(3, "strip per-dir prefix: %s -> %s", uri, below);
      uri = below;
    }
  }

  private Step substitute(RewriteRule rule, String expanded) {
    String target = absolute(rule, expanded);
    x.filename(target);
    if (directory != null && rule.has(Flag.DISCARD_PATH_INFO)) {
      x.pathInfo("");
    }
    effects.splitQuery(rule);
    if (rule.has(Flag.PROXY)) {
      qualify();
      log(2, "forcing proxy-throughput with %s", name());
      x.filename("proxy:" + name());
    } else if (rule.has(Flag.REDIRECT)) {
      qualify();
      log(2, "explicitly forcing redirect with %s", name());
      status = rule.status();
    } else {
      SelfReduction.apply(this);
      if (AbsoluteUri.schemeLength(name()) > 0) {
        log(2, "implicitly forcing redirect (rc=%d with %s", rule.status(), name());
        status = rule.status();
      } else {
        effects.typeAndHandler(rule);
      }
    }
    return Step.SUBSTITUTED;
  }

  private Step refuseUnsafe() {
    x.log(UNSAFE_3F);
    status = 403;
    return Step.REFUSED;
  }

  private String absolute(RewriteRule rule, String target) {
    if (target.startsWith("/") || AbsoluteUri.schemeLength(target) > 0) {
      return target;
    }
    if (directory != null) {
      log(3, "add per-dir prefix: %s -> %s%s", target, directory, target);
      return directory + target;
    }
    if (!rule.has(Flag.PROXY) && !rule.has(Flag.REDIRECT)) {
      log(3, "add root prefix: %s -> /%s", target, target);
      return "/" + target;
    }
    return target;
  }

  /** Watches where question marks come from; null where that does not matter. */
  private @Nullable QueryOrigin origin(RewriteRule rule) {
    String sent = x.unparsedUri();
    boolean matters = !rule.has(Flag.UNSAFE_3F) && (sent.contains("%3f") || sent.contains("%3F"));
    return matters ? new QueryOrigin(rule.has(Flag.QUERY_LAST)) : null;
  }

  private void qualify() {
    String name = name();
    if (AbsoluteUri.schemeLength(name) == 0) {
      x.filename(x.absoluteUrl(name));
    }
  }

  // ---- what templates read ----

  String ruleGroup(int number) {
    return group(ruleMatch, number);
  }

  String condGroup(int number) {
    return group(conditions.match(), number);
  }

  private static String group(Regex.@Nullable Match match, int number) {
    String text = match == null ? null : match.group(number);
    return text == null ? "" : text;
  }

  String escaped(String group, GroupEscape escape) {
    String text = escape.apply(group);
    log(5, "escaping backreference '%s' to '%s'", group, text);
    return text;
  }

  /** A field of the request; the reply varies by it if the conditions hold in the end. */
  String requestField(Exchange of, String name) {
    String value = of.in().get(name);
    if (value == null) {
      return "";
    }
    conditions.reads(name);
    return value;
  }

  /** The value of a map, or null where there is none. */
  @Nullable String map(String name, String key) {
    RewriteMap map = x.config(ModRewrite.SERVER).maps().get(name);
    return map == null ? null : map.lookup(this, name, key);
  }

  /** A variable as it will be, found out by a sub-request of {@code of} for the path at hand. */
  String lookAhead(Exchange of, String name, Variable variable, boolean byFile) {
    if (!Conditions.maySubrequest(of)) {
      return "";
    }
    // What is not below the directory is a URL path, of which no file is known.
    boolean file = byFile && !(directory != null && uri.startsWith("/"));
    String path = below(file) + uri;
    Exchange looked = file ? of.lookupFile(path) : of.lookupUri(path);
    String value = variable.value(this, looked);
    log(5, "lookahead: path=%s var=%s -> val=%s", path, name, value);
    return value;
  }

  /** What a path that is relative to the rules' directory is looked up below. */
  private String below(boolean file) {
    if (directory == null || uri.startsWith("/")) {
      return "";
    }
    return file || base == null ? directory : base;
  }
}
