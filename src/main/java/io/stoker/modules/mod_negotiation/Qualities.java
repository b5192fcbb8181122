package io.stoker.modules.mod_negotiation;

import io.stoker.api.Exchange;
import io.stoker.modules.mod_negotiation.NegotiationConfig.Force;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the Accept fields of a request say of variants. The fiddles are httpd's, for clients whose
 * fields do not say what their users want; a client that knows Negotiate is taken at its word.
 */
final class Qualities {

  private static final String SCRIPT_TYPE = "application/x-httpd-cgi";

  private final NegotiationConfig config;
  private final boolean literal;
  private final List<Accept> types;
  private final boolean typesHaveQuality;
  private final @Nullable List<Accept> languages;
  private final @Nullable List<Accept> charsets;
  private final @Nullable List<Accept> encodings;
  private final float noLanguageQuality;

  /**
   * @param literal no fiddles
   * @param scripts quality of scripts, which no client names
   */
  Qualities(
      Exchange x,
      NegotiationConfig config,
      boolean literal,
      float scripts,
      List<Variant> variants) {
    this.config = config;
    this.literal = literal;
    List<Accept> said = Accept.list(x.in().get("Accept"));
    types = new ArrayList<>(said == null ? List.of(Accept.of("*/*", 1)) : said);
    typesHaveQuality = said != null && said.stream().anyMatch(a -> a.quality() < 1);
    types.add(Accept.of(SCRIPT_TYPE, scripts));
    languages = Accept.list(x.in().get("Accept-Language"));
    charsets = Accept.list(x.in().get("Accept-Charset"));
    encodings = Accept.list(x.in().get("Accept-Encoding"));
    boolean someHave = variants.stream().anyMatch(v -> !v.languages.isEmpty());
    noLanguageQuality = someHave && !literal ? 0.0001f : 1;
  }

  void judgeType(Variant v) {
    float quality = 0;
    boolean definite = true;
    for (Accept item : types) {
      int before = v.typeMatch;
      if (!matches(item, v) || before == v.typeMatch) {
        continue;
      }
      boolean fiddle = !literal && !typesHaveQuality && v.typeMatch < 3;
      quality = fiddle ? v.typeMatch * 0.01f : item.quality();
      definite = v.typeMatch == 3;
    }
    v.typeQuality = quality;
    v.definite &= definite;
  }

  private static boolean matches(Accept item, Variant v) {
    String wanted = item.name();
    if (wanted.startsWith("*")) {
      v.typeMatch = Math.max(v.typeMatch, 1);
      return true;
    }
    if (wanted.endsWith("/*") && v.type.startsWith(wanted.substring(0, wanted.length() - 2))) {
      v.typeMatch = Math.max(v.typeMatch, 2);
      return true;
    }
    boolean same =
        wanted.equals(v.type) || (wanted.equals("text/html") && Accept.isParsedHtml(v.type));
    if (same && item.level() >= v.level) {
      v.levelMatched = v.level;
      v.typeMatch = 3;
      return true;
    }
    return false;
  }

  void judgeLanguage(Variant v) {
    if (v.languages.isEmpty()) {
      if (!literal) {
        v.languageQuality = noLanguageQuality;
      }
      return;
    }
    if (languages == null) {
      v.definite = false;
    } else {
      v.languageQuality = best(v, languages);
    }
    rank(v);
  }

  /** The best of what is said of its languages; for each the longest range that fits counts. */
  private float best(Variant v, List<Accept> said) {
    Accept best = null;
    Accept star = null;
    boolean byStar = false;
    boolean byRegion = false;
    for (String language : v.languages) {
      Accept longest = null;
      for (Accept item : said) {
        if (item.name().equals("*")) {
          star = star == null ? item : star;
          continue;
        }
        if (covers(item.name(), language)
            && (longest == null || item.name().length() > longest.name().length())) {
          longest = item;
        }
        byRegion |= longest == null && !literal && isOfSameBase(item.name(), language);
      }
      if (best == null || (longest != null && longest.quality() > best.quality())) {
        best = longest;
      }
      byStar |= longest == null && star != null;
    }
    if (byStar && star != null && (best == null || star.quality() > best.quality())) {
      best = star;
      v.definite = false;
    }
    return best != null ? best.quality() : byRegion ? 0.001f : 0;
  }

  private static boolean covers(String range, String language) {
    return !range.isEmpty()
        && language.startsWith(range)
        && (language.length() == range.length() || language.charAt(range.length()) == '-');
  }

  /** A client that asks for en-US alone gets en rather than nothing. */
  private static boolean isOfSameBase(String range, String language) {
    int hyphen = range.indexOf('-');
    return hyphen >= 0 && language.startsWith(range.substring(0, hyphen));
  }

  private void rank(Variant v) {
    boolean prefer = config.forces(Force.PREFER);
    boolean fallback = config.forces(Force.FALLBACK);
    if (!(prefer && v.languageRank < 0) && !(fallback && v.languageQuality == 0)) {
      return;
    }
    int best = -1;
    for (String language : v.languages) {
      int rank = config.rank(language);
      best = rank >= 0 && (best < 0 || rank < best) ? rank : best;
    }
    if (best < 0) {
      return;
    }
    if (v.languageQuality != 0) {
      v.languageRank = prefer ? best : v.languageRank;
    } else if (fallback) {
      v.languageRank = best;
      v.languageQuality = 0.0001f;
      v.definite = false;
    }
  }

  void judgeCharset(Variant v) {
    if (charsets == null) {
      v.definite &= v.charset.isEmpty();
      return;
    }
    String charset = v.charset;
    if (charset.isEmpty()) {
      if (literal || !(v.type.startsWith("text/") || Accept.isParsedHtml(v.type))) {
        return;
      }
      charset = "iso-8859-1";
    }
    Accept star = null;
    for (Accept item : charsets) {
      if (item.name().equals(charset)) {
        v.charsetQuality = item.quality();
        return;
      }
      star = item.name().equals("*") ? item : star;
    }
    if (star != null) {
      v.charsetQuality = star.quality();
      v.definite = false;
    } else {
      v.charsetQuality = charset.equals("iso-8859-1") ? 1 : 0;
    }
  }

  void judgeEncoding(Variant v) {
    if (encodings == null) {
      v.encodingQuality = v.isPlain() ? 1 : 0.5f;
      return;
    }
    String encoding = v.isPlain() ? "identity" : withoutX(String.valueOf(v.encoding));
    Accept star = null;
    for (Accept item : encodings) {
      String name = withoutX(item.name());
      if (name.equals(encoding)) {
        v.encodingQuality = item.quality();
        return;
      }
      star = name.equals("*") ? item : star;
    }
    v.encodingQuality = star != null ? star.quality() : v.isPlain() ? 0.0001f : 0;
  }

  static String withoutX(String encoding) {
    return encoding.startsWith("x-") ? encoding.substring(2) : encoding;
  }
}
