package io.stoker.admin;

import io.stoker.api.LogLevel;
import io.stoker.api.LogMessage;
import io.stoker.runtime.Cause;
import io.stoker.runtime.Change;
import io.stoker.runtime.ContentPlane;
import io.stoker.runtime.Edits;
import io.stoker.runtime.HtaccessEditor;
import io.stoker.runtime.view.BrokenConfiguration;
import io.stoker.runtime.view.ConfigText;
import io.stoker.runtime.view.Finding;
import io.stoker.runtime.view.Meaning;
import io.stoker.runtime.view.ServedConfiguration;
import java.security.Principal;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Changes of the configuration files, as the console makes them: {@code POST /config/validate},
 * {@code apply}, {@code confirm}, {@code revert} and {@code rollback}, and {@code GET
 * /config/trial}; all of them below {@code /api} as well.
 */
@RestController
@RequestMapping({"/config", "/api/config"})
final class ConfigChanges {

  private static final LogMessage NOT_TAKEN_BACK =
      LogMessage.error("console", "STK0122", "a change that was not confirmed stays: %s");
  private static final LogMessage TAKEN_BACK =
      new LogMessage(
          "console", "STK0123", LogLevel.NOTICE, "a change that was not confirmed is taken back");
  private static final LogMessage WORSE =
      new LogMessage(
          "console",
          "STK0125",
          LogLevel.WARN,
          "a change has made things worse and is taken back: %s");

  /**
   * One file as it is to be.
   *
   * @param path absolute
   * @param text all of it
   * @param base the generation that it was made from
   * @param was for an {@code .htaccess} file, which no generation has: the text that it was made
   *     from; null for whatever is there
   */
  record Wish(String path, String text, long base, @Nullable String was) {}

  /**
   * What came of it, or would.
   *
   * @param diff what differs from what is served, as {@code diff -u} writes it
   * @param meaning which values are other ones then, and where; null where it has an error
   * @param pending the trial that began with it
   */
  record Verdict(
      Change change, String diff, @Nullable Meaning meaning, Trial.@Nullable Pending pending) {}

  /** Back to a revision. */
  record Back(long revision) {}

  private final ContentPlane plane;
  private final Trial trial;
  private final ConfigLock lock;
  private final Auditor auditor;

  ConfigChanges(
      ContentPlane plane, ConsoleProperties properties, ConfigLock lock, Auditor auditor) {
    this.plane = plane;
    this.lock = lock;
    this.auditor = auditor;
    InstantSource clock = InstantSource.system();
    RegressionWatch watch =
        new RegressionWatch(
            () -> Measure.of(plane.children().traffic(), clock.instant()), properties.regression());
    this.trial = new Trial(plane.reloader(), clock, properties.confirmWithin(), watch);
  }

  /** What waits for its confirmation. */
  Trial.@Nullable Pending pending() {
    return trial.pending();
  }

  /** What waits for its confirmation, and how the one before has ended. */
  @GetMapping("/trial")
  Mono<Trial.State> trial() {
    return later(trial::state);
  }

  @PostMapping("/validate")
  Mono<Verdict> validate(@RequestBody Wish wish) {
    return later(
        () -> {
          ServedConfiguration served = plane.configuration();
          if (isHtaccess(wish)) {
            Change change = plane.htaccess().check(htaccess(wish));
            return new Verdict(change, diff(wish), null, trial.pending());
          }
          var preview = plane.reloader().preview(edits(wish));
          ServedConfiguration candidate = preview.candidate();
          Meaning meaning =
              served == null || candidate == null ? null : Meaning.of(served, candidate);
          return new Verdict(preview.change(), diff(wish), meaning, trial.pending());
        });
  }

  @PostMapping("/apply")
  Mono<ResponseEntity<Verdict>> apply(
      @RequestBody Wish wish, Principal user, ServerWebExchange exchange) {
    Cause cause = Cause.rest(user.getName(), Auditor.from(exchange));
    return later(
        () -> {
          String diff = diff(wish);
          Change change =
              lock.isLocked()
                  ? locked(cause, "config.apply")
                  : isHtaccess(wish)
                      ? trial.apply(plane.htaccess(), htaccess(wish), cause)
                      : plane.configuration() == null
                          ? plane.reloader().apply(edits(wish), 0, cause).change()
                          : trial.apply(edits(wish), wish.base(), cause);
          boolean done =
              change.outcome() == Change.Outcome.APPLIED
                  || change.outcome() == Change.Outcome.HANDED_ON;
          return ResponseEntity.status(done ? HttpStatus.OK : HttpStatus.CONFLICT)
              .body(new Verdict(change, diff, null, trial.pending()));
        });
  }

