package io.stoker.http;

import org.jspecify.annotations.Nullable;

/**
 * Conditional requests as httpd 2.4 judges them. It follows RFC 9110 section 13.2.2 except that
 * every condition sent must hold: a satisfied If-None-Match does not switch If-Modified-Since off.
 */
public final class Conditionals {
  private Conditionals() {}

  /** What becomes of the request. */
  public enum Verdict {
    /** Send the reply. */
    PROCEED,
    /** 304. */
    NOT_MODIFIED,
    /** 412. */
    PRECONDITION_FAILED
  }

  /** How one condition fared. */
  public enum Condition {
    /** The field was not sent. */
    NONE,
    /** Sent, not met. */
    NO_MATCH,
    /** Met, good enough for a whole body only. */
    WEAK,
    /** Met. */
    STRONG;

    boolean matched() {
      return this == WEAK || this == STRONG;
    }
  }

  /**
   * What the conditions are held against.
   *
   * @param method the request method
   * @param etag the ETag of the reply, null without one
   * @param lastModified seconds since 1970 of the reply's Last-Modified (the time of the request
   *     when it has none)
   * @param requestTime seconds since 1970 of the reply's Date, normally the time of the request
   */
  public record Target(String method, @Nullable String etag, long lastModified, long requestTime) {}

  /**
   * Judges the conditions of a request.
   *
   * @param request the request's fields
   * @param status the status so far; nothing but 2xx is conditional
   */
  public static Verdict evaluate(Headers request, Target target, int status) {
    if (!Status.isSuccess(status)) {
      return Verdict.PROCEED;
    }
    if (ifMatch(request, target) == Condition.NO_MATCH) {
      return Verdict.PRECONDITION_FAILED;
    }
    Condition changed = ifUnmodifiedSince(request, target);
    if (changed.matched()) {
      return Verdict.PRECONDITION_FAILED;
    }
    boolean get = Methods.isGetOrHead(target.method());
    Condition sameTag = ifNoneMatch(request, target);
    if (sameTag.matched() && !get) {
      return Verdict.PRECONDITION_FAILED;
    }
    Condition sameTime = ifModifiedSince(request, target);
    boolean refuted =
        changed == Condition.NO_MATCH
            || sameTag == Condition.NO_MATCH
            || sameTime == Condition.NO_MATCH;
    boolean unchanged = get && (sameTag.matched() || sameTime.matched());
    if (refuted || !unchanged || ifRange(request, target) != Condition.NONE) {
      return Verdict.PROCEED;
    }
    return Verdict.NOT_MODIFIED;
  }

  /** If-Match: strong comparison. */
  public static Condition ifMatch(Headers request, Target target) {
    String list = request.get(HeaderNames.IF_MATCH);
    if (list == null) {
      return Condition.NONE;
    }
    return list.startsWith("*") || EntityTag.listMatches(list, target.etag(), true)
        ? Condition.STRONG
        : Condition.NO_MATCH;
  }

  /** If-Unmodified-Since; matches when it <em>was</em> modified. */
  public static Condition ifUnmodifiedSince(Headers request, Target target) {
    String text = request.get(HeaderNames.IF_UNMODIFIED_SINCE);
    if (text == null) {
      return Condition.NONE;
    }
    long since = HttpDate.parse(text);
    return since != HttpDate.BAD && target.lastModified() > since
        ? byAge(request, target)
        : Condition.NO_MATCH;
  }

  /** If-None-Match: weak comparison for GET and HEAD without Range, strong for all others. */
  public static Condition ifNoneMatch(Headers request, Target target) {
    String list = request.get(HeaderNames.IF_NONE_MATCH);
    if (list == null) {
      return Condition.NONE;
    }
    if (list.startsWith("*")) {
      return Condition.STRONG;
    }
    boolean strong = !Methods.isGetOrHead(target.method()) || request.has(HeaderNames.RANGE);
    if (!EntityTag.listMatches(list, target.etag(), strong)) {
      return Condition.NO_MATCH;
    }
    return strong ? Condition.STRONG : Condition.WEAK;
  }

  /** If-Modified-Since; matches when it was not modified. Dates in the future do not count. */
  public static Condition ifModifiedSince(Headers request, Target target) {
    String text = request.get(HeaderNames.IF_MODIFIED_SINCE);
    if (text == null) {
      return Condition.NONE;
    }
    long since = HttpDate.parse(text);
    return since >= target.lastModified() && since <= target.requestTime()
        ? byAge(request, target)
        : Condition.NO_MATCH;
  }

  /** If-Range, looked at only when there is a Range. */
  public static Condition ifRange(Headers request, Target target) {
    String text = request.get(HeaderNames.IF_RANGE);
    if (text == null || !request.has(HeaderNames.RANGE)) {
      return Condition.NONE;
    }
    boolean same =
        text.startsWith("\"")
            ? text.equals(target.etag())
            : HttpDate.parse(text) == target.lastModified()
                && target.requestTime() >= target.lastModified() + 60;
    return same ? Condition.STRONG : Condition.NO_MATCH;
  }

  /** A time younger than a minute is a weak validator: a further change may hide in its second. */
  private static Condition byAge(Headers request, Target target) {
    if (target.requestTime() >= target.lastModified() + 60) {
      return Condition.STRONG;
    }
    return request.has(HeaderNames.RANGE) ? Condition.NO_MATCH : Condition.WEAK;
  }
}
