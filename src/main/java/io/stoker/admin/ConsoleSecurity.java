package io.stoker.admin;

import static org.springframework.security.web.server.util.matcher.ServerWebExchangeMatchers.pathMatchers;

import io.stoker.runtime.ContentPlane;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.ReactiveAuthenticationManager;
import org.springframework.security.authentication.UserDetailsRepositoryReactiveAuthenticationManager;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.header.ReferrerPolicyServerHttpHeadersWriter.ReferrerPolicy;
import org.springframework.security.web.server.header.XFrameOptionsServerHttpHeadersWriter.Mode;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Who gets where on the management address. */
@Configuration(proxyBeanMethods = false)
@org.springframework.scheduling.annotation.EnableScheduling
@EnableWebFluxSecurity
@EnableConfigurationProperties(ConsoleProperties.class)
class ConsoleSecurity {

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

  @Bean
  PasswordEncoder passwordEncoder() {
    return new BCryptPasswordEncoder();
  }

  @Bean
  ConsoleUsers consoleUsers(
      ConsoleProperties properties, PasswordEncoder encoder, ContentPlane plane) {
    Path file = plane.reloader().stateFile("console/users", properties.usersFile());
    return new ConsoleUsers(file, properties.admins(), encoder, plane::write);
  }

  @Bean
  ReactiveAuthenticationManager authenticationManager(ConsoleUsers users, PasswordEncoder encoder) {
    var real = new UserDetailsRepositoryReactiveAuthenticationManager(users);
    real.setPasswordEncoder(encoder);
    return new GuessGuard(real);
  }

  @Bean
  Doorkeeper doorkeeper(ConsoleProperties properties) {
    return new Doorkeeper(
        properties.hosts().stream()
            .map(host -> host.toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet()),
        properties.allowPlaintext());
  }

  /** The endpoints decide themselves what they let be done (management.endpoint.…access). */
  @Bean
  @Order(1)
  SecurityWebFilterChain endpoints(ServerHttpSecurity http) {
    return http.securityMatcher(pathMatchers("/actuator", "/actuator/**"))
        .authorizeExchange(all -> all.anyExchange().permitAll())
        .csrf(ServerHttpSecurity.CsrfSpec::disable)
        .requestCache(ServerHttpSecurity.RequestCacheSpec::disable)
        .build();
  }

  @Bean
  @Order(2)
  SecurityWebFilterChain console(ServerHttpSecurity http, ReactiveAuthenticationManager users) {
    return http.authenticationManager(users)
        .authorizeExchange(
            who ->
                who.pathMatchers("/login", "/console.css", "/favicon.svg")
                    .permitAll()
                    .pathMatchers("/password")
                    .hasAnyRole(ConsoleUsers.NEWCOMER, ConsoleUsers.VIEWER)
                    .pathMatchers(HttpMethod.GET, "/**")
                    .hasRole(ConsoleUsers.VIEWER)
                    .pathMatchers("/logout")
                    .authenticated()
                    .anyExchange()
                    .hasRole(ConsoleUsers.ADMIN))
        .formLogin(form -> form.loginPage("/login"))
        .logout(out -> out.logoutUrl("/logout"))
        .exceptionHandling(e -> e.accessDeniedHandler((exchange, denied) -> denied(exchange)))
        .headers(
            headers ->
                headers
                    .contentSecurityPolicy(csp -> csp.policyDirectives(POLICY))
                    .frameOptions(frames -> frames.mode(Mode.DENY))
                    .referrerPolicy(r -> r.policy(ReferrerPolicy.SAME_ORIGIN))
                    .hsts(hsts -> hsts.maxAge(Duration.ofDays(365))))
        .build();
  }

  /** A newcomer is sent to choose a password; all others are told that they may not. */
  private static Mono<Void> denied(ServerWebExchange exchange) {
    return exchange
        .getPrincipal()
        .cast(org.springframework.security.core.Authentication.class)
        .map(
            who ->
                who.getAuthorities().stream()
                    .anyMatch(a -> ("ROLE_" + ConsoleUsers.NEWCOMER).equals(a.getAuthority())))
        .defaultIfEmpty(false)
        .flatMap(
            isNew -> {
              exchange
                  .getResponse()
                  .setStatusCode(isNew ? HttpStatus.SEE_OTHER : HttpStatus.FORBIDDEN);
              if (isNew) {
                exchange.getResponse().getHeaders().setLocation(URI.create("/password"));
              }
              return exchange.getResponse().setComplete();
            });
  }
}
