package io.stoker.modules.mod_rewrite;

import io.stoker.api.Core;
import io.stoker.api.Exchange;
import io.stoker.api.ExprVariable;
import io.stoker.api.Product;
import io.stoker.files.FileInfo;
import io.stoker.files.Lookup;
import io.stoker.http.Ipv6;
import java.net.Inet6Address;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A {@code %{VARIABLE}} of conditions and substitutions.
 *
 * <p>Source: httpd manual, mod_rewrite, RewriteCond.
 */
@FunctionalInterface
interface Variable {

  /** The value in a request, which a look-ahead may make another one than that of the run. */
  String value(RuleRun run, Exchange x);

  /** The variable of that name; one that does not exist is empty. */
  static Variable named(String name) {
    int colon = name.indexOf(':');
    String kind = colon < 0 ? "" : name.substring(0, colon).toUpperCase(Locale.ROOT);
    String rest = name.substring(colon + 1);
    return switch (kind) {
      case "ENV" -> (run, x) -> Catalogue.environment(x, rest);
      case "SSL" -> (run, x) -> Catalogue.ofTls(x, rest);
      case "HTTP" -> (run, x) -> run.requestField(x, rest);
      case "LA-U" -> {
        Variable inner = named(rest);
        yield (run, x) -> run.lookAhead(x, rest, inner, false);
      }
      case "LA-F" -> {
        Variable inner = named(rest);
        yield (run, x) -> run.lookAhead(x, rest, inner, true);
      }
      default ->
          switch (name.toUpperCase(Locale.ROOT)) {
            case "TIME" -> (run, x) -> Catalogue.logged(run, "RESULT", Catalogue.time(x));
            case "SCRIPT_USER" -> (run, x) -> Catalogue.owner(run, x, true);
            case "SCRIPT_GROUP" -> (run, x) -> Catalogue.owner(run, x, false);
            case "IPV6" -> (run, x) -> Catalogue.logged(run, "IPV6", Catalogue.ipv6(x));
            default -> Catalogue.plain(name);
          };
    };
  }

  /** The variables without a colon. */
  final class Catalogue {

    private static final Map<String, String> FIELDS =
        Map.of(
            "HTTP_ACCEPT", "Accept",
            "HTTP_COOKIE", "Cookie",
            "HTTP_FORWARDED", "Forwarded",
            "HTTP_HOST", "Host",
            "HTTP_PROXY_CONNECTION", "Proxy-Connection",
            "HTTP_REFERER", "Referer",
            "HTTP_USER_AGENT", "User-Agent");

    /** The minor number of httpd 2.4.71, which only mod_rewrite shows. */
    private static final int API_MINOR = 142;

    private static final DateTimeFormatter TIME =
        DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT);

    private static final Map<String, Function<Exchange, @Nullable String>> OTHERS = new HashMap<>();

    static {
      request();
      connection();
      time();
    }

    private Catalogue() {}

    static Variable plain(String name) {
      String upper = name.toUpperCase(Locale.ROOT);
      String field = FIELDS.get(upper);
      if (field != null) {
        return (run, x) -> run.requestField(x, field);
      }
      Function<Exchange, @Nullable String> read = OTHERS.get(upper);
      return read == null ? (run, x) -> "" : (run, x) -> orEmpty(read.apply(x));
    }

    /** A note, a variable of the request, or one of the process. */
    static String environment(Exchange x, String name) {
      String note = x.notes().get(name);
      String own = note != null ? note : x.env().get(name);
      return orEmpty(own != null ? own : x.processEnv(name));
    }

    static String ofTls(Exchange x, String name) {
      ExprVariable variable = x.extensions().find(ExprVariable.POINT, name);
      return variable == null ? "" : orEmpty(variable.value(x));
    }

