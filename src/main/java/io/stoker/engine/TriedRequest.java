package io.stoker.engine;

import io.stoker.api.ChildContext;
import io.stoker.api.Connection;
import io.stoker.api.Core;
import io.stoker.api.Key;
import io.stoker.api.LogMessage;
import io.stoker.api.RequestBody;
import io.stoker.api.Server;
import io.stoker.api.explain.Explanation.Field;
import io.stoker.api.explain.Question;
import io.stoker.config.Snapshot;
import io.stoker.files.ByteNames;
import io.stoker.http.Headers;
import io.stoker.http.HostHeader;
import io.stoker.http.RequestHead;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** A request that nobody sent: read as the transport reads it, on a connection that is none. */
final class TriedRequest {

  private static final Pattern URL =
      Pattern.compile("(?:http|https)://(\\[[^\\]]*\\]|[^/?#:]*)(?::(\\d{1,5}))?([/?].*)?");
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final int HTTP = 80;

  private TriedRequest() {}

  /**
   * The request of a question.
   *
   * @throws IllegalArgumentException with a sentence where it is none
   */
  static Request of(Question question, Snapshot snapshot, Clock clock) {
    String target = question.url();
    String host = null;
    int port = question.port();
    Matcher url = URL.matcher(question.url());
    if (url.matches()) {
      String name = url.group(1);
      String said = url.group(2);
      host = said == null ? name : name + ":" + said;
      port = port == 0 ? said == null ? HTTP : Integer.parseInt(said) : port;
      String rest = url.group(3);
      target = rest == null ? "/" : rest.startsWith("?") ? "/" + rest : rest;
    } else if (!target.startsWith("/") && !target.equals("*")) {
      throw new IllegalArgumentException("a URL begins with http://, a path with /: " + target);
    }
    int fragment = target.indexOf('#');
    target = fragment < 0 ? target : target.substring(0, fragment);
    Local connection = connection(question, host, port, snapshot);
    return request(question, target, host, connection, snapshot, clock);
  }

  private static Local connection(
      Question question, @Nullable String host, int port, Snapshot snapshot) {
    List<Core.ListenAddress> listens = snapshot.main().get(Core.LISTEN);
    int listened =
        listens.stream().filter(l -> !l.isFile()).mapToInt(l -> l.port()).findFirst().orElse(HTTP);
    int at = port > 0 ? port : listened;
    InetAddress local = literal(question.address());
    InetAddress named = local == null ? literal(host) : null;
    InetAddress listening =
        listens.stream()
            .filter(l -> l.port() == at && l.address() != null)
            .map(l -> literal(l.address()))
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(InetAddress.getLoopbackAddress());
    InetAddress client = literal(question.client());
    return new Local(
        client == null ? InetAddress.getLoopbackAddress() : client,
        local != null ? local : named != null ? named : listening,
        at);
  }

  /** An address written as numbers; null for a name. */
  private static @Nullable InetAddress literal(@Nullable String text) {
    if (text == null) {
      return null;
    }
    String bare = text.replaceFirst("^\\[(.*)\\].*$", "$1");
    boolean numbers = bare.matches("[0-9.]+(:\\d+)?") || bare.indexOf(':') != bare.lastIndexOf(':');
    if (!numbers) {
      return null;
    }
    try {
      return InetAddress.getByName(
          bare.matches("[0-9.]+:\\d+") ? bare.replaceFirst(":.*", "") : bare);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("not an address: " + text, e);
    }
  }

  private static Request request(
      Question question,
      String target,
      @Nullable String host,
      Local connection,
      Snapshot snapshot,
      Clock clock) {
    Server first = snapshot.hosts().ofConnection(connection.localAddress(), connection.localPort());
    RequestHead head = new RequestHead(first.requestRules(), "http");
    List<String> lines = lines(question, target, host, snapshot.main());
    RequestHead.Step step = new RequestHead.More();
    for (String line : lines) {
      if (step instanceof RequestHead.More) {
        step = head.line(ByteNames.fromText(line), true);
      }
    }
    long now = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
    return switch (step) {
      case RequestHead.Complete c ->
          new Request(
              c.line(),
              c.headers(),
              c.host(),
              connection,
              new NoBody(),
              now,
              System.nanoTime(),
              c.notes(),
              null);
      case RequestHead.Refused r ->
          new Request(
              r.line(),
              r.headers(),
              Objects.requireNonNullElse(r.host(), new HostHeader.Accepted("", -1, false, null)),
              connection,
              new NoBody(),
              now,
              System.nanoTime(),
              List.of(),
              r.refusal());
      case RequestHead.More more -> throw new IllegalArgumentException("not a request: " + lines);
    };
  }

  private static List<String> lines(
      Question question, String target, @Nullable String host, Server main) {
    if (!TOKEN.matcher(question.method()).matches()) {
      throw new IllegalArgumentException("not a method: " + question.method());
    }
    List<String> lines = new ArrayList<>();
    lines.add(question.method() + " " + target.replace(" ", "%20") + " HTTP/1.1");
    boolean named = question.headers().stream().anyMatch(f -> f.name().equalsIgnoreCase("Host"));
    if (!named) {
      lines.add("Host: " + (host == null ? main.name() : host));
    }
    for (Field field : question.headers()) {
      if (!TOKEN.matcher(field.name()).matches() || field.value().matches("(?s).*[\\r\\n].*")) {
        throw new IllegalArgumentException("not a header field: " + field.name());
      }
      lines.add(field.name() + ": " + field.value());
    }
    lines.add("");
    return lines;
  }

  /** A client that sends no content, whatever its fields say. */
  private static final class NoBody implements RequestBody {
    @Override
    public long declaredLength() {
      return 0;
    }

    @Override
    public @Nullable ByteBuffer read() {
      return null;
    }

    @Override
    public void limit(long bytes) {
      // Nothing is within every limit.
    }

    @Override
    public InputStream stream() {
      return InputStream.nullInputStream();
    }

    @Override
    public Headers trailers() {
      return Headers.EMPTY;
    }
  }

  /** A connection that is none. */
  private record Local(InetAddress remoteAddress, InetAddress localAddress, int localPort)
      implements Connection {

    private static final int ANY_PORT = 49152;

    @Override
    public long id() {
      return 0;
    }

    @Override
    public int remotePort() {
      return ANY_PORT;
    }

    @Override
    public int requestsServed() {
      return 0;
    }

    @Override
    public @Nullable SSLSession tls() {
      return null;
    }

    @Override
    public ChildContext child() {
      return new NoChild();
    }

    @Override
    public boolean isOpen() {
      return true;
    }
  }

  /** Keeps what a module puts there no longer than the module holds it. */
  private static final class NoChild implements ChildContext {
    private final Map<Key<?>, Object> kept = new HashMap<>();

    @Override
    public int slot() {
      return 0;
    }

    @Override
    public long generation() {
      return 0;
    }

    @Override
    @SuppressWarnings("unchecked") // put() takes only values of the key's type
    public <T> @Nullable T get(Key<T> key) {
      return (T) kept.get(key);
    }

    @Override
    public <T> void put(Key<T> key, T value) {
      kept.put(key, value);
    }

    /** Nobody who only asks how a request would be answered writes to a log. */
    @Override
    public void log(LogMessage message, Object... args) {}

    @Override
    public void log(Throwable cause, LogMessage message, Object... args) {}
  }
}
