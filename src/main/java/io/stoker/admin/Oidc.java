package io.stoker.admin;

import io.stoker.api.LogMessage;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.mapping.GrantedAuthoritiesMapper;
import org.springframework.security.oauth2.core.oidc.user.OidcUserAuthority;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.session.CookieWebSessionIdResolver;
import org.springframework.web.server.session.WebSessionIdResolver;
import reactor.core.publisher.Mono;

/** Makes roles of what an OpenID Connect provider says of a user. */
final class Oidc implements GrantedAuthoritiesMapper {

  static final LogMessage UNREACHABLE =
      LogMessage.warn(
          "console",
          "STK0126",
          "nobody can log in at %s, which cannot be asked: %s; it is asked again when somebody"
              + " wants to");

  private static final String AUTHORIZATION = "/oauth2/authorization/";

  private final ConsoleProperties.Oidc properties;

  Oidc(ConsoleProperties.Oidc properties) {
    this.properties = properties;
  }

  @Override
  public Collection<? extends GrantedAuthority> mapAuthorities(
      Collection<? extends GrantedAuthority> authorities) {
    List<String> values = new ArrayList<>();
    for (GrantedAuthority authority : authorities) {
      if (authority instanceof OidcUserAuthority user) {
        values.addAll(values(user.getAttributes()));
      }
    }
    Role role = role(values);
    return role == null ? List.of() : role.authorities();
  }

  /** The values of the claim; a dot leads into an object. */
  private List<String> values(Map<String, Object> claims) {
    Object found = claims.get(properties.claim());
    if (found == null) {
      found = claims;
      for (String name : properties.claim().split("[.]")) {
        found = found instanceof Map<?, ?> object ? object.get(name) : null;
      }
    }
    return found instanceof Collection<?> many
        ? many.stream().map(String::valueOf).toList()
        : found == null ? List.of() : List.of(found.toString());
  }

  private @Nullable Role role(List<String> values) {
    if (values.stream().anyMatch(properties.admins()::contains)) {
      return Role.ADMIN;
    }
    if (values.stream().anyMatch(properties.operators()::contains)) {
      return Role.OPERATOR;
    }
    return values.stream().anyMatch(properties.viewers()::contains) ? Role.VIEWER : null;
  }

  /** Who would be sent to a provider that cannot be asked stays on the page for logging in. */
  static WebFilter onlyWhereKnown(OidcProviders providers) {
    return (exchange, chain) -> {
      String path = exchange.getRequest().getPath().value();
      if (!path.startsWith(AUTHORIZATION)) {
        return chain.filter(exchange);
      }
      return providers
          .findByRegistrationId(path.substring(AUTHORIZATION.length()))
          .map(known -> true)
          .onErrorReturn(false)
          .defaultIfEmpty(true) // nobody of that name: the next one says so
          .flatMap(isKnown -> isKnown ? chain.filter(exchange) : backToLogin(exchange));
    };
  }

  private static Mono<Void> backToLogin(ServerWebExchange exchange) {
    exchange.getResponse().setStatusCode(HttpStatus.FOUND);
    exchange.getResponse().getHeaders().setLocation(URI.create("/login"));
    return exchange.getResponse().setComplete();
  }

  /**
   * Who comes back from the provider is sent by a foreign page: a cookie that is for pages of our
   * own alone would not come along, and the login would never end. Forms carry a token in any case.
   */
  static void letSessionsComeBack(WebSessionIdResolver sessions) {
    if (sessions instanceof CookieWebSessionIdResolver cookies) {
      cookies.addCookieInitializer(cookie -> cookie.sameSite("Lax"));
    }
  }
}
