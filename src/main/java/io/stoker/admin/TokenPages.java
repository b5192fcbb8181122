package io.stoker.admin;

import java.io.IOException;
import java.security.Principal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Tokens for programs, as a page and as {@code /api/tokens}. */
@Controller
final class TokenPages {

  private static final int LONGEST_DAYS = 3650;

  /**
   * What a token is to be.
   *
   * @param scope {@code viewer}, {@code operator} or {@code admin}
   * @param days how long it is good; null or 0 for ever
   */
  record Wish(String name, String scope, @Nullable Integer days) {}

  private final ApiTokens tokens;
  private final Auditor auditor;

  TokenPages(ApiTokens tokens, Auditor auditor) {
    this.tokens = tokens;
    this.auditor = auditor;
  }

  @GetMapping("/tokens")
  Mono<String> page(Model model) {
    return all()
        .map(
            all -> {
              model.addAttribute("tokens", all);
              return "tokens";
            });
  }

  /** All of them, without their secrets. */
  @GetMapping("/api/tokens")
  @ResponseBody
  Mono<List<ApiTokens.Token>> all() {
    return later(tokens::all);
  }

  /** Makes one; the answer has the secret, which is never told again. */
  @PostMapping("/api/tokens")
  @ResponseBody
  Mono<ResponseEntity<ApiTokens.Fresh>> make(
      @RequestBody Wish wish, Principal user, ServerWebExchange exchange) {
    return later(
        () -> {
          ApiTokens.Fresh fresh = tokens.make(name(wish), scope(wish), user.getName(), life(wish));
          auditor.tell(
              user.getName(),
              Auditor.from(exchange),
              "token.make",
              Auditor.OK,
              Map.of(
                  "token",
                  fresh.token().id() + " " + fresh.token().name(),
                  "scope",
                  fresh.token().scope().word()));
          return ResponseEntity.status(HttpStatus.CREATED).body(fresh);
        });
  }

  /** Takes one away, at once. */
  @DeleteMapping("/api/tokens/{id}")
  @ResponseBody
  Mono<Void> revoke(@PathVariable String id, Principal user, ServerWebExchange exchange) {
    return later(
            () -> {
              boolean was = tokens.revoke(id);
              auditor.tell(
                  user.getName(),
                  Auditor.from(exchange),
                  "token.revoke",
                  was ? Auditor.OK : Auditor.FAILED,
                  Map.of("token", id));
              return was;
            })
        .flatMap(
            was ->
                was ? Mono.empty() : Mono.error(new ResponseStatusException(HttpStatus.NOT_FOUND)));
  }

  // A program may leave out what the record says is there.
  private static String name(Wish wish) {
    @Nullable String name = wish.name();
    return name == null ? "" : name;
  }

  private static Role scope(Wish wish) {
    try {
      return Role.valueOf(String.valueOf(wish.scope()).toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("scope is viewer, operator or admin", e);
    }
  }

  private static @Nullable Duration life(Wish wish) {
    Integer days = wish.days();
    if (days == null || days == 0) {
      return null;
    }
    if (days < 0 || days > LONGEST_DAYS) {
      throw new IllegalArgumentException("days is 0 to " + LONGEST_DAYS);
    }
    return Duration.ofDays(days);
  }

  private static <T> Mono<T> later(Callable<T> action) {
    return Mono.fromCallable(action)
        .subscribeOn(Schedulers.boundedElastic())
        .onErrorMap(
            IllegalArgumentException.class,
            e -> new ResponseStatusException(HttpStatus.BAD_REQUEST, e.getMessage(), e))
        .onErrorMap(
            IOException.class,
            e ->
                new ResponseStatusException(
                    HttpStatus.INTERNAL_SERVER_ERROR, "The file cannot be written: " + e, e));
  }
}
