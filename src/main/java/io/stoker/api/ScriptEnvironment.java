package io.stoker.api;

import io.stoker.http.Escapes;
import io.stoker.http.Ipv6;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What programs and pages are told about a request (RFC 3875, section 4.1, and what httpd adds: its
 * {@code ap_add_common_vars} and {@code ap_add_cgi_vars}).
 */
public final class ScriptEnvironment {

  /** What a program finds where the server's own environment has no PATH. */
  private static final String DEFAULT_PATH = "/bin:/usr/bin:/usr/ucb:/usr/bsd:/usr/local/bin";

  private static final String FIELD = "HTTP_";

  /** Fields with names of their own. */
  private static final Map<String, String> RENAMED =
      Map.of("CONTENT_TYPE", "Content-Type", "CONTENT_LENGTH", "Content-Length");

  private static final List<String> CREDENTIALS = List.of("authorization", "proxy-authorization");

  private static final Map<String, Function<Exchange, @Nullable String>> VARIABLES =
      new LinkedHashMap<>();

  static {
    common();
    redirected();
    request();
  }

  private ScriptEnvironment() {}

  private static void put(String name, Function<Exchange, @Nullable String> value) {
    VARIABLES.put(name, value);
  }

  private static void common() {
    put("PATH", x -> or(x.processEnv("PATH"), DEFAULT_PATH));
    put("LD_LIBRARY_PATH", x -> x.processEnv("LD_LIBRARY_PATH"));
    put("SERVER_SIGNATURE", x -> ServerSignature.of(x, ""));
    put("SERVER_SOFTWARE", x -> Product.banner(x.server().get(Core.SERVER_TOKENS)));
    put("SERVER_NAME", x -> Escapes.html(x.serverName()));
    put("SERVER_ADDR", x -> Ipv6.text(x.connection().localAddress()));
    put("SERVER_PORT", x -> Integer.toString(x.serverPort()));
    put("REMOTE_HOST", ScriptEnvironment::clientName);
    put("REMOTE_ADDR", Exchange::clientIp);
    put("DOCUMENT_ROOT", Exchange::documentRoot);
    put("REQUEST_SCHEME", Exchange::scheme);
    put("CONTEXT_PREFIX", Exchange::contextPrefix);
    put("CONTEXT_DOCUMENT_ROOT", Exchange::contextDocumentRoot);
    put("SERVER_ADMIN", x -> x.server().get(Core.SERVER_ADMIN));
    put("SCRIPT_FILENAME", Exchange::filename);
    put("REMOTE_PORT", x -> Integer.toString(x.connection().remotePort()));
    put("REMOTE_USER", Exchange::user);
    put("AUTH_TYPE", Exchange::authType);
  }

  private static void redirected() {
    put(
        "REDIRECT_REMOTE_USER",
        x -> {
          Exchange before = x.previous();
          return before == null || x.user() != null ? null : before.user();
        });
    put("REDIRECT_QUERY_STRING", x -> x.previous() == null ? null : before(x).query());
    put("REDIRECT_URL", x -> x.previous() == null ? null : redirectUrl(x));
  }

  private static void request() {
    put("GATEWAY_INTERFACE", x -> "CGI/1.1");
    put("SERVER_PROTOCOL", x -> isIncluded(x) ? "INCLUDED" : x.version().toString());
    put("REQUEST_METHOD", Exchange::method);
    put("QUERY_STRING", x -> or(x.query(), ""));
    put("REQUEST_URI", ScriptEnvironment::requestUri);
    put("SCRIPT_NAME", ScriptEnvironment::scriptName);
    put("PATH_INFO", x -> x.pathInfo().isEmpty() ? null : x.pathInfo());
    put("PATH_TRANSLATED", ScriptEnvironment::pathTranslated);
  }

  /** Puts all of it into the request's environment, where programs and logs find it. */
  public static void addTo(Exchange x) {
    all(x).forEach(x.env()::set);
  }

