package io.stoker.advisor.rules;

import com.google.auto.service.AutoService;
import io.stoker.advisor.Change;
import io.stoker.advisor.Configured;
import io.stoker.advisor.Evidence;
import io.stoker.advisor.Finding;
import io.stoker.advisor.Measures;
import io.stoker.advisor.Rule;
import io.stoker.advisor.Series;
import io.stoker.advisor.Severity;
import io.stoker.advisor.Site;
import io.stoker.api.Core;
import io.stoker.api.Server;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** SR-048: how long connections wait for another request */
@AutoService(Rule.class)
public final class KeepAliveWaits implements Rule {

  @Override
  public String id() {
    return "SR-048";
  }

  @Override
  public String looksAt() {
    return "`KeepAliveTimeout` against the share of requests on connections that had one "
        + "before";
  }

  private static final Duration MOST = Duration.ofSeconds(60);
  private static final Duration LONG = Duration.ofSeconds(15);
  private static final double RARELY = 10;

  @Override
  public Finding judge(Site site) {
    Configured configured = site.configured();
    Duration longest = Duration.ZERO;
    for (Server server : configured.snapshot().servers()) {
      if (server.get(Core.KEEP_ALIVE)) {
        Duration here = server.get(Core.KEEP_ALIVE_TIMEOUT);
        longest = here.compareTo(longest) > 0 ? here : longest;
      }
    }
    Measures live = site.live();
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(Evidence.of("KeepAliveTimeout, at most", longest.toMillis() / 1000.0, "s"));
    if (live != null) {
      evidence.add(
          Evidence.share(
              "of the requests, those on a connection that had one before",
              live.reused(),
              live.totals().accesses()));
      evidence.add(Evidence.count("slots that waiting connections hold now", live.keptSlots()));
    }
    if (longest.compareTo(MOST) > 0) {
      return advice(configured, Severity.WARNING, longest, MOST, live, evidence);
    }
    if (longest.compareTo(LONG) <= 0) {
      return Finding.fine("connections wait for a short time", evidence.toArray(Evidence[]::new));
    }
    if (live == null) {
      return Finding.running("how many requests come on connections that had one before");
    }
    if (!live.isEnough()) {
      return Finding.requests(live);
    }
    return Evidence.percent(live.reused(), live.totals().accesses()) < RARELY
        ? advice(configured, Severity.ADVICE, longest, LONG, live, evidence)
        : Finding.fine("connections that wait are used again", evidence.toArray(Evidence[]::new));
  }

  private static Finding advice(
      Configured configured,
      Severity severity,
      Duration longest,
      Duration bound,
      @Nullable Measures live,
      List<Evidence> evidence) {
    Finding.Advice advice =
        Finding.advice(
            severity,
            severity == Severity.WARNING
                ? "Connections may wait for %d seconds".formatted(longest.toSeconds())
                : "Connections wait for %d seconds, and are rarely used again"
                    .formatted(longest.toSeconds()),
            "A connection that waits holds a worker (with prefork and worker), or a file"
                + " descriptor and some memory (with event), for a client that has mostly left."
                + " Beyond a minute that outweighs what a connection saves.",
            evidence,
            changes(configured, bound));
    return live == null
        ? advice
        : advice.plot(
            Series.of(
                "requests on connections that had one before",
                "%",
                live.samples(),
                s -> Evidence.percent(s.reused(), s.requests())));
  }

  private static List<Change> changes(Configured configured, Duration bound) {
    return configured.uses("KeepAliveTimeout").stream()
        .filter(use -> seconds(use.value()) > bound.toSeconds())
        .map(use -> Change.replace(use, "KeepAliveTimeout 5"))
        .toList();
  }

  /** {@code 120}, {@code 2min}; milliseconds are never too long. */
  private static long seconds(String value) {
    Matcher m = Pattern.compile("(\\d{1,9})(s|min|h)?").matcher(value.strip());
    if (!m.matches()) {
      return 0;
    }
    long number = Long.parseLong(m.group(1));
    return switch (m.group(2) == null ? "s" : m.group(2)) {
      case "min" -> 60 * number;
      case "h" -> 3600 * number;
      default -> number;
    };
  }
}
