package io.stoker.http;

/**
 * What the configuration says of requests to accept.
 *
 * @param strict HttpProtocolOptions Strict (default) or Unsafe
 * @param registeredMethods HttpProtocolOptions RegisteredMethods; default LenientMethods
 * @param allow09 HttpProtocolOptions Allow0.9 (default) or Require1.0
 * @param limitRequestLine octets, default 8190
 * @param limitRequestFields number of fields, default 100, 0 for no limit
 * @param limitRequestFieldSize octets, default 8190
 */
public record ProtocolOptions(
    boolean strict,
    boolean registeredMethods,
    boolean allow09,
    int limitRequestLine,
    int limitRequestFields,
    int limitRequestFieldSize) {

  /** httpd's defaults. */
  public static final ProtocolOptions DEFAULT =
      new ProtocolOptions(true, false, true, 8190, 100, 8190);

  /** True when httpd's line buffer (the limit and two octets more) cannot take the line. */
  static boolean exceeds(String line, int limit) {
    return line.length() >= limit + 2;
  }
}
