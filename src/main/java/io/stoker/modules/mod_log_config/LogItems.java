package io.stoker.modules.mod_log_config;

import io.stoker.api.Core;
import io.stoker.api.Exchange;
import io.stoker.api.Hit;
import io.stoker.api.HitValue;
import io.stoker.api.LogItem;
import io.stoker.api.Transfer;
import io.stoker.http.Cookies;
import io.stoker.http.Escapes;
import io.stoker.http.Ipv6;
import io.stoker.http.Status;
import io.stoker.logging.ConnectionLogIds;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The letters of LogFormat that need no other module. */
final class LogItems {

  private static final Map<String, LogItem> ITEMS = new HashMap<>();

  /** The query without its question mark. */
  static final LogItem.Value QUERY = escaped(Exchange::query);

  /** The number alone: 1.1. */
  static final LogItem.Value VERSION =
      x -> x.version().toString().substring(x.version().toString().indexOf('/') + 1);

  /** Bytes of the request. */
  static final LogItem.Value WIRE_IN =
      live(x -> Long.toString(x.transfer().wireIn()), HitItems.number(Hit::wireIn));

  /** Bytes of the reply, its head included. */
  static final LogItem.Value WIRE_OUT =
      live(x -> Long.toString(x.transfer().wireOut()), HitItems.number(Hit::wireOut));

  private LogItems() {}

  /** The item of that name, or null. */
  static @Nullable LogItem of(String name) {
    return ITEMS.get(name);
  }

  static {
    last("a", a -> a.equals("c") ? live(LogItems::peer, HitItems.PEER) : new Client());
    last("A", a -> live(x -> Ipv6.text(x.connection().localAddress()), HitItems.LOCAL));
    last("B", a -> live(x -> Long.toString(x.transfer().bodyBytes()), HitItems.SIZE));
    last("b", a -> live(LogItems::sizeOrHyphen, HitItems.SIZE_OR_HYPHEN));
    last("C", a -> new Field("Cookie", field -> Cookies.value(field, a), HitItems.cookie(a)));
    last("e", a -> escaped(x -> x.env().get(a)));
    last("f", a -> escaped(Exchange::filename));
    last("h", a -> new ClientName(a.equals("c")));
    last("H", a -> escaped(x -> x.version().toString()));
    last("i", a -> new Field(a, field -> field, HitItems.field(a)));
    last(
        "k",
        a ->
            live(
                x -> Integer.toString(x.connection().requestsServed()),
                HitItems.number(hit -> hit.connection().requestsServed())));
    last("l", a -> x -> null);
    first("L", LogItems::logId);
    last("m", a -> escaped(Exchange::method));
    last("n", a -> escaped(x -> x.notes().get(a)));
    last("o", ReplyField::new);
    last("p", LogItems::port);
    last("P", LogItems::process);
    last("q", a -> escaped(x -> x.query() == null ? "" : "?" + x.query()));
    first("r", a -> live(LogItems::requestLine, new HitRequestLine()));
    first("R", a -> escaped(Exchange::handler));
    first("s", a -> x -> x.status() <= 0 ? null : Integer.toString(x.status()));
    first("t", RequestTime::of);
    first("T", Duration::of);
    first("D", a -> Duration.MICROSECONDS);
    last("u", a -> x -> user(x.user()));
    first("U", a -> escaped(Exchange::uri));
    last("v", a -> escaped(x -> x.server().name()));
    last("V", a -> escaped(Exchange::serverName));
    last("X", a -> live(x -> state(x.transfer()), HitItems.STATE));
    last("^ti", a -> live(escaped(x -> x.body().trailers().get(a)), HitItems.NOTHING));
    // Trailers of a reply are not sent by anything there is.
    last("^to", a -> x -> null);
  }

  private static void last(String name, Function<String, LogItem.Value> compile) {
    ITEMS.put(name, compile::apply);
  }

  private static void first(String name, Function<String, LogItem.Value> compile) {
    ITEMS.put(
        name,
        new LogItem() {
          @Override
          public Value compile(String argument) {
            return compile.apply(argument);
          }

          @Override
          public boolean wantsOriginal() {
            return true;
          }
        });
  }

  private static LogItem.Value live(LogItem.Value value, HitValue hits) {
    return value.live(hits);
  }

  private static LogItem.Value escaped(Function<Exchange, @Nullable String> value) {
    return x -> {
      String text = value.apply(x);
      return text == null ? null : Escapes.logItem(text);
    };
  }

  private static String peer(Exchange x) {
    return Ipv6.text(x.connection().remoteAddress());
  }

  /** The client's address in the lines of hits; null where it is the same in all of them. */
  private static @Nullable HitValue client(Exchange first) {
    String field = first.clientField();
    return field != null ? HitItems.field(field) : first.isPeerClient() ? HitItems.PEER : null;
  }

  /** The client's address, which is the peer's unless a module says otherwise. */
  private record Client() implements LogItem.Value {
    @Override
    public String of(Exchange x) {
      return x.clientIp();
    }

    @Override
    public @Nullable HitValue forHits(Exchange first) {
      return client(first);
    }
  }

  /**
   * The client's name where HostnameLookups gives it one.
   *
   * @param peer whether the peer of the connection is meant
   */
  record ClientName(boolean peer) implements LogItem.Value {
    @Override
    public String of(Exchange x) {
      String address = peer ? LogItems.peer(x) : x.clientIp();
      return Escapes.logItem(address.equals(x.clientIp()) ? x.clientName() : address);
    }

