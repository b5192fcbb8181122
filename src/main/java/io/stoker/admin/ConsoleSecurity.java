package io.stoker.admin;

import static org.springframework.security.web.server.util.matcher.ServerWebExchangeMatchers.pathMatchers;

import io.stoker.runtime.ContentPlane;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.oauth2.client.autoconfigure.ConditionalOnOAuth2ClientRegistrationProperties;
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.authentication.ReactiveAuthenticationManager;
import org.springframework.security.authentication.UserDetailsRepositoryReactiveAuthenticationManager;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.SecurityWebFiltersOrder;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity.AuthorizeExchangeSpec;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.authority.mapping.GrantedAuthoritiesMapper;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.server.DelegatingServerAuthenticationEntryPoint;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.ServerAuthenticationEntryPoint;
import org.springframework.security.web.server.authentication.AnonymousAuthenticationWebFilter;
import org.springframework.security.web.server.authentication.RedirectServerAuthenticationEntryPoint;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;
import org.springframework.security.web.server.header.ReferrerPolicyServerHttpHeadersWriter.ReferrerPolicy;
import org.springframework.security.web.server.header.XFrameOptionsServerHttpHeadersWriter.Mode;
import org.springframework.security.web.server.savedrequest.ServerRequestCache;
import org.springframework.security.web.server.util.matcher.PathPatternParserServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.session.WebSessionIdResolver;
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

  private static final String AUDIT_EVENTS = "/actuator/auditevents";

  // ---- what is kept ----

  @Bean
  PasswordEncoder passwordEncoder() {
    return new BCryptPasswordEncoder();
  }

  @Bean
  ConsoleUsers consoleUsers(
      ConsoleProperties properties, PasswordEncoder encoder, ContentPlane plane) {
    Path file = plane.reloader().stateFile("console/users", properties.usersFile());
    return new ConsoleUsers(
        file, properties.admins(), properties.operators(), encoder, plane::write);
  }

  @Bean
  AuditLog auditLog(ConsoleProperties properties, ContentPlane plane) {
    ConsoleProperties.Audit said = properties.audit();
    Path file = plane.reloader().stateFile("console/audit.jsonl", said.file());
    return new AuditLog(file, said.maxSize().toBytes(), said.maxFiles(), plane::write);
  }

  @Bean
  Auditor auditor(ApplicationEventPublisher publisher, ContentPlane plane) {
    return new Auditor(publisher, plane, InstantSource.system());
  }

  @Bean
  ApiTokens apiTokens(ContentPlane plane) {
    Path file = plane.reloader().stateFile("console/tokens", null);
    return new ApiTokens(file, InstantSource.system());
  }

  // ---- who is who ----

  @Bean
  ReactiveAuthenticationManager authenticationManager(ConsoleUsers users, PasswordEncoder encoder) {
    var real = new UserDetailsRepositoryReactiveAuthenticationManager(users);
    real.setPasswordEncoder(encoder);
    return new GuessGuard(real);
  }

  /** Used for those who log in elsewhere, and for nobody else. */
  @Bean
  GrantedAuthoritiesMapper oidcRoles(ConsoleProperties properties) {
    return new Oidc(properties.oidc());
  }

  /** In the place of Spring Boot's, which would ask every issuer before anything starts. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnOAuth2ClientRegistrationProperties
  @EnableConfigurationProperties(OAuth2ClientProperties.class)
  static class Elsewhere {

    @Bean
    OidcProviders oidcProviders(OAuth2ClientProperties properties, ContentPlane plane) {
      return new OidcProviders(
          properties,
          InstantSource.system(),
          (name, why) -> plane.write(Oidc.UNREACHABLE, name, why));
    }
  }

  @Bean
  Doorkeeper doorkeeper(ConsoleProperties properties) {
    return new Doorkeeper(
        properties.hosts().stream()
            .map(host -> host.toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet()),
        properties.allowPlaintext());
  }

  // ---- who may what ----

  /**
   * Who may have a configuration of his own looked at (validate, replay, explain) could read by it
   * whatever the server can: an Include quotes a file in its error, an expression reads one, and
   * what is masked is put back. So that is for those who may change the configuration.
   */
  private static AuthorizeExchangeSpec rules(AuthorizeExchangeSpec who) {
    return who.pathMatchers("/audit", "/api/audit", "/tokens", "/api/tokens/**", "/api/tokens")
        .hasRole(Role.ADMIN.name())
        .pathMatchers(HttpMethod.GET, "/**")
        .hasRole(Role.VIEWER.name())
        .pathMatchers(
            HttpMethod.POST,
            "/config/confirm",
            "/config/revert",
            "/api/config/confirm",
            "/api/config/revert",
            "/api/children/*/retire")
        .hasRole(Role.OPERATOR.name())
        .anyExchange()
        .hasRole(Role.ADMIN.name());
  }

  /** Programs with a token, wherever they go. */
  @Bean
  @Order(0)
  SecurityWebFilterChain programs(ServerHttpSecurity http, ApiTokens tokens, Auditor auditor) {
    TokenDoor door = new TokenDoor(tokens, auditor);
    return http.securityMatcher(ConsoleSecurity::withToken)
        .addFilterAt(door.filter(), SecurityWebFiltersOrder.AUTHENTICATION)
        .addFilterAfter(door.streams(), SecurityWebFiltersOrder.AUTHORIZATION)
        .authorizeExchange(
            who -> {
              who.pathMatchers("/login", "/logout", "/password").denyAll();
              who.pathMatchers(AUDIT_EVENTS).hasRole(Role.ADMIN.name());
              who.pathMatchers("/actuator", "/actuator/**").permitAll();
              rules(who);
            })
        .securityContextRepository(NoOpServerSecurityContextRepository.getInstance())
        .csrf(ServerHttpSecurity.CsrfSpec::disable)
        .requestCache(ServerHttpSecurity.RequestCacheSpec::disable)
        .headers(ConsoleSecurity::headers)
        .formLogin(ServerHttpSecurity.FormLoginSpec::disable)
        .httpBasic(ServerHttpSecurity.HttpBasicSpec::disable)
        .logout(ServerHttpSecurity.LogoutSpec::disable)
        .exceptionHandling(
            e -> e.accessDeniedHandler((exchange, denied) -> denied(exchange, auditor)))
        .build();
  }

  private static Mono<ServerWebExchangeMatcher.MatchResult> withToken(ServerWebExchange exchange) {
    return TokenDoor.isAsked(exchange)
        ? ServerWebExchangeMatcher.MatchResult.match()
        : ServerWebExchangeMatcher.MatchResult.notMatch();
  }

  /** The endpoints decide themselves what they let be done (management.endpoint.…access). */
  @Bean
  @Order(1)
  SecurityWebFilterChain endpoints(ServerHttpSecurity http) {
    return http.securityMatcher(pathMatchers("/actuator", "/actuator/**"))
        .authorizeExchange(
            all ->
                all.pathMatchers(AUDIT_EVENTS).hasRole(Role.ADMIN.name()).anyExchange().permitAll())
        .anonymous(nobody -> nobody.authenticationFilter(new Nobody()))
        .csrf(ServerHttpSecurity.CsrfSpec::disable)
        .requestCache(ServerHttpSecurity.RequestCacheSpec::disable)
        .headers(ConsoleSecurity::headers)
        .exceptionHandling(
            e ->
                e.authenticationEntryPoint(
                    (exchange, who) -> {
                      exchange.getResponse().setStatusCode(HttpStatus.UNAUTHORIZED);
                      return exchange.getResponse().setComplete();
                    }))
        .build();
  }

  /** Somebody without a name; where it comes from is known all the same. */
  private static final class Nobody extends AnonymousAuthenticationWebFilter {

    Nobody() {
      super("stoker", "management", AuthorityUtils.createAuthorityList("ROLE_ANONYMOUS"));
    }

    @Override
    protected Authentication createAuthentication(ServerWebExchange exchange) {
      Authentication nobody = super.createAuthentication(exchange);
      ((AbstractAuthenticationToken) nobody).setDetails(Auditor.from(exchange));
      return nobody;
    }
  }

  @Bean
  @Order(2)
  SecurityWebFilterChain console(
      ServerHttpSecurity http,
      ReactiveAuthenticationManager manager,
      ConsoleUsers users,
      Auditor auditor,
      ObjectProvider<OidcProviders> providers,
      ObjectProvider<WebSessionIdResolver> sessions) {
    WantedPage wanted = new WantedPage();
    Logins logins = new Logins(auditor, wanted);
    KnownLogins known = new KnownLogins(users);
    OidcProviders elsewhere = providers.getIfAvailable();
    if (elsewhere != null) {
      sessions.ifAvailable(Oidc::letSessionsComeBack);
      // Who is to be sent to a provider is sent by a filter in this place.
      http.addFilterBefore(Oidc.onlyWhereKnown(elsewhere), SecurityWebFiltersOrder.HTTP_BASIC);
      http.oauth2Login(
          login ->
              login
                  .authorizationRequestRepository(new OidcLogins())
                  .authenticationSuccessHandler(logins.succeeded())
                  .authenticationFailureHandler(logins.failedElsewhere()));
    }
    return http.authenticationManager(manager)
        .securityContextRepository(known)
        .addFilterAfter(known.streams(), SecurityWebFiltersOrder.AUTHORIZATION)
        .csrf(csrf -> csrf.csrfTokenRepository(new FormTokens()))
        .requestCache(cache -> cache.requestCache(wanted))
        .authorizeExchange(
            who ->
                rules(
                    who.pathMatchers("/login", "/console.css", "/favicon.svg")
                        .permitAll()
                        .pathMatchers("/password")
                        .hasAnyRole(ConsoleUsers.NEWCOMER, Role.VIEWER.name())
                        .pathMatchers("/logout")
                        .authenticated()))
        .formLogin(
            form ->
                form.loginPage("/login")
                    .authenticationSuccessHandler(logins.succeeded())
                    .authenticationFailureHandler(logins.failed()))
        .logout(out -> out.logoutUrl("/logout").logoutHandler(logins.out()))
        .exceptionHandling(
            e ->
                e.authenticationEntryPoint(entry(wanted))
                    .accessDeniedHandler((exchange, denied) -> denied(exchange, auditor)))
        .headers(ConsoleSecurity::headers)
        .build();
  }

  /**
   * Without HSTS: it is about a host, not a port, and would keep a browser from the sites of this
   * host that are served without TLS.
   */
  static void headers(ServerHttpSecurity.HeaderSpec headers) {
    headers
        .contentSecurityPolicy(csp -> csp.policyDirectives(POLICY))
        .frameOptions(frames -> frames.mode(Mode.DENY))
        .referrerPolicy(r -> r.policy(ReferrerPolicy.SAME_ORIGIN))
        .hsts(ServerHttpSecurity.HeaderSpec.HstsSpec::disable);
  }

  /** People are sent to log in; programs are told that they need a token. */
  private static ServerAuthenticationEntryPoint entry(ServerRequestCache wanted) {
    var entry =
        new DelegatingServerAuthenticationEntryPoint(
            new DelegatingServerAuthenticationEntryPoint.DelegateEntry(
                new PathPatternParserServerWebExchangeMatcher("/api/**"), TokenDoor::challenge),
            // A page's own stream: the page of a login is of no use to it.
            new DelegatingServerAuthenticationEntryPoint.DelegateEntry(
                EventStreams::match, TokenDoor::challenge));
    var login = new RedirectServerAuthenticationEntryPoint("/login");
    login.setRequestCache(wanted);
    entry.setDefaultEntryPoint(login);
    return entry;
  }

  /** A newcomer is sent to choose a password; all others are told that they may not. */
  private static Mono<Void> denied(ServerWebExchange exchange, Auditor auditor) {
    return exchange
        .getPrincipal()
        .cast(Authentication.class)
        .flatMap(
            who -> {
              boolean isNew = ConsoleUsers.isNewcomer(who);
              exchange
                  .getResponse()
                  .setStatusCode(isNew ? HttpStatus.SEE_OTHER : HttpStatus.FORBIDDEN);
              if (isNew) {
                exchange.getResponse().getHeaders().setLocation(URI.create("/password"));
                return exchange.getResponse().setComplete();
              }
              return auditor
                  .refused(who.getName(), Auditor.from(exchange), "denied", what(exchange))
                  .then(exchange.getResponse().setComplete());
            })
        .switchIfEmpty(Mono.defer(() -> forbidden(exchange)));
  }

  private static Map<String, String> what(ServerWebExchange exchange) {
    return Map.of(
        "request",
        exchange.getRequest().getMethod() + " " + exchange.getRequest().getPath().value());
  }

  private static Mono<Void> forbidden(ServerWebExchange exchange) {
    if (exchange.getResponse().isCommitted()) {
      return Mono.empty();
    }
    exchange.getResponse().setStatusCode(HttpStatus.FORBIDDEN);
    return exchange.getResponse().setComplete();
  }
}
