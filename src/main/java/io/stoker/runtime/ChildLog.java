package io.stoker.runtime;

import io.stoker.api.Core;
import io.stoker.api.LogLevel;
import io.stoker.api.LogMessage;
import io.stoker.api.Server;
import io.stoker.config.Snapshot;
import io.stoker.logging.ErrorLogs;
import io.stoker.mpm.MpmLog;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The error log for children. They start before their configuration is published: what modules say
 * meanwhile waits, and goes to the log of that configuration.
 */
final class ChildLog implements MpmLog {

  private record Said(@Nullable Throwable cause, LogMessage message, Object[] args) {}

  private final ErrorLogs logs;
  private final Supplier<@Nullable Snapshot> serving;
  private @Nullable List<Said> waiting;

  /**
   * @param serving the configuration that is published; null for none
   */
  ChildLog(ErrorLogs logs, Supplier<@Nullable Snapshot> serving) {
    this.logs = logs;
    this.serving = serving;
  }

  /** Children are about to start for a configuration that is not published. */
  synchronized void hold() {
    waiting = new ArrayList<>();
  }

  /** It is published. */
  synchronized void published() {
    List<Said> said = waiting == null ? List.of() : waiting;
    waiting = null;
    said.forEach(s -> ofModule(s.cause(), s.message(), s.args()));
  }

  /** It was refused: what was said of it concerns nobody. */
  synchronized void refused() {
    waiting = null;
  }

  @Override
  public void write(LogMessage message, Object... args) {
    Snapshot now = serving.get();
    if (now != null) {
      write(now.main(), null, message, args);
    }
  }

  @Override
  public synchronized void ofModule(@Nullable Throwable cause, LogMessage message, Object... args) {
    Snapshot now = serving.get();
    if (waiting != null) {
      waiting.add(new Said(cause, message, args));
    } else if (now != null) {
      write(now.main(), cause, message, args);
    }
  }

  private void write(Server main, @Nullable Throwable cause, LogMessage message, Object[] args) {
    if (message.level().passes(main.get(Core.LOG_LEVEL).of(message.module()))
        || message.level() == LogLevel.NOTICE) {
      logs.write(message, args, cause, main, null);
    }
  }
}
