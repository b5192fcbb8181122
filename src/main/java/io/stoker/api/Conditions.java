package io.stoker.api;

import io.stoker.http.Conditionals;
import io.stoker.http.HeaderNames;
import io.stoker.http.Headers;
import java.util.List;

/** Conditional requests, for handlers whose reply has a modification time or an ETag. */
public final class Conditions {

  private static final List<String> FIELDS =
      List.of(
          HeaderNames.IF_MATCH,
          HeaderNames.IF_UNMODIFIED_SINCE,
          HeaderNames.IF_NONE_MATCH,
          HeaderNames.IF_MODIFIED_SINCE,
          HeaderNames.IF_RANGE,
          HeaderNames.RANGE);

  private Conditions() {}

  /**
   * Judges the conditions of a request against {@link Exchange#lastModified} and the ETag in {@link
   * Exchange#out} (httpd's {@code ap_meets_conditions}).
   *
   * @return 0 to send the reply, 304 or 412 to send its headers alone with that status
   */
  public static int check(Exchange x) {
    if (x.isNoLocalCopy()) {
      return 0;
    }
    return switch (Conditionals.evaluate(fields(x), target(x), x.status())) {
      case PROCEED -> 0;
      case NOT_MODIFIED -> 304;
      case PRECONDITION_FAILED -> 412;
    };
  }

  /** The fields that make a request conditional or partial, each recorded as read. */
  public static Headers fields(Exchange x) {
    Headers fields = new Headers();
    for (String name : FIELDS) {
      String value = x.in().get(name);
      if (value != null) {
        fields.add(name, value);
      }
    }
    return fields;
  }

  /** What they are held against. */
  public static Conditionals.Target target(Exchange x) {
    String etag = x.out().get(HeaderNames.ETAG);
    long now = x.startMicros() / 1_000_000;
    long modified = x.lastModified() == 0 ? now : x.lastModified() / 1_000_000;
    return new Conditionals.Target(
        x.method(), etag == null ? x.errorOut().get(HeaderNames.ETAG) : etag, modified, now);
  }
}
