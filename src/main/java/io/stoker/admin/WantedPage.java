package io.stoker.admin;

import java.net.URI;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.web.server.savedrequest.CookieServerRequestCache;
import org.springframework.security.web.server.savedrequest.ServerRequestCache;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * The page that somebody wanted before he was sent to log in: a cookie has it, so that nothing is
 * kept for those who never do. A cookie may come from a site of the same name: what it leads to has
 * to be a page of ours.
 */
final class WantedPage implements ServerRequestCache {

  private final CookieServerRequestCache cookies = new CookieServerRequestCache();

  WantedPage() {
    cookies.setCookieCustomizer(cookie -> cookie.sameSite("Lax"));
  }

  @Override
  public Mono<Void> saveRequest(ServerWebExchange exchange) {
    return cookies.saveRequest(exchange);
  }

  @Override
  public Mono<URI> getRedirectUri(ServerWebExchange exchange) {
    return cookies
        .getRedirectUri(exchange)
        .onErrorComplete(IllegalArgumentException.class)
        .filter(WantedPage::isOurs);
  }

  private static boolean isOurs(URI page) {
    String path = page.getRawPath();
    return !page.isAbsolute()
        && page.getRawAuthority() == null
        && path != null
        && path.startsWith("/")
        && !path.startsWith("//");
  }

  @Override
  public Mono<ServerHttpRequest> removeMatchingRequest(ServerWebExchange exchange) {
    return getRedirectUri(exchange)
        .filter(page -> page.equals(asked(exchange.getRequest().getURI())))
        .flatMap(page -> cookies.removeMatchingRequest(exchange));
  }

  private static URI asked(URI request) {
    String query = request.getRawQuery();
    return URI.create(request.getRawPath() + (query == null ? "" : "?" + query));
  }
}
