package io.stoker.modules.mod_watchdog;

import com.google.auto.service.AutoService;
import io.stoker.api.Arg;
import io.stoker.api.Cmd;
import io.stoker.api.Directive;
import io.stoker.api.Directive.Arity;
import io.stoker.api.DirectiveException;
import io.stoker.api.Durations;
import io.stoker.api.HttpdModule;
import io.stoker.api.Where;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** mod_watchdog: in httpd it gives modules a thread for work of their own. */
@AutoService(HttpdModule.class)
public final class ModWatchdog implements HttpdModule {

  private static final Duration SHORTEST = Duration.ofMillis(100);

  @Override
  public String name() {
    return "mod_watchdog";
  }

  @Override
  public boolean isStatic() {
    return true;
  }

  @Override
  public List<Directive> directives() {
    return List.of(
        Directive.named("WatchdogInterval")
            .in(Where.SERVER)
            .fallback("1")
            .help("how often modules get to do work of their own: seconds, or with a unit")
            .obsolete("modules with work of their own have timers of their own")
            .apply(
                Arity.TAKE1,
                List.of(
                    new Directive.Param(
                        Arg.of("time-interval[s]", Arg.Kind.DURATION, (word, cmd) -> word),
                        false,
                        false)),
                ModWatchdog::check));
  }

  private static void check(Cmd cmd, List<String> args) throws DirectiveException {
    Duration interval = Durations.parse(args.get(0), ChronoUnit.SECONDS);
    if (interval == null) {
      throw new DirectiveException("Unparse-able WatchdogInterval setting");
    }
    if (interval.compareTo(SHORTEST) < 0) {
      throw new DirectiveException("Invalid WatchdogInterval: minimal value 100ms");
    }
  }
}