    @Override
    public @Nullable HitValue forHits(Exchange first) {
      if (peer && !first.isPeerClient()) {
        return HitItems.PEER;
      }
      HitValue client = client(first);
      if (client != null && first.config(Core.HOSTNAME_LOOKUPS) != Core.HostnameLookups.OFF) {
        first.unplannable("log item %h with HostnameLookups");
      }
      return client;
    }
  }

  /**
   * A field of the request, or what is in it. As long as no module changes it, it is the client's.
   *
   * @param part what is shown of its lines put together
   */
  private record Field(String name, UnaryOperator<@Nullable String> part, HitValue hits)
      implements LogItem.Value {
    @Override
    public @Nullable String of(Exchange x) {
      String text = part.apply(field(x.in().getAll(name)));
      return text == null ? null : Escapes.logItem(text);
    }

    @Override
    public @Nullable HitValue forHits(Exchange first) {
      return first.in().isChanged(name) ? null : hits;
    }
  }

  private static @Nullable String sizeOrHyphen(Exchange x) {
    long bytes = x.transfer().bodyBytes();
    return bytes == 0 ? null : Long.toString(bytes);
  }

  /** Lines of one field put together, or null where there is none. */
  private static @Nullable String field(List<String> values) {
    return values.isEmpty() ? null : values.size() == 1 ? values.get(0) : String.join(", ", values);
  }

  private static @Nullable String replyField(Exchange x, String name) {
    if (name.equalsIgnoreCase("Content-Type")) {
      String type = x.status() == Status.NOT_MODIFIED ? null : x.contentType();
      if (type != null) {
        int semicolon = type.indexOf(';');
        return semicolon < 0 ? type : type.substring(0, semicolon).stripTrailing();
      }
    }
    if (name.equalsIgnoreCase("Set-Cookie")) {
      List<String> all = new java.util.ArrayList<>(x.errorOut().getAll(name));
      all.addAll(x.out().getAll(name));
      return field(all);
    }
    String value = x.errorOut().get(name);
    return value != null ? value : x.out().get(name);
  }

  /**
   * A field of the reply. Those of the connection differ from one request to the next, whatever
   * else is the same.
   */
  private record ReplyField(String name) implements LogItem.Value {
    @Override
    public @Nullable String of(Exchange x) {
      String text = replyField(x, name);
      return text == null ? null : Escapes.logItem(text);
    }

    @Override
    public @Nullable HitValue forHits(Exchange first) {
      if (name.equalsIgnoreCase("Connection") || name.equalsIgnoreCase("Keep-Alive")) {
        first.unplannable("log item %{" + name + "}o");
      }
      return null;
    }
  }

  private static LogItem.Value logId(String argument) {
    return argument.equals("c") ? new ConnectionLogId() : Exchange::logIdIfLogged;
  }

  /** Which a connection has once something about it was written, so before or after any hit. */
  private record ConnectionLogId() implements LogItem.Value {
    @Override
    public @Nullable String of(Exchange x) {
      return ConnectionLogIds.ifLogged(x.connection());
    }

    @Override
    public HitValue forHits(Exchange first) {
      first.unplannable("log item %{c}L");
      return HitItems.NOTHING;
    }
  }

  private static LogItem.Value port(String argument) {
    return switch (argument.toLowerCase(Locale.ROOT)) {
      case "", "canonical" -> x -> Integer.toString(canonicalPort(x));
      case "local" ->
          live(
              x -> Integer.toString(x.connection().localPort()),
              HitItems.number(hit -> hit.connection().localPort()));
      case "remote" ->
          live(
              x -> Integer.toString(x.connection().clientPort()),
              HitItems.number(hit -> hit.connection().clientPort()));
      default -> x -> argument;
    };
  }

  private static int canonicalPort(Exchange x) {
    int port = x.server().port();
    return port != 0 ? port : x.isTls() ? 443 : 80;
  }

  private static final String PID = Long.toString(ProcessHandle.current().pid());

  private static LogItem.Value process(String argument) {
    return switch (argument.toLowerCase(Locale.ROOT)) {
      case "", "pid" -> x -> PID;
      case "tid" -> live(x -> Long.toString(threadId()), HitItems.THREAD);
      case "hextid" -> live(x -> Long.toHexString(threadId()), HitItems.THREAD_HEX);
      default -> x -> argument;
    };
  }

  private static long threadId() {
    return Thread.currentThread().threadId();
  }

  private static @Nullable String user(@Nullable String user) {
    return user == null ? null : user.isEmpty() ? "\"\"" : Escapes.logItem(user);
  }

  private static String state(Transfer transfer) {
    return transfer.aborted() ? "X" : transfer.keptAlive() ? "+" : "-";
  }

  private static @Nullable String requestLine(Exchange x) {
    String line = withoutPassword(x.requestLine());
    return line == null ? null : Escapes.logItem(line);
  }

  /** A password in an absolute target is nobody's business. */
  static @Nullable String withoutPassword(@Nullable String line) {
    if (line == null) {
      return null;
    }
    int authority = line.indexOf("://");
    int at = authority < 0 ? -1 : line.indexOf('@', authority);
    int colon = authority < 0 ? -1 : line.indexOf(':', authority + 3);
    int slash = authority < 0 ? -1 : line.indexOf('/', authority + 3);
    boolean has = colon > 0 && at > colon && (slash < 0 || at < slash) && isTarget(line, authority);
    return has ? line.substring(0, colon + 1) + "XXXXXXXX" + line.substring(at) : line;
  }

  /** Whether the scheme before this place is that of the target, not something in a query. */
  private static boolean isTarget(String line, int authority) {
    int start = line.indexOf(' ') + 1;
    return start > 0 && start < authority && line.substring(start, authority).matches("[A-Za-z]+");
  }
}
