package io.stoker.engine;

import io.stoker.api.Connection;
import io.stoker.api.Core;
import io.stoker.api.Core.CanonicalName;
import io.stoker.api.Server;
import org.jspecify.annotations.Nullable;

/**
 * How this server speaks of itself in URLs.
 *
 * <p>Source: httpd manual, UseCanonicalName and UseCanonicalPhysicalPort.
 */
final class SelfReference {

  private SelfReference() {}

  static String scheme(RequestExchange x) {
    // Of the schemes that ServerName may carry only this one means something.
    return "https".equals(x.server().scheme()) || x.isTls() ? "https" : "http";
  }

  static String name(RequestExchange x) {
    Server server = x.server();
    return switch (x.config(Core.USE_CANONICAL_NAME)) {
      case ON -> server.name();
      case OFF -> orName(x.host(), server);
      case DNS -> {
        x.reads().read(Reads.Fact.LOCAL_ADDRESS);
        yield orName(x.origin().engine().names().ofServer(x.local().localAddress()), server);
      }
    };
  }

  private static String orName(@Nullable String name, Server server) {
    return name == null ? server.name() : name;
  }

  static int port(RequestExchange x) {
    int asked = x.origin().request().host().port();
    boolean canonical = x.config(Core.USE_CANONICAL_NAME) == CanonicalName.ON;
    boolean physical = x.config(Core.USE_CANONICAL_PHYSICAL_PORT);
    int configured = x.server().port();
    if (!canonical) {
      x.reads().readHeader("Host");
      if (asked > 0) {
        return asked;
      }
    }
    Connection connection = x.local();
    if (physical) {
      x.reads().read(Reads.Fact.LOCAL_ADDRESS);
      if (canonical && configured > 0) {
        return configured;
      }
      return connection.localPort();
    }
    return configured > 0 ? configured : defaultPort(scheme(x));
  }

  private static int defaultPort(String scheme) {
    return scheme.equals("https") ? 443 : 80;
  }

  static String url(RequestExchange x, String path) {
    String scheme = scheme(x);
    String name = name(x);
    int port = port(x);
    String host = name.indexOf(':') >= 0 && !name.startsWith("[") ? "[" + name + "]" : name;
    return scheme
        + "://"
        + host
        + (port == defaultPort(scheme) ? "" : ":" + port)
        + (path.startsWith("/") ? path : "/" + path);
  }
}