  /** All of it, in httpd's order. */
  public static Map<String, String> all(Exchange x) {
    boolean credentials = x.config(Core.CGI_PASS_AUTH);
    Map<String, String> all = new LinkedHashMap<>();
    x.in()
        .all()
        .copy()
        .compress()
        .forEach(
            (name, value) -> {
              String variable = variableOf(name);
              if (variable != null && (credentials || !isCredential(name))) {
                all.put(variable, value);
              }
            });
    VARIABLES.forEach(
        (name, value) -> {
          String text = value.apply(x);
          if (text != null) {
            all.put(name, text);
          }
        });
    return all;
  }

  /**
   * The value of one of them, or null. What is not asked for is not looked at, so that a reply
   * depends on no more than it shows.
   */
  public static @Nullable String value(Exchange x, String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    Function<Exchange, @Nullable String> value = VARIABLES.get(upper);
    if (value != null) {
      return value.apply(x);
    }
    String field = RENAMED.get(upper);
    if (field == null && upper.startsWith(FIELD)) {
      field = upper.substring(FIELD.length()).replace('_', '-');
    }
    boolean hidden =
        field == null
            || variableOf(field) == null
            || (isCredential(field) && !x.config(Core.CGI_PASS_AUTH));
    return hidden || field == null ? null : joined(x.in().getAll(field));
  }

  private static @Nullable String joined(List<String> values) {
    return values.isEmpty() ? null : String.join(", ", values);
  }

  /**
   * The variable that tells a field: none for Proxy, which programs would take for their own, and
   * none for names from which others could not be told.
   */
  private static @Nullable String variableOf(String field) {
    String upper = field.toUpperCase(Locale.ROOT);
    if (upper.equals("CONTENT-TYPE") || upper.equals("CONTENT-LENGTH")) {
      return upper.replace('-', '_');
    }
    if (upper.equals("PROXY") || !upper.matches("[A-Z0-9-]+")) {
      return null;
    }
    return FIELD + upper.replace('-', '_');
  }

  private static boolean isCredential(String field) {
    return CREDENTIALS.contains(field.toLowerCase(Locale.ROOT));
  }

  private static String or(@Nullable String value, String other) {
    return value == null ? other : value;
  }

  private static @Nullable String clientName(Exchange x) {
    if (x.config(Core.HOSTNAME_LOOKUPS) == Core.HostnameLookups.OFF) {
      return null;
    }
    String name = x.clientName();
    return name.equals(x.clientIp()) ? null : name;
  }

  private static Exchange before(Exchange x) {
    Exchange before = x.previous();
    return before == null ? x : before;
  }

  private static String redirectUrl(Exchange x) {
    String path = before(x).uri();
    return x.config(Core.QUALIFY_REDIRECT_URL) ? x.absoluteUrl(path) : path;
  }

  /** Whether it is a part of another's reply. */
  private static boolean isIncluded(Exchange x) {
    return x.main() != null;
  }

  private static String requestUri(Exchange x) {
    if (x.config(Core.CGI_CURRENT_URI)) {
      return x.uri();
    }
    String line = x.requestLine();
    int start = line.indexOf(' ') + 1;
    while (start > 0 && start < line.length() && line.charAt(start) == ' ') {
      start++;
    }
    int end = line.indexOf(' ', start);
    return line.substring(start, end < 0 ? line.length() : end);
  }

  private static String scriptName(Exchange x) {
    String uri = x.uri();
    return isIncluded(x) || x.pathInfo().isEmpty()
        ? uri
        : uri.substring(0, pathInfoStart(uri, x.pathInfo()));
  }

  /** Where the path info begins in a path, which may have more slashes than it. */
  private static int pathInfoStart(String uri, String info) {
    int at = uri.length();
    int left = info.length();
    while (at > 0 && left > 0 && uri.charAt(at - 1) == info.charAt(left - 1)) {
      at--;
      left--;
      if (info.charAt(left) == '/') {
        while (at > 0 && uri.charAt(at - 1) == '/') {
          at--;
        }
      }
    }
    while (at < uri.length() && uri.charAt(at) != '/') {
      at++;
    }
    return at;
  }

  private static @Nullable String pathTranslated(Exchange x) {
    if (x.pathInfo().isEmpty()) {
      return null;
    }
    Exchange there = x.lookupUri(Escapes.uri(x.pathInfo()));
    return there.filename() == null ? null : there.filename() + there.pathInfo();
  }
}
