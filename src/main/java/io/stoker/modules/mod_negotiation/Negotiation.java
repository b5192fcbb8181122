package io.stoker.modules.mod_negotiation;

import io.stoker.api.Exchange;
import io.stoker.api.LogMessage;
import io.stoker.api.Outcome;
import io.stoker.api.Reply;
import io.stoker.http.Escapes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One choice among variants, and what the reply says of it. */
final class Negotiation {

  private static final LogMessage NONE =
      LogMessage.error("negotiation", "AH00690", "no acceptable variant: %s");

  private final Exchange x;
  private final String filename;
  private final List<Variant> variants;
  private final boolean transparent;
  private final Negotiate negotiate;
  private @Nullable Variant best;

  /**
   * @param x the request
   * @param filename what it maps to
   */
  Negotiation(Exchange x, String filename, List<Variant> variants) {
    this.x = x;
    this.filename = filename;
    this.variants = variants;
    transparent =
        isGet()
            && x.pathInfo().isEmpty()
            && variants.stream().noneMatch(v -> v.body != null || v.file.indexOf('/') >= 0);
    negotiate =
        transparent
            ? Negotiate.parse(x.in().get("Negotiate"), userAgent())
            : Negotiate.SERVER_DRIVEN;
  }

  private boolean isGet() {
    return x.method().equals("GET") || x.method().equals("HEAD");
  }

  private @Nullable String userAgent() {
    return x.in().has("Negotiate") ? x.in().get("User-Agent") : null;
  }

  /** The variant to send after {@link #run} said OK. */
  @Nullable Variant best() {
    return best;
  }

  /**
   * Chooses.
   *
   * @param scripts whether scripts are preferred to files, as where there is a query
   * @return OK for a choice, else an error or the list of variants
   */
  Outcome run(boolean scripts) {
    if (!choose(scripts)) {
      listAlternates();
      describe("list");
      Exchange main = x.main();
      (main == null ? x : main).notes().set("variant-list", VariantList.html(variants));
      if (transparent && negotiate.transparent()) {
        return Reply.error(300);
      }
      if (best == null) {
        x.log(NONE, filename);
        return Reply.error(406);
      }
    }
    Variant chosen = best;
    if (transparent && chosen != null) {
      return announce(chosen);
    }
    describe("choice");
    return Outcome.OK;
  }

  private boolean choose(boolean preferScripts) {
    float scripts = negotiate.remote() ? 0 : preferScripts ? 2 : 0.001f;
    Qualities qualities =
        new Qualities(x, x.config(ModNegotiation.CONFIG), negotiate.literal(), scripts, variants);
    String preferred = x.env().get("prefer-language");
    if (preferred != null && rank(qualities, preferred)) {
      return true;
    }
    return rank(qualities, null);
  }

  private boolean rank(Qualities qualities, @Nullable String language) {
    Ranking ranking = new Ranking(negotiate.remote(), this::length);
    for (Variant v : variants) {
      if (isExcluded(v) || (language != null && !v.languages.contains(language))) {
        continue;
      }
      qualities.judgeType(v);
      if (language == null) {
        qualities.judgeLanguage(v);
      } else {
        v.languageQuality = 1;
        v.definite = true;
      }
      qualities.judgeEncoding(v);
      qualities.judgeCharset(v);
      if (negotiate.mayChoose()) {
        ranking.offer(v);
      }
    }
    best = ranking.best();
    return best != null && ranking.isChoice();
  }

  /** The variables with which mod_deflate is kept away keep encoded variants away too. */
  private boolean isExcluded(Variant v) {
    if (v.isPlain() || "identity".equals(v.encoding)) {
      return false;
    }
    return x.env().has("no-gzip")
        || ("1".equals(x.env().get("gzip-only-text/html")) && !v.type.startsWith("text/html"));
  }

  private long length(Variant v) {
    return MultiViews.length(x, filename, v);
  }

  /** Fields of a reply that the client might have chosen itself. */
  private Outcome announce(Variant chosen) {
    Exchange looked = chosen.looked;
    if (looked == null) {
      looked = x.lookupFile(chosen.file);
      if (looked.status() != 200 && !looked.errorOut().has("TCN")) {
        return Reply.error(looked.status());
      }
      chosen.looked = looked;
    }
    if (looked.errorOut().has("TCN") || "type-map".equals(looked.handler())) {
      // A variant that varies itself cannot be announced to a cache.
      return Reply.error(506);
    }
    String vary = looked.errorOut().get("Vary");
    if (vary != null) {
      x.errorOut().set("Variant-Vary", vary).set("Vary", vary);
      looked.errorOut().unset("Vary");
    }
    x.errorOut().set("Content-Location", Escapes.pathSegment(chosen.file));
    if (negotiate.transparent()) {
      listAlternates();
    }
    describe("choice");
    return Outcome.OK;
  }

  private void listAlternates() {
    if (!variants.isEmpty()) {
      x.errorOut().merge("Alternates", VariantList.alternates(variants, this::length));
    }
  }

  private void describe(String tcn) {
    VariantList.vary(x.errorOut(), transparent, variants);
    if (transparent) {
      x.errorOut().set("TCN", tcn);
    }
  }
}