  private Change locked(Cause cause, String action) {
    String why = lock.reason();
    String from = cause.from() == null ? "" : cause.from();
    auditor.tell(cause.who(), from, action, "read_only", Map.of("said", String.valueOf(why)));
    Finding finding = new Finding("crit", "console", String.valueOf(why), null);
    return new Change(
        Change.Outcome.READ_ONLY, plane.status().generation(), List.of(finding), List.of(), null);
  }

  /**
   * The change on trial stays.
   *
   * @param trial the number of the one that is meant; without it, whatever is on trial
   */
  @PostMapping("/confirm")
  Mono<Void> confirm(
      @RequestParam @Nullable Long trial, Principal user, ServerWebExchange exchange) {
    return later(
        () -> {
          boolean was = this.trial.confirm(trial, user.getName());
          auditor.tell(
              user.getName(),
              Auditor.from(exchange),
              "config.confirm",
              was ? Auditor.OK : Auditor.FAILED,
              Map.of());
          if (!was && trial != null) {
            throw over();
          }
          return null;
        });
  }

  /** It is taken back; the parameter is the same. */
  @PostMapping("/revert")
  Mono<Change> revert(
      @RequestParam @Nullable Long trial, Principal user, ServerWebExchange exchange) {
    String from = Auditor.from(exchange);
    return later(
        () -> {
          Change change = this.trial.revert(trial, Cause.revert(user.getName(), from));
          if (change == null && trial != null) {
            auditor.tell(user.getName(), from, "config.revert", Auditor.FAILED, Map.of());
            throw over();
          }
          return change;
        });
  }

  /** Who looks at one change does not decide on another one, which he has not seen. */
  private ResponseStatusException over() {
    Trial.Pending now = trial.pending();
    return new ResponseStatusException(
        HttpStatus.CONFLICT,
        now == null
            ? "That trial is over; nothing was done."
            : "Another change, by " + now.by() + ", is on trial by now; nothing was done.");
  }

  @PostMapping("/rollback")
  Mono<Change> rollback(@RequestBody Back back, Principal user, ServerWebExchange exchange) {
    Cause cause = Cause.rollback(user.getName(), Auditor.from(exchange));
    return later(
        () ->
            lock.isLocked()
                ? locked(cause, "config.rollback")
                : plane.reloader().rollback(back.revision(), cause));
  }

  /** Takes back what nobody has confirmed in time, and what has made things worse. */
  @Scheduled(fixedDelay = 1000)
  void tick() {
    try {
      Trial.Ended ended = trial.tick();
      if (ended == null) {
        return;
      }
      Change change = ended.change();
      String reason = ended.evidence().reason();
      if (change != null && !ended.isTakenBack()) {
        plane.write(NOT_TAKEN_BACK, change.findings());
      } else if (ended.ending() == Trial.Ending.REGRESSED) {
        plane.write(WORSE, String.valueOf(reason));
      } else {
        plane.write(TAKEN_BACK);
      }
    } catch (RuntimeException e) {
      plane.write(NOT_TAKEN_BACK, e);
    }
  }

  private static <T> Mono<T> later(Callable<? extends @Nullable T> action) {
    return Mono.<T>fromCallable(action).subscribeOn(Schedulers.boundedElastic());
  }

  private boolean isHtaccess(Wish wish) {
    ServedConfiguration served = plane.configuration();
    return served != null
        && served.file(wish.path()) == null
        && plane.htaccess().isOne(wish.path());
  }

  private static HtaccessEditor.Wish htaccess(Wish wish) {
    return new HtaccessEditor.Wish(wish.path(), wish.text(), wish.was());
  }

  private @Nullable ConfigText served(String path) {
    ServedConfiguration served = plane.configuration();
    BrokenConfiguration broken = plane.broken();
    if (served == null) {
      return broken == null ? null : broken.file(path);
    }
    ConfigText text = served.file(path);
    return text == null ? served.htaccess(path) : text;
  }

  private Edits edits(Wish wish) {
    ConfigText old = served(wish.path());
    return new Edits(
        Map.of(wish.path(), wish.text()), List.of(), old == null ? "UTF-8" : old.charset());
  }

  private String diff(Wish wish) {
    return plane.shownFiles().diff(edits(wish));
  }
}
