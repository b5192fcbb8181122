package io.stoker.expr;

import io.stoker.api.Core;
import io.stoker.api.Exchange;
import io.stoker.api.Product;
import io.stoker.expr.ExprNode.Str;
import io.stoker.files.FileInfo;
import io.stoker.http.Ipv6;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The built-in variables. Source: httpd manual, "Expressions", section Variables. */
final class ExprVariables {

  private ExprVariables() {}

  /** Variables that are request fields, by variable name. */
  private static final Map<String, String> FIELDS =
      Map.of(
          "HTTP_ACCEPT", "Accept",
          "HTTP_COOKIE", "Cookie",
          "HTTP_FORWARDED", "Forwarded",
          "HTTP_HOST", "Host",
          "HTTP_PROXY_CONNECTION", "Proxy-Connection",
          "HTTP_REFERER", "Referer",
          "HTTP_USER_AGENT", "User-Agent");

  private static final Map<String, Function<Exchange, @Nullable String>> OTHERS = new HashMap<>();

  static {
    request();
    connection();
    time();
  }

  private static void put(String name, Function<Exchange, @Nullable String> value) {
    OTHERS.put(name, value);
  }

  private static void request() {
    put("REQUEST_METHOD", Exchange::method);
    put("REQUEST_SCHEME", Exchange::scheme);
    put("REQUEST_URI", Exchange::uri);
    put("DOCUMENT_URI", Exchange::uri);
    put("REQUEST_FILENAME", ExprVariables::filename);
    put("SCRIPT_FILENAME", ExprVariables::filename);
    put("LAST_MODIFIED", ExprVariables::lastModified);
    put("SCRIPT_USER", x -> owner(x, true));
    put("SCRIPT_GROUP", x -> owner(x, false));
    put("PATH_INFO", Exchange::pathInfo);
    put("QUERY_STRING", Exchange::query);
    put("IS_SUBREQ", x -> x.main() == null ? "false" : "true");
    put("THE_REQUEST", Exchange::requestLine);
    put("REMOTE_USER", Exchange::user);
    put("AUTH_TYPE", Exchange::authType);
    put("SERVER_ADMIN", x -> x.server().get(Core.SERVER_ADMIN));
    put("DOCUMENT_ROOT", Exchange::documentRoot);
    put("CONTENT_TYPE", Exchange::contentType);
    put("HANDLER", Exchange::handler);
    put("REQUEST_STATUS", x -> x.status() == 0 ? "" : Integer.toString(x.status()));
    put("REQUEST_LOG_ID", Exchange::logIdIfLogged);
    put("CONTEXT_PREFIX", Exchange::contextPrefix);
    put("CONTEXT_DOCUMENT_ROOT", Exchange::contextDocumentRoot);
    put("SERVER_PROTOCOL", x -> x.version().toString());
    put("SERVER_SOFTWARE", x -> Product.banner(x.server().get(Core.SERVER_TOKENS)));
    put("API_VERSION", x -> Product.API_VERSION);
  }

  private static void connection() {
    put("REMOTE_ADDR", Exchange::clientIp);
    put("REMOTE_HOST", Exchange::clientName);
    put("REMOTE_IDENT", x -> "");
    put("REMOTE_PORT", x -> Integer.toString(x.connection().remotePort()));
    put("CONN_REMOTE_ADDR", x -> Ipv6.text(x.connection().remoteAddress()));
    put("CONN_LOG_ID", x -> Long.toUnsignedString(x.connection().id(), 36));
    put("SERVER_NAME", Exchange::serverName);
    put("SERVER_PORT", x -> Integer.toString(x.serverPort()));
    put("HTTP2", x -> "off");
    put("HTTPS", x -> x.isTls() ? "on" : "off");
    put(
        "IPV6",
        x -> x.connection().remoteAddress() instanceof java.net.Inet6Address ? "on" : "off");
  }

  private static void time() {
    put("TIME_YEAR", formatted("yyyy"));
    put("TIME_MON", formatted("MM"));
    put("TIME_DAY", formatted("dd"));
    put("TIME_HOUR", formatted("HH"));
    put("TIME_MIN", formatted("mm"));
    put("TIME_SEC", formatted("ss"));
    put("TIME_WDAY", x -> Integer.toString(now(x).getDayOfWeek().getValue() % 7));
    put("TIME", formatted("yyyyMMddHHmmss"));
  }

  static @Nullable Str find(String name, boolean varies) {
    String upper = name.toUpperCase(Locale.ROOT);
    String field = FIELDS.get(upper);
    if (field != null) {
      return e -> e.requestField(field, varies);
    }
    Function<Exchange, @Nullable String> value = OTHERS.get(upper);
    return value == null ? null : e -> Eval.orEmpty(value.apply(e.x));
  }

  private static String filename(Exchange x) {
    String file = x.filename();
    return file == null ? "" : file;
  }

  private static Function<Exchange, @Nullable String> formatted(String pattern) {
    DateTimeFormatter format = DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
    return x -> format.format(now(x));
  }

  private static ZonedDateTime now(Exchange x) {
    return at(x.nowMicros());
  }

  private static ZonedDateTime at(long micros) {
    return Instant.ofEpochSecond(
            Math.floorDiv(micros, 1_000_000), Math.floorMod(micros, 1_000_000) * 1000L)
        .atZone(ZoneId.systemDefault());
  }

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT);

  private static String lastModified(Exchange x) {
    FileInfo info = x.file();
    return STAMP.format(at(info == null ? 0 : info.modifiedMicros()));
  }

  private static String owner(Exchange x, boolean user) {
    FileInfo info = x.file();
    if (info == null) {
      return "";
    }
    return user ? x.files().userName(info.uid()) : x.files().groupName(info.gid());
  }
}
