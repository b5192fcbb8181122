package io.stoker.http;

import org.jspecify.annotations.Nullable;

/**
 * A protocol version: one digit each, as RFC 9112 section 2.3 has it.
 *
 * <p>httpd accepts every {@code HTTP/d.d} from 1.0 to 9.9 on the request line and answers with its
 * own HTTP/1.1.
 */
public record HttpVersion(int major, int minor) implements Comparable<HttpVersion> {
  public static final HttpVersion HTTP_0_9 = new HttpVersion(0, 9);
  public static final HttpVersion HTTP_1_0 = new HttpVersion(1, 0);
  public static final HttpVersion HTTP_1_1 = new HttpVersion(1, 1);
  public static final HttpVersion HTTP_2_0 = new HttpVersion(2, 0);

  /**
   * Reads {@code HTTP/d.d} with a major digit of at least 1.
   *
   * @param anyCase also takes {@code http/1.1}, which httpd does under HttpProtocolOptions Unsafe
   * @return null when {@code text} is anything else ({@code HTTP/1.10}, {@code HTTP/0.9})
   */
  public static @Nullable HttpVersion parse(String text, boolean anyCase) {
    if (text.length() != 8 || !text.regionMatches(anyCase, 0, "HTTP/", 0, 5)) {
      return null;
    }
    char major = text.charAt(5);
    char minor = text.charAt(7);
    if (major < '1' || major > '9' || text.charAt(6) != '.' || minor < '0' || minor > '9') {
      return null;
    }
    return of(major - '0', minor - '0');
  }

  /** The shared constant where there is one. */
  public static HttpVersion of(int major, int minor) {
    if (major == 1) {
      return minor == 1 ? HTTP_1_1 : minor == 0 ? HTTP_1_0 : new HttpVersion(1, minor);
    }
    return new HttpVersion(major, minor);
  }

  /** True for this version or a later one. */
  public boolean atLeast(HttpVersion other) {
    return compareTo(other) >= 0;
  }

  @Override
  public int compareTo(HttpVersion other) {
    int byMajor = Integer.compare(major, other.major);
    return byMajor != 0 ? byMajor : Integer.compare(minor, other.minor);
  }

  /** {@code HTTP/1.1}. */
  @Override
  public String toString() {
    return "HTTP/" + major + "." + minor;
  }
}
