package io.stoker.admin;

import io.stoker.runtime.ContentPlane;
import java.io.IOException;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.server.csrf.CsrfToken;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebSession;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Logging in, and choosing a password. */
@Controller
final class Entrance {

  private final ConsoleUsers users;
  private final ContentPlane plane;
  private final Auditor auditor;
  private final ObjectProvider<OidcProviders> providers;

  Entrance(
      ConsoleUsers users,
      ContentPlane plane,
      Auditor auditor,
      ObjectProvider<OidcProviders> providers) {
    this.users = users;
    this.plane = plane;
    this.auditor = auditor;
    this.providers = providers;
  }

  /** Tells the first password, in the error log; on a terminal where nothing could be served. */
  @EventListener(ApplicationReadyEvent.class)
  void welcome() {
    switch (plane.status().state()) {
      case SERVING, FAILED -> users.welcome();
      case STARTING, STOPPED -> {}
    }
    providers.ifAvailable(OidcProviders::lookAgain);
  }

  /** What every page needs: the token for forms, who is logged in, and what they may. */
  @ControllerAdvice
  static final class Everywhere {

    @ModelAttribute
    Mono<Void> everything(ServerWebExchange exchange, Model model) {
      model.addAttribute("here", exchange.getRequest().getPath().value());
      Mono<CsrfToken> token = exchange.getAttribute(CsrfToken.class.getName());
      return Mono.justOrEmpty(token)
          .flatMap(t -> t)
          .doOnNext(t -> model.addAttribute("csrf", t))
          .then(user(exchange, model));
    }

    private static Mono<Void> user(ServerWebExchange exchange, Model model) {
      return exchange
          .getPrincipal()
          .cast(Authentication.class)
          .doOnNext(
              who -> {
                model.addAttribute("user", who.getName());
                model.addAttribute("isAdmin", Role.ADMIN.isIn(who.getAuthorities()));
                model.addAttribute("isOperator", Role.OPERATOR.isIn(who.getAuthorities()));
              })
          .then();
    }
  }

  @GetMapping("/login")
  String login(ServerWebExchange exchange, Model model) {
    var query = exchange.getRequest().getQueryParams();
    model.addAttribute("failed", query.containsKey("error"));
    model.addAttribute("chosen", query.containsKey("chosen"));
    model.addAttribute("providers", elsewhere());
    return "login";
  }

  /** Where else one may log in. */
  private List<OidcProviders.Choice> elsewhere() {
    OidcProviders known = providers.getIfAvailable();
    return known == null ? List.of() : known.choices();
  }

  @GetMapping("/password")
  String password() {
    return "password";
  }

  /** The new password is set and the session ends: it is tried at once. */
  @PostMapping("/password")
  Mono<String> choose(ServerWebExchange exchange, Principal user, WebSession session, Model model) {
    return exchange
        .getFormData()
        .publishOn(Schedulers.boundedElastic())
        .flatMap(
            form -> {
              String problem =
                  set(user.getName(), form.getFirst("password"), form.getFirst("again"));
              model.addAttribute("problem", problem);
              auditor.tell(
                  user.getName(),
                  Auditor.from(exchange),
                  "password",
                  problem == null ? Auditor.OK : Auditor.FAILED,
                  Map.of());
              return problem == null
                  ? session.invalidate().thenReturn("redirect:/login?chosen")
                  : Mono.just("password");
            });
  }

  /** Why it cannot be that one; null when it is set. */
  private @Nullable String set(String user, @Nullable String password, @Nullable String again) {
    if (password == null || password.length() < ConsoleUsers.SHORTEST) {
      return "At least " + ConsoleUsers.SHORTEST + " characters, please.";
    }
    if (password.getBytes(java.nio.charset.StandardCharsets.UTF_8).length > 72) {
      return "At most 72 bytes, please: bcrypt does not look at more.";
    }
    if (!password.equals(again)) {
      return "The two are not the same.";
    }
    try {
      users.setPassword(user, password);
      return null;
    } catch (IOException e) {
      throw new ResponseStatusException(
          HttpStatus.INTERNAL_SERVER_ERROR, "The file of users cannot be written: " + e, e);
    }
  }
}
