package io.stoker.modules.mod_negotiation;

import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Finds the best of variants that are offered one after the other. */
final class Ranking {

  private final boolean remote;
  private final ToLongFunction<Variant> length;
  private @Nullable Variant best;
  private float quality;

  /**
   * @param remote RFC 2296's algorithm, not httpd's own
   * @param length the length of a variant
   */
  Ranking(boolean remote, ToLongFunction<Variant> length) {
    this.remote = remote;
    this.length = length;
  }

  @Nullable Variant best() {
    return best;
  }

  /** Whether the best may be sent without asking the client. */
  boolean isChoice() {
    return quality > 0 && (!remote || (best != null && best.definite));
  }

  void offer(Variant v) {
    float q = remote ? remoteQuality(v) : v.typeQuality * v.sourceQuality;
    if (!isAcceptable(v) || q <= 0 || q < quality) {
      return;
    }
    Variant other = best;
    if (other == null || q > quality || isBetter(v, other)) {
      best = v;
      quality = q;
    }
  }

  private static float remoteQuality(Variant v) {
    return v.typeQuality * v.sourceQuality * v.charsetQuality * v.languageQuality;
  }

  private boolean isAcceptable(Variant v) {
    return v.encodingQuality != 0 && (remote || (v.languageQuality != 0 && v.charsetQuality != 0));
  }

  /** Of two whose types are liked equally well: language, level, charset, encoding, length. */
  private boolean isBetter(Variant v, Variant other) {
    if (remote) {
      return v.encodingQuality > other.encodingQuality;
    }
    int order = Float.compare(v.languageQuality, other.languageQuality);
    order = order != 0 ? order : compareRanks(v.languageRank, other.languageRank);
    order = order != 0 ? order : compareLevels(v, other);
    order = order != 0 ? order : compareCharsets(v, other);
    order = order != 0 ? order : Float.compare(v.encodingQuality, other.encodingQuality);
    return order != 0 ? order > 0 : length.applyAsLong(v) < length.applyAsLong(other);
  }

  private static int compareRanks(int a, int b) {
    if (a == b) {
      return 0;
    }
    return b == -1 || (a != -1 && a < b) ? 1 : -1;
  }

  /** The highest level that the client asked for, else the lowest, which it can most likely use. */
  private static int compareLevels(Variant a, Variant b) {
    boolean comparable = a.isHtml() ? b.isHtml() : a.type.equals(b.type);
    if (!comparable) {
      return 0;
    }
    int matched = Float.compare(a.levelMatched, b.levelMatched);
    return matched != 0 ? matched : Float.compare(b.level, a.level);
  }

  /** Of equal charsets one that is not ISO-8859-1 is preferred to one that is, or may be. */
  private static int compareCharsets(Variant a, Variant b) {
    int order = Float.compare(a.charsetQuality, b.charsetQuality);
    return order != 0 ? order : !isLatin(a) && isLatin(b) ? 1 : 0;
  }

  private static boolean isLatin(Variant v) {
    return v.charset.isEmpty() || v.charset.equals("iso-8859-1");
  }
}
