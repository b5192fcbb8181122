package io.stoker.modules.core;

import io.stoker.api.Arg;
import io.stoker.api.Cmd;
import io.stoker.api.Directive;
import io.stoker.api.Directive.Arity;
import io.stoker.api.DirectiveException;
import io.stoker.api.Durations;
import io.stoker.api.Numbers;
import io.stoker.api.PlanSettings;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** What is kept of replies: directives of Stoker's own. */
final class PlanDirectives {

  private static final Arg<Long> PLANS =
      Arg.of("On|Off|size", Arg.Kind.BYTES, (word, cmd) -> plans(word));

  private static final Arg<Duration> RECHECK =
      Arg.of(
          "time",
          Arg.Kind.DURATION,
          (word, cmd) -> {
            Duration time = Durations.parse(word, ChronoUnit.SECONDS);
            if (time == null) {
              throw new DirectiveException(
                  "StokerRecheck takes a time, such as 1, 500ms or 0, not '" + word + "'");
            }
            return time;
          });

  private static final int MOST_REQUESTS = 100_000;

  private static final Arg<Integer> REPLAY =
      Arg.of(
          "number|Off",
          Arg.Kind.NUMBER,
          (word, cmd) -> {
            if (word.equalsIgnoreCase("off")) {
              return 0;
            }
            String error =
                "StokerReplayLog takes a number of requests up to "
                    + MOST_REQUESTS
                    + ", or Off, not '"
                    + word
                    + "'";
            long number = Numbers.whole(word, error);
            if (number < 1 || number > MOST_REQUESTS) {
              throw new DirectiveException(error);
            }
            return (int) number;
          });

  private PlanDirectives() {}

  static List<Directive> rows() {
    return List.of(
        Rows.global("StokerPlanCache")
            .fallback("On")
            .help("whether replies are kept until what they were made of changes; bytes for them")
            .take(PLANS, PlanSettings.PLAN_CACHE),
        Rows.global("StokerContentCache")
            .fallback("64M 1M")
            .help("bytes for files in memory, and of the largest file that is kept there")
            .apply(Arity.TAKE12, "size [max-file]", PlanDirectives::contents),
        Rows.global("StokerRecheck")
            .fallback("1")
            .help("seconds until a file is looked at again whose changes cannot be watched")
            .take(RECHECK, PlanSettings.RECHECK),
        Rows.global("StokerReplayLog")
            .fallback("1000")
            .help("how many of the latest requests are kept in memory for replays, or Off")
            .take(REPLAY, PlanSettings.REPLAY_LOG));
  }

  private static long plans(String word) throws DirectiveException {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "on" -> PlanSettings.PLAN_CACHE.fallback();
      case "off" -> 0;
      default -> bytes("StokerPlanCache", word);
    };
  }

  private static void contents(Cmd cmd, List<String> args) throws DirectiveException {
    long size = bytes("StokerContentCache", args.get(0));
    long fallback = PlanSettings.CONTENT_CACHE.fallback().maxFile();
    long maxFile = args.size() > 1 ? bytes("StokerContentCache", args.get(1)) : fallback;
    cmd.set(PlanSettings.CONTENT_CACHE, new PlanSettings.ContentCache(size, maxFile));
  }

  /** A number of bytes, with K, M or G for 1024 times as many, and so on. */
  private static long bytes(String directive, String word) throws DirectiveException {
    String error =
        directive + " takes a number of bytes, such as 65536, 64K, 32M or 1G, not '" + word + "'";
    int shift =
        switch (word.isEmpty() ? ' ' : word.charAt(word.length() - 1)) {
          case 'k', 'K' -> 10;
          case 'm', 'M' -> 20;
          case 'g', 'G' -> 30;
          default -> 0;
        };
    long value = Numbers.whole(shift == 0 ? word : word.substring(0, word.length() - 1), error);
    if (value < 0 || value > Long.MAX_VALUE >> 31) {
      throw new DirectiveException(error);
    }
    return value << shift;
  }
}
