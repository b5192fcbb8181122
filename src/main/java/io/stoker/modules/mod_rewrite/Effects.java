package io.stoker.modules.mod_rewrite;

import io.stoker.api.Exchange;
import io.stoker.api.Key;
import io.stoker.http.HttpDate;
import io.stoker.modules.mod_rewrite.RuleFlags.Flag;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a rule that applies does besides substituting: variables, cookies, type, handler, query. */
final class Effects {

  static final Key<String> TYPE = Key.named("mod_rewrite type");
  static final Key<String> HANDLER = Key.named("mod_rewrite handler");

  private final RuleRun run;

  Effects(RuleRun run) {
    this.run = run;
  }

  void environment(RewriteRule rule) {
    for (Template template : rule.env()) {
      String text = template.expand(run);
      if (text.startsWith("!")) {
        run.trace().log(5, null, "unsetting env variable '%s'", text.substring(1));
        run.x().env().unset(text.substring(1));
        continue;
      }
      int colon = text.indexOf(':');
      String name = colon < 0 ? text : text.substring(0, colon);
      String value = colon < 0 ? "" : text.substring(colon + 1);
      run.x().env().set(name, value);
      run.trace().log(5, null, "setting env variable '%s' to '%s'", name, value);
    }
  }

  void typeAndHandler(RewriteRule rule) {
    if (rule.type() != null) {
      String type = rule.type().expand(run);
      if (!type.isEmpty()) {
        run.log(2, "remember %s to have MIME-type '%s'", run.name(), lower(type));
        run.x().put(TYPE, lower(type));
      }
    }
    if (rule.handler() != null) {
      String handler = rule.handler().expand(run);
      if (!handler.isEmpty()) {
        run.log(2, "remember %s to have Content-handler '%s'", run.name(), lower(handler));
        run.x().put(HANDLER, lower(handler));
      }
    }
  }

  private static String lower(String text) {
    return io.stoker.http.Scan.lower(text);
  }

  // ---- cookies ----

  void cookies(RewriteRule rule) {
    for (Template template : rule.cookies()) {
      cookie(template.expand(run));
    }
  }

  /** {@code NAME:VALUE:DOMAIN[:lifetime[:path[:secure[:httponly[:samesite]]]]]}. */
  private void cookie(String text) {
    boolean semicolons = text.startsWith(";");
    List<String> parts = new ArrayList<>();
    for (String part : text.split(semicolons ? ";" : ":")) {
      // Separators that follow each other count as one.
      if (!part.isEmpty()) {
        parts.add(part);
      }
    }
    if (parts.size() < 3) {
      return;
    }
    Exchange first = first(run.x());
    String note = parts.get(0) + "_rewrite";
    if (first.notes().has(note)) {
      run.trace().log(5, null, "skipping already set cookie '%s'", parts.get(0));
      return;
    }
    String cookie =
        parts.get(0)
            + "="
            + parts.get(1)
            + "; path="
            + (parts.size() > 4 ? parts.get(4) : "/")
            + "; domain="
            + parts.get(2)
            + expiry(part(parts, 3))
            + (isYes(part(parts, 5), "secure") ? "; secure" : "")
            + (isYes(part(parts, 6), "HttpOnly") ? "; HttpOnly" : "")
            + sameSite(part(parts, 7));
    first.errorOut().add("Set-Cookie", cookie);
    first.notes().set(note, "set");
    run.trace().log(5, null, "setting cookie '%s'", cookie);
  }

  private static Exchange first(Exchange x) {
    Exchange first = x;
    for (Exchange main = x.main(); main != null; main = first.main()) {
      first = main;
    }
    for (Exchange before = first.previous(); before != null; before = first.previous()) {
      first = before;
    }
    return first;
  }

  private static String part(List<String> parts, int index) {
    return index < parts.size() ? parts.get(index) : "";
  }

  /** A lifetime in minutes; 0 is until the browser closes. */
  private String expiry(String minutes) {
    int lifetime = Digits.leading(minutes);
    if (lifetime == 0) {
      return "";
    }
    long seconds = run.x().nowMicros() / 1_000_000 + 60L * lifetime;
    // As HttpDate, with the hyphens of the Netscape form.
    String date = HttpDate.format(seconds);
    return "; expires="
        + date.substring(0, 7)
        + "-"
        + date.substring(8, 11)
        + "-"
        + date.substring(12);
  }

  private static boolean isYes(String word, String own) {
    return word.equals("1") || word.equalsIgnoreCase("true") || word.equalsIgnoreCase(own);
  }

  private static String sameSite(String word) {
    boolean off = word.isEmpty() || word.equals("0") || word.equalsIgnoreCase("false");
    return off ? "" : "; SameSite=" + word;
  }

  // ---- the query ----

  /** Divides what the rule made into path and query, as its flags say. */
  void splitQuery(RewriteRule rule) {
    Exchange x = run.x();
    Set<Flag> flags = rule.flags();
    if (rule.dropsQuery()) {
      run.trace().log(2, null, "discarding query string, no parse from substitution");
      x.query(null);
      return;
    }
    if (AbsoluteUri.hasNoQuery(run.name())) {
      x.query(null);
      return;
    }
    if (flags.contains(Flag.QUERY_DISCARD)) {
      run.trace().log(2, null, "discarding query string");
      x.query(null);
    }
    String whole = run.name();
    int mark = flags.contains(Flag.QUERY_LAST) ? whole.lastIndexOf('?') : whole.indexOf('?');
    if (mark < 0) {
      return;
    }
    x.filename(whole.substring(0, mark));
    x.query(query(whole.substring(mark + 1), x.query(), flags.contains(Flag.QUERY_APPEND)));
    run.trace()
        .log(
            3,
            null,
            "split uri=%s -> uri=%s, args=%s",
            whole,
            run.name(),
            x.query() == null ? "<none>" : x.query());
  }

  private static @Nullable String query(String own, @Nullable String before, boolean append) {
    String query = own;
    if (append) {
      String old = before == null ? "" : before;
      query = own.isEmpty() ? old : own + "&" + old;
    }
    if (query.isEmpty()) {
      return null;
    }
    return query.endsWith("&") ? query.substring(0, query.length() - 1) : query;
  }
}
