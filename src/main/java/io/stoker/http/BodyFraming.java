package io.stoker.http;

import org.jspecify.annotations.Nullable;

/** How long the body of a request is (RFC 9112 section 6), and what Expect asks for. */
public final class BodyFraming {
  private BodyFraming() {}

  /** Outcome of a check. */
  public sealed interface Result {}

  /** No body. */
  public record None() implements Result {}

  /** A body of so many octets. */
  public record Length(long octets) implements Result {}

  /**
   * A chunked body.
   *
   * @param dropLength true when a Content-Length came with it: the field must go, and the
   *     connection is closed after the reply
   */
  public record Chunked(boolean dropLength) implements Result {}

  /** Not acceptable. */
  public record Refused(Refusal refusal) implements Result {}

  /**
   * Judges Content-Length and Transfer-Encoding. httpd wants chunked to be the last coding and does
   * not look at those before it; HTTP/1.0 may use it too.
   *
   * @param uri the path of the request, for the log
   */
  public static Result of(Headers headers, String uri) {
    String length = headers.get(HeaderNames.CONTENT_LENGTH);
    long octets = length == null ? -1 : parseLength(length);
    if (length != null && octets < 0) {
      return refused("AH10242", "client sent invalid Content-Length (" + length + "): " + uri);
    }
    String codings = headers.get(HeaderNames.TRANSFER_ENCODING);
    if (codings != null) {
      return FieldLists.endsWithToken(codings, "chunked")
          ? new Chunked(length != null)
          : refused("AH02539", "client sent unknown Transfer-Encoding (" + codings + "): " + uri);
    }
    return length == null ? new None() : new Length(octets);
  }

  private static Refused refused(String id, String text) {
    return new Refused(Refusal.debug(400, id, text));
  }

  /** Digits only, up to the largest long; -1 for anything else. */
  public static long parseLength(String text) {
    long value = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9 || value > (Long.MAX_VALUE - digit) / 10) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return text.isEmpty() ? -1 : value;
  }

  /** True when the client waits for a 100; HTTP/1.0 clients get none. */
  public static boolean expectsContinue(Headers headers, HttpVersion version) {
    return "100-continue".equalsIgnoreCase(headers.get(HeaderNames.EXPECT))
        && version.atLeast(HttpVersion.HTTP_1_1);
  }

  /** 417 for an Expect field that is neither blank nor 100-continue, else null. */
  public static @Nullable Refusal checkExpect(Headers headers) {
    String expect = headers.get(HeaderNames.EXPECT);
    if (expect == null || expect.isEmpty() || expect.equalsIgnoreCase("100-continue")) {
      return null;
    }
    return Refusal.of(
        Status.EXPECTATION_FAILED,
        Diagnostic.Level.INFO,
        "AH00570",
        "client sent an unrecognized expectation value of Expect: " + expect);
  }
}
