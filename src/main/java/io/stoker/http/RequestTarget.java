package io.stoker.http;

import org.jspecify.annotations.Nullable;

/**
 * A request target (RFC 9112 section 3.2) taken apart as httpd and APR do it.
 *
 * @param raw as sent
 * @param form which of the four forms
 * @param valid false when it cannot be parsed (400)
 * @param scheme of the absolute form, as sent
 * @param userinfo before the at sign, null without one
 * @param host without brackets, null when the target names none
 * @param ipv6 true when the host stood in brackets
 * @param port digits as sent (possibly empty), null without a colon
 * @param path not decoded, several slashes at its front made one; {@code /} when empty, {@code *}
 *     for OPTIONS without a path; the whole target when it is not valid
 * @param query without the question mark, null without one
 * @param fragment without the hash sign, null without one
 */
public record RequestTarget(
    String raw,
    Form form,
    boolean valid,
    @Nullable String scheme,
    @Nullable String userinfo,
    @Nullable String host,
    boolean ipv6,
    @Nullable String port,
    String path,
    @Nullable String query,
    @Nullable String fragment) {

  /** The forms of RFC 9112 section 3.2. */
  public enum Form {
    ORIGIN,
    ABSOLUTE,
    AUTHORITY,
    ASTERISK
  }

  /**
   * True for an absolute target of another scheme than http and https. Without a forward proxy
   * httpd answers 400 to it, after the request has been read.
   */
  public boolean foreignScheme() {
    return scheme != null && !scheme.equalsIgnoreCase("http") && !scheme.equalsIgnoreCase("https");
  }

  /**
   * The host that the target itself names, which then counts in place of the Host field; null when
   * it names none. httpd takes it from an absolute target only if the scheme is that of the
   * connection, and from CONNECT.
   *
   * @param connectionScheme http or https
   */
  public @Nullable String effectiveHost(String connectionScheme) {
    boolean counts =
        form == Form.AUTHORITY || (scheme != null && scheme.equalsIgnoreCase(connectionScheme));
    return valid && counts ? host : null;
  }

  /** Parses the target of a request with this method. Never fails; see {@link #valid()}. */
  public static RequestTarget parse(String method, String target) {
    if (method.equals(Methods.CONNECT)) {
      return new TargetParser(target, target).authority();
    }
    int start = 0;
    while (target.startsWith("//", start)) {
      start++;
    }
    return new TargetParser(target, target.substring(start)).uri(method);
  }
}
