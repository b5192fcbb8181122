package io.stoker.admin;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.server.WebFilterExchange;
import org.springframework.security.web.server.authentication.AuthenticationWebFilter;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Lets programs in that have a token of {@link ApiTokens}: {@code Authorization: Bearer …}. */
final class TokenDoor {

  private static final String SCHEME = "Bearer ";

  private final ApiTokens tokens;
  private final Auditor auditor;

  TokenDoor(ApiTokens tokens, Auditor auditor) {
    this.tokens = tokens;
    this.auditor = auditor;
  }

  /**
   * Whether a request comes with a token, good or not. No browser sends one by itself: such a
   * request needs no proof that the console's own page made it, and no cookie counts for it. Tokens
   * of others, such as a cluster's, are no matter at the endpoints, most of which ask for none.
   */
  static boolean isAsked(ServerWebExchange exchange) {
    String said = exchange.getRequest().getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
    return said != null
        && said.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        && (said.startsWith(ApiTokens.PREFIX, SCHEME.length())
            || !exchange.getRequest().getPath().value().startsWith("/actuator"));
  }

  AuthenticationWebFilter filter() {
    AuthenticationWebFilter filter = new AuthenticationWebFilter(this::authenticate);
    filter.setServerAuthenticationConverter(exchange -> Mono.just(said(exchange)));
    filter.setSecurityContextRepository(NoOpServerSecurityContextRepository.getInstance());
    filter.setAuthenticationFailureHandler(this::refuse);
    return filter;
  }

  /** Ends streams whose token was taken away. */
  WebFilter streams() {
    return EventStreams.ending(
        exchange -> authenticate(said(exchange)).hasElement().onErrorReturn(false));
  }

  private static Authentication said(ServerWebExchange exchange) {
    String header = exchange.getRequest().getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
    String secret = header == null ? "" : header.substring(SCHEME.length()).strip();
    var asked = UsernamePasswordAuthenticationToken.unauthenticated("token", secret);
    asked.setDetails(Auditor.from(exchange));
    return asked;
  }

  private Mono<Authentication> authenticate(Authentication asked) {
    return Mono.fromCallable(() -> known(asked)).subscribeOn(Schedulers.boundedElastic());
  }

  private Authentication known(Authentication asked) {
    ApiTokens.Token token = tokens.find(String.valueOf(asked.getCredentials()));
    if (token == null) {
      throw new BadCredentialsException("no such token");
    }
    String name = token.by() + "/" + token.name();
    var known =
        UsernamePasswordAuthenticationToken.authenticated(name, null, token.scope().authorities());
    known.setDetails(asked.getDetails());
    return known;
  }

  private Mono<Void> refuse(WebFilterExchange at, AuthenticationException why) {
    ServerWebExchange exchange = at.getExchange();
    return auditor
        .failure("-", Auditor.from(exchange), "token")
        .then(unauthorized(exchange, "Bearer error=\"invalid_token\""));
  }

  /** For a request that came without any. */
  static Mono<Void> challenge(ServerWebExchange exchange, AuthenticationException why) {
    return unauthorized(exchange, "Bearer");
  }

  private static Mono<Void> unauthorized(ServerWebExchange exchange, String challenge) {
    exchange.getResponse().setStatusCode(HttpStatus.UNAUTHORIZED);
    exchange.getResponse().getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, challenge);
    return exchange.getResponse().setComplete();
  }
}
