package io.stoker.admin;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Turns away browsers that were sent here under a foreign name (DNS rebinding), and everybody who
 * would send a password over a network in the clear. Programs that say a Host of their own, such as
 * probes and Prometheus, are let through to what needs no password.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class Doorkeeper implements WebFilter {

  private static final String ACTUATOR = "/actuator";

  private final Set<String> hosts;
  private final boolean mayBePlain;

  /**
   * A door.
   *
   * @param hosts further names of this machine, in lower case
   * @param mayBePlain whether the console may be used from other machines without TLS
   */
  Doorkeeper(Set<String> hosts, boolean mayBePlain) {
    this.hosts = Set.copyOf(hosts);
    this.mayBePlain = mayBePlain;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    ServerHttpRequest request = exchange.getRequest();
    boolean isConsole = !request.getPath().value().startsWith(ACTUATOR);
    if ((isConsole || isBrowser(request)) && !isOurName(request)) {
      return refuse(
          exchange,
          HttpStatus.MISDIRECTED_REQUEST,
          "This server is not known by that name. If it should be, say so in"
              + " stoker.console.hosts.\n");
    }
    if (isConsole && !mayBePlain && request.getSslInfo() == null && !isLocal(request)) {
      return refuse(
          exchange,
          HttpStatus.FORBIDDEN,
          "The console is not served over a network without TLS. Configure server.ssl, use a"
              + " tunnel, or set stoker.console.allow-plaintext=true.\n");
    }
    return chain.filter(exchange);
  }

  private static boolean isBrowser(ServerHttpRequest request) {
    HttpHeaders headers = request.getHeaders();
    return headers.containsHeader("Sec-Fetch-Site") || headers.containsHeader(HttpHeaders.ORIGIN);
  }

  private static boolean isLocal(ServerHttpRequest request) {
    InetSocketAddress peer = request.getRemoteAddress();
    return peer != null && peer.getAddress().isLoopbackAddress();
  }

  private boolean isOurName(ServerHttpRequest request) {
    InetSocketAddress said = request.getHeaders().getHost();
    if (said == null) {
      return false;
    }
    String name = said.getHostString().toLowerCase(Locale.ROOT).replaceAll("[\\[\\]]", "");
    return name.equals("localhost")
        || hosts.contains(name)
        || isAddressOf(request.getLocalAddress(), name);
  }

  /** Whether it is the very address that the connection was made to. */
  private static boolean isAddressOf(@Nullable InetSocketAddress local, String name) {
    boolean isLiteral = name.matches("[0-9.]+") || name.contains(":");
    try {
      return local != null && isLiteral && InetAddress.getByName(name).equals(local.getAddress());
    } catch (java.net.UnknownHostException e) {
      return false;
    }
  }

  private static Mono<Void> refuse(ServerWebExchange exchange, HttpStatus status, String why) {
    ServerHttpResponse response = exchange.getResponse();
    response.setStatusCode(status);
    response.getHeaders().setContentType(MediaType.TEXT_PLAIN);
    byte[] text = why.getBytes(StandardCharsets.UTF_8);
    return response.writeWith(Mono.just(response.bufferFactory().wrap(text)));
  }
}
