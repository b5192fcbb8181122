package io.stoker.logging;

import io.stoker.api.Connection;
import io.stoker.api.Core;
import io.stoker.api.Exchange;
import io.stoker.api.RequestHeaders;
import io.stoker.api.Server;
import io.stoker.api.Slot;
import io.stoker.api.Table;
import io.stoker.http.Headers;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** An exchange of which only what was put in can be asked. */
public final class FakeExchange {

  private final Map<String, Object> answers = new HashMap<>();
  private final Map<Object, Object> state = new HashMap<>();
  private final Map<String, Object> connection = new HashMap<>();
  private final Map<Slot<?>, Object> config = new HashMap<>();
  private final Set<String> changed = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

  /** The methods that were called. */
  public final Set<String> asked = new HashSet<>();

  public final List<String> unplannable = new ArrayList<>();
  public final Headers in = new Headers();
  public final Table env = new Table();
  public final Table notes = new Table();

  public FakeExchange() {
    RequestHeaders.Recorder deaf =
        new RequestHeaders.Recorder() {
          @Override
          public void readHeader(String name) {}

          @Override
          public void readAllHeaders() {}

          @Override
          public void changedHeader(String name) {
            changed.add(name);
          }

          @Override
          public boolean isChanged(String name) {
            return changed.contains(name);
          }
        };
    Connection c = proxy(Connection.class, connection);
    connection("remoteAddress", address("127.0.0.1")).connection("remotePort", 44870);
    connection("localAddress", address("127.0.0.1")).connection("localPort", 18990);
    connection("requestsServed", 0);
    with("isPeerClient", true).with(Core.HOSTNAME_LOOKUPS, Core.HostnameLookups.OFF);
    with("in", new RequestHeaders(in, deaf)).with("env", env).with("notes", notes);
    with("connection", c).with("clientIp", "127.0.0.1");
  }

  public static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** Answers {@code method} of the exchange with {@code value}. */
  public FakeExchange with(String method, Object value) {
    answers.put(method, value);
    return this;
  }

  /** Answers the question for a configuration's value. */
  public <T> FakeExchange with(Slot<T> slot, T value) {
    config.put(slot, value);
    return this;
  }

  public FakeExchange with(Server server) {
    return with("server", server);
  }

  /** Answers {@code method} of the connection with {@code value}. */
  public FakeExchange connection(String method, Object value) {
    connection.put(method, value);
    return this;
  }

  public Exchange get() {
    return proxy(Exchange.class, answers);
  }

  private <T> T proxy(Class<T> type, Map<String, Object> from) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, args) ->
                switch (method.getName()) {
                  case "hashCode" -> System.identityHashCode(self);
                  case "equals" -> self == args[0];
                  case "toString" -> type.getSimpleName();
                  case "put" -> {
                    state.put(args[0], args[1]);
                    yield null;
                  }
                  case "unplannable" -> {
                    unplannable.add((String) args[0]);
                    yield null;
                  }
                  case "get" -> state.get(args[0]);
                  case "config" -> {
                    Object value = config.get(args[0]);
                    yield value != null ? value : from.get("config");
                  }
                  default -> {
                    asked.add(method.getName());
                    yield method.isDefault() && !from.containsKey(method.getName())
                        ? InvocationHandler.invokeDefault(self, method, args)
                        : from.get(method.getName());
                  }
                }));
  }
}