    private static void request() {
      OTHERS.put("REQUEST_METHOD", Exchange::method);
      OTHERS.put("REQUEST_SCHEME", Exchange::scheme);
      OTHERS.put("REQUEST_URI", Exchange::uri);
      OTHERS.put("REQUEST_FILENAME", Exchange::filename);
      OTHERS.put("SCRIPT_FILENAME", Exchange::filename);
      OTHERS.put("PATH_INFO", Exchange::pathInfo);
      OTHERS.put("QUERY_STRING", Exchange::query);
      OTHERS.put("IS_SUBREQ", x -> x.main() == null ? "false" : "true");
      OTHERS.put("THE_REQUEST", Exchange::requestLine);
      OTHERS.put("REMOTE_USER", Exchange::user);
      OTHERS.put("AUTH_TYPE", Exchange::authType);
      OTHERS.put("SERVER_ADMIN", x -> x.server().get(Core.SERVER_ADMIN));
      OTHERS.put("DOCUMENT_ROOT", Exchange::documentRoot);
      OTHERS.put("CONTEXT_PREFIX", Exchange::contextPrefix);
      OTHERS.put("CONTEXT_DOCUMENT_ROOT", Roots::context);
      OTHERS.put("SERVER_PROTOCOL", x -> x.version().toString());
      OTHERS.put("SERVER_SOFTWARE", x -> Product.banner(x.server().get(Core.SERVER_TOKENS)));
      OTHERS.put("API_VERSION", x -> Product.API_VERSION + ":" + API_MINOR);
    }

    private static void connection() {
      OTHERS.put("REMOTE_ADDR", Exchange::clientIp);
      OTHERS.put("REMOTE_HOST", Exchange::clientName);
      OTHERS.put("REMOTE_IDENT", x -> "");
      OTHERS.put("REMOTE_PORT", x -> Integer.toString(x.connection().remotePort()));
      OTHERS.put("CONN_REMOTE_ADDR", x -> Ipv6.text(x.connection().remoteAddress()));
      OTHERS.put("SERVER_ADDR", x -> Ipv6.text(x.connection().localAddress()));
      OTHERS.put("SERVER_NAME", Exchange::serverName);
      OTHERS.put("SERVER_PORT", x -> Integer.toString(x.serverPort()));
      OTHERS.put("HTTPS", x -> x.isTls() ? "on" : "off");
    }

    private static void time() {
      OTHERS.put("TIME_YEAR", formatted("yyyy"));
      OTHERS.put("TIME_MON", formatted("MM"));
      OTHERS.put("TIME_DAY", formatted("dd"));
      OTHERS.put("TIME_HOUR", formatted("HH"));
      OTHERS.put("TIME_MIN", formatted("mm"));
      OTHERS.put("TIME_SEC", formatted("ss"));
      OTHERS.put("TIME_WDAY", x -> Integer.toString(now(x).getDayOfWeek().getValue() % 7));
    }

    static String time(Exchange x) {
      return TIME.format(now(x));
    }

    /** Whether the client speaks IPv6; an IPv4 address within one of IPv6 is one of IPv4. */
    static String ipv6(Exchange x) {
      return x.clientAddress() instanceof Inet6Address ? "on" : "off";
    }

    /** These two variables httpd traces by themselves. */
    static String logged(RuleRun run, String name, String value) {
      run.log(1, "%s='%s'", name, value);
      return value;
    }

    private static Function<Exchange, @Nullable String> formatted(String pattern) {
      DateTimeFormatter format = DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
      return x -> format.format(now(x));
    }

    private static ZonedDateTime now(Exchange x) {
      return Instant.ofEpochMilli(Math.floorDiv(x.nowMicros(), 1000))
          .atZone(ZoneId.systemDefault());
    }

    /** Who owns the file; of one that is not there, the last directory on the way to it. */
    static String owner(RuleRun run, Exchange x, boolean user) {
      FileInfo info = x.file();
      String name = x.filename();
      if (info == null && run.directory() != null && name != null && name.startsWith("/")) {
        String parent = name.substring(0, Math.max(1, name.lastIndexOf('/')));
        info = x.files().stat(parent) instanceof Lookup.Found(FileInfo found) ? found : null;
      }
      if (info == null) {
        return "<unknown>";
      }
      return user ? x.files().userName(info.uid()) : x.files().groupName(info.gid());
    }

    private static String orEmpty(@Nullable String value) {
      return value == null ? "" : value;
    }
  }
}
