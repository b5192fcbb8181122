package io.stoker.http;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Request methods, as httpd's method registry knows them. Names are case-sensitive. */
public final class Methods {
  public static final String GET = "GET";
  public static final String HEAD = "HEAD";
  public static final String POST = "POST";
  public static final String PUT = "PUT";
  public static final String DELETE = "DELETE";
  public static final String CONNECT = "CONNECT";
  public static final String OPTIONS = "OPTIONS";
  public static final String TRACE = "TRACE";
  public static final String PATCH = "PATCH";

  private static final Set<String> KNOWN =
      Collections.unmodifiableSet(
          new LinkedHashSet<>(
              List.of(
                  HEAD,
                  GET,
                  PUT,
                  POST,
                  DELETE,
                  CONNECT,
                  OPTIONS,
                  TRACE,
                  PATCH,
                  "PROPFIND",
                  "PROPPATCH",
                  "MKCOL",
                  "COPY",
                  "MOVE",
                  "LOCK",
                  "UNLOCK",
                  "VERSION-CONTROL",
                  "CHECKOUT",
                  "UNCHECKOUT",
                  "CHECKIN",
                  "UPDATE",
                  "LABEL",
                  "REPORT",
                  "MKWORKSPACE",
                  "MKACTIVITY",
                  "BASELINE-CONTROL",
                  "MERGE")));

  private Methods() {}

  /** The methods that httpd knows without a module or directive naming more, in its order. */
  public static Set<String> known() {
    return KNOWN;
  }

  /** True for a method that httpd knows; another one is answered 501 unless a module takes it. */
  public static boolean isKnown(String method) {
    return KNOWN.contains(method);
  }

  /** GET or HEAD: httpd gives both one method number, so what holds for GET holds for HEAD. */
  public static boolean isGetOrHead(String method) {
    return method.equals(GET) || method.equals(HEAD);
  }

  /**
   * The value of an Allow field: {@code HEAD,GET,POST,OPTIONS,TRACE}. GET brings HEAD with it. The
   * order is that of {@link #known()}, then the unknown ones as given (httpd's own order follows a
   * randomly seeded hash and differs from start to start).
   */
  public static String allowList(Collection<String> allowed) {
    Set<String> wanted = new LinkedHashSet<>(allowed);
    if (wanted.contains(GET)) {
      wanted.add(HEAD);
    }
    List<String> ordered = new ArrayList<>(wanted.size());
    for (String method : KNOWN) {
      if (wanted.remove(method)) {
        ordered.add(method);
      }
    }
    ordered.addAll(wanted);
    return String.join(",", ordered);
  }
}
