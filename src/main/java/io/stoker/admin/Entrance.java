package io.stoker.admin;

import io.stoker.runtime.ContentPlane;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.ReactiveAuthenticationManager;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.server.csrf.CsrfToken;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
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
  private final ReactiveAuthenticationManager manager;
  private final ContentPlane plane;
  private final Auditor auditor;
  private final ObjectProvider<OidcProviders> providers;

  Entrance(
      ConsoleUsers users,
      ReactiveAuthenticationManager manager,
      ContentPlane plane,
      Auditor auditor,
      ObjectProvider<OidcProviders> providers) {
    this.users = users;
    this.manager = manager;
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
                model.addAttribute("isOurs", isOurs(who));
                model.addAttribute("isNew", ConsoleUsers.isNewcomer(who));
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

  /** Whether the password that he came in with is one of our file, and not of a provider. */
  private static boolean isOurs(Authentication who) {
    return who instanceof UsernamePasswordAuthenticationToken;
  }

  @GetMapping("/password")
  String password(Authentication who) {
    refuseForeigners(who);
    return "password";
  }

  /** Somebody of the same name may be in our file: it is another person's. */
  private static void refuseForeigners(Authentication who) {
    if (!isOurs(who)) {
      throw new ResponseStatusException(
          HttpStatus.FORBIDDEN, "Your password is kept where you logged in.");
    }
  }

  /** The new password is set and the session ends: it is tried at once. */
  @PostMapping("/password")
  Mono<String> choose(
      ServerWebExchange exchange, Authentication who, WebSession session, Model model) {
    refuseForeigners(who);
    return exchange
        .getFormData()
        .flatMap(
            form ->
                knowsPassword(who, form.getFirst("present"))
                    .publishOn(Schedulers.boundedElastic())
                    .map(knows -> knows ? set(who.getName(), form) : "That is not your password."))
        .flatMap(
            problem -> {
              model.addAttribute("problem", problem);
              String from = Auditor.from(exchange);
              return problem.isEmpty()
                  ? auditor
                      .later(who.getName(), from, "password", Auditor.OK, Map.of())
                      .then(session.invalidate())
                      .thenReturn("redirect:/login?chosen")
                  : auditor
                      .refused(who.getName(), from, "password", Map.of())
                      .thenReturn("password");
            });
  }

  /**
   * Whether whoever sits there knows the present password; the first one is good for this alone.
   */
  private Mono<Boolean> knowsPassword(Authentication who, @Nullable String present) {
    if (ConsoleUsers.isNewcomer(who)) {
      return Mono.just(true);
    }
    var asked =
        UsernamePasswordAuthenticationToken.unauthenticated(
            who.getName(), Objects.requireNonNullElse(present, ""));
    return manager
        .authenticate(asked)
        .hasElement()
        .onErrorResume(AuthenticationException.class, wrong -> Mono.just(false));
  }

  /** Why it cannot be that one; empty when it is set. */
  private String set(String user, MultiValueMap<String, String> form) {
    String password = form.getFirst("password");
    if (password == null || password.length() < ConsoleUsers.SHORTEST) {
      return "At least " + ConsoleUsers.SHORTEST + " characters, please.";
    }
    if (password.getBytes(java.nio.charset.StandardCharsets.UTF_8).length > 72) {
      return "At most 72 bytes, please: bcrypt does not look at more.";
    }
    if (!password.equals(form.getFirst("again"))) {
      return "The two are not the same.";
    }
    try {
      users.setPassword(user, password);
      return "";
    } catch (IOException e) {
      throw new ResponseStatusException(
          HttpStatus.INTERNAL_SERVER_ERROR, "The file of users cannot be written: " + e, e);
    }
  }
}
