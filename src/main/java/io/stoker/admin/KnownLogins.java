package io.stoker.admin;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.web.server.context.ServerSecurityContextRepository;
import org.springframework.security.web.server.context.WebSessionServerSecurityContextRepository;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebSession;
import reactor.core.publisher.Mono;

/**
 * The logins of sessions, as long as they are good: who was taken out of the file of users, or has
 * another password since, is out with the next request, and streams end in a moment.
 */
final class KnownLogins implements ServerSecurityContextRepository {

  private final ServerSecurityContextRepository sessions =
      new WebSessionServerSecurityContextRepository();
  private final ConsoleUsers users;

  KnownLogins(ConsoleUsers users) {
    this.users = users;
  }

  @Override
  public Mono<Void> save(ServerWebExchange exchange, @Nullable SecurityContext context) {
    return sessions.save(exchange, context);
  }

  @Override
  public Mono<SecurityContext> load(ServerWebExchange exchange) {
    return sessions
        .load(exchange)
        .flatMap(
            context ->
                isGood(context.getAuthentication())
                    .flatMap(good -> good ? Mono.just(context) : end(exchange)));
  }

  private static Mono<SecurityContext> end(ServerWebExchange exchange) {
    return exchange.getSession().flatMap(WebSession::invalidate).then(Mono.empty());
  }

  /** The hash that somebody logged in by has to be the one in the file. */
  private Mono<Boolean> isGood(@Nullable Authentication who) {
    if (!(who instanceof UsernamePasswordAuthenticationToken)) {
      return Mono.just(true); // of a provider, who would have to be asked
    }
    return users
        .findByUsername(who.getName())
        .map(now -> Objects.equals(now.getPassword(), who.getCredentials()))
        .defaultIfEmpty(false);
  }

  /** Ends streams of those who are out. */
  WebFilter streams() {
    return EventStreams.ending(exchange -> load(exchange).hasElement());
  }
}
