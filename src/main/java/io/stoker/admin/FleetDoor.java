package io.stoker.admin;

import static org.springframework.security.web.server.util.matcher.ServerWebExchangeMatchers.pathMatchers;

import io.stoker.fleet.Fleet;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Lets replicas ask each other, by the token that all of them have, and nobody else. */
@Configuration(proxyBeanMethods = false)
class FleetDoor {

  /** Before all other rules. */
  @Bean
  @Order(-1)
  SecurityWebFilterChain replicas(ServerHttpSecurity http, Fleet fleet) {
    return http.securityMatcher(pathMatchers("/actuator/fleet/{part}/**"))
        .authorizeExchange(
            all ->
                all.anyExchange()
                    .access(
                        (who, at) ->
                            knows(fleet, at.getExchange()).map(AuthorizationDecision::new)))
        .securityContextRepository(NoOpServerSecurityContextRepository.getInstance())
        .csrf(ServerHttpSecurity.CsrfSpec::disable)
        .requestCache(ServerHttpSecurity.RequestCacheSpec::disable)
        .headers(ConsoleSecurity::headers)
        .exceptionHandling(
            e ->
                e.authenticationEntryPoint((at, why) -> refuse(at))
                    .accessDeniedHandler((at, why) -> refuse(at)))
        .build();
  }

  /** The token is read from a file. */
  private static Mono<Boolean> knows(Fleet fleet, ServerWebExchange exchange) {
    String said = exchange.getRequest().getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
    return Mono.fromCallable(() -> fleet.knows(said)).subscribeOn(Schedulers.boundedElastic());
  }

  private static Mono<Void> refuse(ServerWebExchange exchange) {
    exchange.getResponse().setStatusCode(HttpStatus.UNAUTHORIZED);
    exchange.getResponse().getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, "Stoker-Fleet");
    return exchange.getResponse().setComplete();
  }
}
