package io.stoker.admin;

import java.time.Duration;
import org.springframework.http.MediaType;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher.MatchResult;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Streams of events: they outlast the moment in which somebody was let in. */
final class EventStreams {

  private static final Duration AGAIN = Duration.ofSeconds(5);

  private EventStreams() {}

  /** Who may still look at one. */
  @FunctionalInterface
  interface Check {
    Mono<Boolean> isGood(ServerWebExchange exchange);
  }

  private static boolean isAsked(ServerWebExchange exchange) {
    return exchange.getRequest().getHeaders().getAccept().contains(MediaType.TEXT_EVENT_STREAM);
  }

  /** Whether a request asks for one. */
  static Mono<MatchResult> match(ServerWebExchange exchange) {
    return isAsked(exchange) ? MatchResult.match() : MatchResult.notMatch();
  }

  /** Ends those for which a check that is made now and then says no. */
  static WebFilter ending(Check check) {
    return (exchange, chain) -> {
      Mono<Void> answer = chain.filter(exchange);
      return isAsked(exchange)
          ? answer.takeUntilOther(
              Flux.interval(AGAIN)
                  .onBackpressureDrop()
                  .concatMap(tick -> check.isGood(exchange))
                  .filter(good -> !good)
                  .next())
          : answer;
    };
  }
}
