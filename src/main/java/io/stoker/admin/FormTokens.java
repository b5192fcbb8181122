package io.stoker.admin;

import org.jspecify.annotations.Nullable;
import org.springframework.security.web.server.csrf.CookieServerCsrfTokenRepository;
import org.springframework.security.web.server.csrf.CsrfToken;
import org.springframework.security.web.server.csrf.ServerCsrfTokenRepository;
import org.springframework.security.web.server.csrf.WebSessionServerCsrfTokenRepository;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * The token that a form of ours carries: in the session of who is logged in, in a cookie of who is
 * not. Nobody makes the server keep a session by looking at the page for logging in.
 */
final class FormTokens implements ServerCsrfTokenRepository {

  private final WebSessionServerCsrfTokenRepository inSession =
      new WebSessionServerCsrfTokenRepository();
  private final CookieServerCsrfTokenRepository inCookie = new CookieServerCsrfTokenRepository();

  FormTokens() {
    inCookie.setCookieName("stoker-login");
    inCookie.setHeaderName("X-CSRF-TOKEN"); // as the other one has it
    inCookie.setCookieCustomizer(cookie -> cookie.httpOnly(true).sameSite("Strict"));
  }

  private Mono<ServerCsrfTokenRepository> place(ServerWebExchange exchange) {
    return exchange.getSession().map(session -> session.isStarted() ? inSession : inCookie);
  }

  @Override
  public Mono<CsrfToken> generateToken(ServerWebExchange exchange) {
    return place(exchange).flatMap(place -> place.generateToken(exchange));
  }

  @Override
  public Mono<Void> saveToken(ServerWebExchange exchange, @Nullable CsrfToken token) {
    return place(exchange).flatMap(place -> place.saveToken(exchange, token));
  }

  @Override
  public Mono<CsrfToken> loadToken(ServerWebExchange exchange) {
    return place(exchange).flatMap(place -> place.loadToken(exchange));
  }
}
