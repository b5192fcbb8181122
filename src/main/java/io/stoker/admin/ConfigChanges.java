package io.stoker.admin;

import io.stoker.api.LogLevel;
import io.stoker.api.LogMessage;
import io.stoker.runtime.Change;
import io.stoker.runtime.ContentPlane;
import io.stoker.runtime.Edits;
import io.stoker.runtime.TextDiff;
import io.stoker.runtime.view.ConfigText;
import io.stoker.runtime.view.ServedConfiguration;
import java.io.IOException;
import java.security.Principal;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Changes of the configuration files, as the console makes them: {@code POST /config/validate},
 * {@code apply}, {@code confirm}, {@code revert} and {@code rollback}. {@code
 * /actuator/httpdconfig} has the same for programs.
 */
@RestController
@RequestMapping("/config")
final class ConfigChanges {

  private static final LogMessage NOT_TAKEN_BACK =
      LogMessage.error("console", "STK0122", "a change that was not confirmed stays: %s");
  private static final LogMessage TAKEN_BACK =
      new LogMessage(
          "console", "STK0123", LogLevel.NOTICE, "a change that was not confirmed is taken back");

  /**
   * One file as it is to be.
   *
   * @param path absolute
   * @param text all of it
   * @param base the generation that it was made from
   */
  record Wish(String path, String text, long base) {}

  /**
   * What came of it, or would.
   *
   * @param diff what differs from what is served, as {@code diff -u} writes it
   * @param pending the trial that began with it
   */
  record Verdict(Change change, String diff, Trial.@Nullable Pending pending) {}

  /** Back to a revision. */
  record Back(long revision) {}

  private final ContentPlane plane;
  private final Trial trial;

  ConfigChanges(ContentPlane plane, ConsoleProperties properties) {
    this.plane = plane;
    this.trial = new Trial(plane.reloader(), InstantSource.system(), properties.confirmWithin());
  }

  /** What waits for its confirmation. */
  Trial.@Nullable Pending pending() {
    return trial.pending();
  }

  @PostMapping("/validate")
  Mono<Verdict> validate(@RequestBody Wish wish) {
    return later(
        () -> new Verdict(plane.reloader().validate(edits(wish)), diff(wish), trial.pending()));
  }

  @PostMapping("/apply")
  Mono<ResponseEntity<Verdict>> apply(@RequestBody Wish wish, Principal user) {
    return later(
        () -> {
          String diff = diff(wish);
          Change change = trial.apply(edits(wish), wish.base(), user.getName());
          boolean done =
              change.outcome() == Change.Outcome.APPLIED
                  || change.outcome() == Change.Outcome.HANDED_ON;
          return ResponseEntity.status(done ? HttpStatus.OK : HttpStatus.CONFLICT)
              .body(new Verdict(change, diff, trial.pending()));
        });
  }

  @PostMapping("/confirm")
  Mono<Void> confirm() {
    return Mono.fromRunnable(() -> trial.confirm());
  }

  @PostMapping("/revert")
  Mono<Change> revert(Principal user) {
    return later(() -> trial.revert(user.getName()));
  }

  @PostMapping("/rollback")
  Mono<Change> rollback(@RequestBody Back back, Principal user) {
    return later(() -> plane.reloader().rollback(back.revision(), user.getName()));
  }

  /** Takes back what nobody has confirmed in time. */
  @Scheduled(fixedDelay = 500)
  void tick() {
    try {
      Change change = trial.tick();
      if (change != null && change.outcome() == Change.Outcome.APPLIED) {
        plane.write(TAKEN_BACK);
      } else if (change != null) {
        plane.write(NOT_TAKEN_BACK, change.findings());
      }
    } catch (IOException | RuntimeException e) {
      plane.write(NOT_TAKEN_BACK, e);
    }
  }

  private static <T> Mono<T> later(Callable<? extends @Nullable T> action) {
    return Mono.<T>fromCallable(action).subscribeOn(Schedulers.boundedElastic());
  }

  private @Nullable ConfigText served(String path) {
    ServedConfiguration served = plane.configuration();
    return served == null ? null : served.file(path);
  }

  private Edits edits(Wish wish) {
    ConfigText old = served(wish.path());
    return new Edits(
        Map.of(wish.path(), wish.text()), List.of(), old == null ? "UTF-8" : old.charset());
  }

  private String diff(Wish wish) {
    ConfigText old = served(wish.path());
    return TextDiff.unified(wish.path(), old == null ? "" : old.text(), wish.text());
  }
}
