package io.stoker.admin;

import io.stoker.runtime.ContentPlane;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.springframework.boot.actuate.audit.AuditEvent;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Who did what, as a page and as {@code GET /api/audit}. */
@Controller
final class AuditPages {

  private static final int USUAL = 200;
  private static final int MOST = 1000;

  /**
   * Something that was done, or tried.
   *
   * @param from the address that it was done from; empty where none is known
   * @param more what else there is to know
   */
  record Row(
      Instant at, String who, String from, String action, String result, Map<String, String> more) {

    static Row of(AuditEvent event) {
      Map<String, String> more = new LinkedHashMap<>();
      event.getData().forEach((name, value) -> more.put(name, String.valueOf(value)));
      String from = more.remove("from");
      String result = more.remove("result");
      return new Row(
          event.getTimestamp(),
          event.getPrincipal(),
          from == null ? "" : from,
          event.getType(),
          result == null ? "" : result,
          more);
    }

    /** Whether somebody was kept from something. */
    public boolean isBad() {
      return switch (result) {
        case "failed", "rejected", "invalid", "refused", "outdated", "read_only", "unknown" -> true;
        default -> false;
      };
    }

    boolean mentions(String wanted) {
      return (who + " " + from + " " + action + " " + result + " " + more.values())
          .toLowerCase(Locale.ROOT)
          .contains(wanted);
    }
  }

  private final AuditLog log;
  private final Auditor auditor;
  private final ContentPlane plane;

  AuditPages(AuditLog log, Auditor auditor, ContentPlane plane) {
    this.log = log;
    this.auditor = auditor;
    this.plane = plane;
  }

  /** What was before is of another life of the process. */
  @EventListener(ApplicationReadyEvent.class)
  void started() {
    ContentPlane.Status status = plane.status();
    Map<String, String> more = new LinkedHashMap<>();
    more.put("generation", Long.toString(status.generation()));
    if (status.problem() != null) {
      more.put("said", status.problem());
    }
    auditor.tell("stoker", "", "start", status.state().name().toLowerCase(Locale.ROOT), more);
  }

  @GetMapping("/audit")
  Mono<String> page(@RequestParam(defaultValue = "") String q, Model model) {
    return audit(q, USUAL)
        .map(
            rows -> {
              model.addAttribute("q", q);
              model.addAttribute("rows", rows);
              model.addAttribute("limit", USUAL);
              return "audit";
            });
  }

  /**
   * The latest, the newest first.
   *
   * @param q words that a row has to have
   * @param limit how many at most; 200 where it is not said, never more than 1000
   */
  @GetMapping("/api/audit")
  @ResponseBody
  Mono<List<Row>> audit(
      @RequestParam(defaultValue = "") String q,
      @RequestParam(defaultValue = "" + USUAL) int limit) {
    String wanted = q.toLowerCase(Locale.ROOT).strip();
    Predicate<AuditEvent> fits = event -> wanted.isEmpty() || Row.of(event).mentions(wanted);
    return Mono.fromCallable(
            () -> log.latest(fits, Math.clamp(limit, 1, MOST)).stream().map(Row::of).toList())
        .subscribeOn(Schedulers.boundedElastic());
  }
}
