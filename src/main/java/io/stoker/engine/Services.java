package io.stoker.engine;

import io.stoker.api.ScoreboardView;
import io.stoker.api.ServerLoad;
import io.stoker.files.Disk;
import io.stoker.files.Users;
import io.stoker.files.Watcher;
import io.stoker.logging.ErrorSink;
import java.time.Clock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The outside as the engine sees it, so that tests can stand in for it.
 *
 * @param variables the process's environment: the value of a variable, or null
 */
public record Services(
    Disk disk,
    Watcher watcher,
    Users users,
    ErrorSink errors,
    HostResolver resolver,
    Clock clock,
    Function<String, @Nullable String> variables,
    ScoreboardView scoreboard) {

  /** The real ones. */
  public static Services system(ErrorSink errors, ScoreboardView scoreboard) {
    Disk disk = Disk.system();
    return new Services(
        disk,
        Watcher.open(disk),
        Users.system(),
        errors,
        HostResolver.system(),
        Clock.systemUTC(),
        System::getenv,
        scoreboard);
  }

  /** How busy the workers on the scoreboard are. */
  ServerLoad load() {
    return new ScoreboardLoad(scoreboard);
  }
}
