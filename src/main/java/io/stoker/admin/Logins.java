package io.stoker.admin;

import java.util.Map;
import org.springframework.security.web.server.authentication.RedirectServerAuthenticationFailureHandler;
import org.springframework.security.web.server.authentication.RedirectServerAuthenticationSuccessHandler;
import org.springframework.security.web.server.authentication.ServerAuthenticationFailureHandler;
import org.springframework.security.web.server.authentication.ServerAuthenticationSuccessHandler;
import org.springframework.security.web.server.authentication.logout.DelegatingServerLogoutHandler;
import org.springframework.security.web.server.authentication.logout.SecurityContextServerLogoutHandler;
import org.springframework.security.web.server.authentication.logout.ServerLogoutHandler;
import org.springframework.security.web.server.authentication.logout.WebSessionServerLogoutHandler;
import org.springframework.security.web.server.savedrequest.ServerRequestCache;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * What comes after a login that succeeded, or failed, and before a logout: the audit, and a page.
 */
final class Logins {

  private final Auditor auditor;
  private final ServerRequestCache wanted;

  /**
   * What comes after.
   *
   * @param wanted has the page to go to
   */
  Logins(Auditor auditor, ServerRequestCache wanted) {
    this.auditor = auditor;
    this.wanted = wanted;
  }

  ServerAuthenticationSuccessHandler succeeded() {
    var page = new RedirectServerAuthenticationSuccessHandler("/");
    page.setRequestCache(wanted);
    return (at, who) ->
        auditor
            .later(who.getName(), Auditor.from(at.getExchange()), "login", Auditor.OK, Map.of())
            .then(page.onAuthenticationSuccess(at, who));
  }

  ServerAuthenticationFailureHandler failed() {
    var page = new RedirectServerAuthenticationFailureHandler("/login?error");
    return (at, why) ->
        name(at.getExchange())
            .flatMap(name -> auditor.failure(name, Auditor.from(at.getExchange()), "login"))
            .then(page.onAuthenticationFailure(at, why));
  }

  /** A login at an OpenID Connect provider: who it would have been is not known. */
  ServerAuthenticationFailureHandler failedElsewhere() {
    var page = new RedirectServerAuthenticationFailureHandler("/login?error");
    return (at, why) ->
        auditor
            .failure("-", Auditor.from(at.getExchange()), "login.oidc")
            .then(page.onAuthenticationFailure(at, why));
  }

  private static Mono<String> name(ServerWebExchange exchange) {
    return exchange.getFormData().mapNotNull(form -> form.getFirst("username")).defaultIfEmpty("-");
  }

  ServerLogoutHandler out() {
    ServerLogoutHandler told =
        (at, who) ->
            auditor.later(
                who.getName(), Auditor.from(at.getExchange()), "logout", Auditor.OK, Map.of());
    return new DelegatingServerLogoutHandler(
        told, new SecurityContextServerLogoutHandler(), new WebSessionServerLogoutHandler());
  }
}
