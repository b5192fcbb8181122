package io.stoker.admin;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.stoker.runtime.Attempted;
import io.stoker.runtime.Cause;
import io.stoker.runtime.ContentPlane;
import io.stoker.runtime.view.Finding;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.audit.AuditEvent;
import org.springframework.boot.actuate.audit.listener.AuditApplicationEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Tells Spring's audit events: every way into the console, and everything that is done to the
 * server or tried. Nobody can write the file full: of what is refused only so much a minute is
 * told, the rest is counted.
 */
final class Auditor {

  /** Whether it went well. */
  static final String OK = "ok";

  static final String FAILED = "failed";

  private static final int FAILURES_A_MINUTE = 30;
  private static final int MOST_NAMES = 1000;
  private static final int LONGEST_NAME = 100;
  private static final int LONGEST_WORDS = 1000;
  private static final int MOST_FILES = 20;

  private final ApplicationEventPublisher publisher;
  private final InstantSource clock;
  private final Cache<String, Refusals> refused =
      Caffeine.newBuilder().maximumSize(MOST_NAMES).build();

  Auditor(ApplicationEventPublisher publisher, ContentPlane plane, InstantSource clock) {
    this.publisher = publisher;
    this.clock = clock;
    plane.reloader().onAttempt(this::attempted);
  }

  /** Where a request comes from. */
  static String from(ServerWebExchange exchange) {
    InetSocketAddress peer = exchange.getRequest().getRemoteAddress();
    return peer == null || peer.getAddress() == null ? "" : peer.getAddress().getHostAddress();
  }

  /**
   * Tells one; blocking.
   *
   * @param action such as {@code login} or {@code child.retire}
   * @param result {@code ok}, {@code failed}, or a word that says more
   */
  void tell(String who, String from, String action, String result, Map<String, String> more) {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("from", from);
    data.put("result", result);
    more.forEach((name, value) -> data.put(name, cut(value, LONGEST_WORDS)));
    String name = who.isBlank() ? "-" : cut(who, LONGEST_NAME);
    publisher.publishEvent(
        new AuditApplicationEvent(new AuditEvent(clock.instant(), name, action, data)));
  }

  /** The same behind the back of an event loop; it is told when this is over. */
  Mono<Void> later(
      String who, String from, String action, String result, Map<String, String> more) {
    return Mono.<Void>fromRunnable(() -> tell(who, from, action, result, more))
        .subscribeOn(Schedulers.boundedElastic());
  }

  /** A login, or the use of a token, that failed: whoever it was, all count together. */
  Mono<Void> failure(String who, String from, String action) {
    return limited("", later(who, from, action, FAILED, Map.of()), "login.flood");
  }

  /** Something that somebody who is logged in was not let do. */
  Mono<Void> refused(String who, String from, String action, Map<String, String> more) {
    return limited(who, later(who, from, action, FAILED, more), "denied.flood");
  }

  /**
   * So many a minute are told, that nobody writes over what was told before; the others are
   * counted.
   *
   * @param name whose they are; empty for those of nobody who is known
   * @param flood what the number of the others is told as
   */
  private Mono<Void> limited(String name, Mono<Void> told, String flood) {
    Refusals refusals = Objects.requireNonNull(refused.get(name, n -> new Refusals()));
    int before = refusals.count(clock.instant().getEpochSecond() / 60);
    if (before < 0) {
      return Mono.empty();
    }
    Map<String, String> untold = Map.of("attempts", Integer.toString(before));
    return before == 0 ? told : later(name, "", flood, FAILED, untold).then(told);
  }

  /** How often somebody was refused in a minute. */
  private static final class Refusals {
    private long minute;
    private int count;

    /** -1 for one that is only counted; else how many were only counted in the minute before. */
    synchronized int count(long now) {
      int untold = 0;
      if (now != minute) {
        untold = Math.max(0, count - FAILURES_A_MINUTE);
        minute = now;
        count = 0;
      }
      return ++count > FAILURES_A_MINUTE ? -1 : untold;
    }
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most) + " …";
  }

  // ---- configurations ----

  private void attempted(Attempted what) {
    Map<String, String> more = new LinkedHashMap<>();
    more.put("generation", Long.toString(what.generation()));
    more.put("how", what.cause().how().word());
    if (!what.files().isEmpty()) {
      more.put("files", files(what.files()));
    }
    String said = reasons(what.findings());
    if (said != null) {
      more.put("said", said);
    }
    Cause cause = what.cause();
    String from = Objects.requireNonNullElse(cause.from(), "");
    tell(cause.who(), from, action(what), what.result(), more);
  }

  private static String action(Attempted what) {
    return switch (what.cause().how()) {
      case ROLLBACK -> "config.rollback";
      case REVERT -> "config.revert";
      default -> what.files().isEmpty() ? "config.reload" : "config.apply";
    };
  }

  private static String files(List<String> files) {
    String shown = files.stream().limit(MOST_FILES).collect(Collectors.joining(" "));
    return files.size() > MOST_FILES ? shown + " … (" + files.size() + ")" : shown;
  }

  /** Why it was refused. */
  private static @Nullable String reasons(List<Finding> findings) {
    String text =
        findings.stream()
            .filter(f -> f.level().equals("crit"))
            .map(Finding::text)
            .collect(Collectors.joining(" / "));
    return text.isEmpty() ? null : text;
  }
}
