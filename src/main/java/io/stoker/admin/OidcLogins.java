package io.stoker.admin;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpCookie;
import org.springframework.http.ResponseCookie;
import org.springframework.security.oauth2.client.web.server.ServerAuthorizationRequestRepository;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Logins at an OpenID Connect provider that have begun: so many, and not for long. A browser has a
 * cookie for its own.
 */
final class OidcLogins implements ServerAuthorizationRequestRepository<OAuth2AuthorizationRequest> {

  private static final String COOKIE = "stoker-oidc";
  private static final int BYTES = 16;
  private static final int MOST = 1000;
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private final SecureRandom random = new SecureRandom();
  private final Cache<String, OAuth2AuthorizationRequest> begun =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(LONGEST).build();

  @Override
  public Mono<Void> saveAuthorizationRequest(
      @Nullable OAuth2AuthorizationRequest request, ServerWebExchange exchange) {
    return Mono.fromRunnable(
        () -> {
          if (request != null) {
            byte[] name = new byte[BYTES];
            random.nextBytes(name);
            String id = HexFormat.of().formatHex(name);
            begun.put(id, request);
            exchange.getResponse().addCookie(cookie(exchange, id, LONGEST));
          }
        });
  }

  /**
   * The provider's page sends the browser back: a cookie for our own pages would not come along.
   */
  private static ResponseCookie cookie(ServerWebExchange exchange, String id, Duration age) {
    return ResponseCookie.from(COOKIE, id)
        .path("/")
        .httpOnly(true)
        .secure(exchange.getRequest().getSslInfo() != null)
        .sameSite("Lax")
        .maxAge(age)
        .build();
  }

  @Override
  public Mono<OAuth2AuthorizationRequest> loadAuthorizationRequest(ServerWebExchange exchange) {
    return Mono.fromSupplier(() -> find(exchange));
  }

  private @Nullable OAuth2AuthorizationRequest find(ServerWebExchange exchange) {
    HttpCookie cookie = exchange.getRequest().getCookies().getFirst(COOKIE);
    String state = exchange.getRequest().getQueryParams().getFirst("state");
    OAuth2AuthorizationRequest one = cookie == null ? null : begun.getIfPresent(cookie.getValue());
    return one != null && state != null && state.equals(one.getState()) ? one : null;
  }

  @Override
  public Mono<OAuth2AuthorizationRequest> removeAuthorizationRequest(ServerWebExchange exchange) {
    return Mono.fromSupplier(
        () -> {
          OAuth2AuthorizationRequest one = find(exchange);
          HttpCookie cookie = exchange.getRequest().getCookies().getFirst(COOKIE);
          if (one != null && cookie != null) {
            begun.invalidate(cookie.getValue());
            exchange.getResponse().addCookie(cookie(exchange, "", Duration.ZERO));
          }
          return one;
        });
  }
}
