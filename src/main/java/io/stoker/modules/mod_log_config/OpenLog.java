package io.stoker.modules.mod_log_config;

import io.stoker.api.Condition;
import io.stoker.api.Exchange;
import io.stoker.logging.LogTarget;
import org.jspecify.annotations.Nullable;

/** A log of a server, ready to be written. */
record OpenLog(LogTarget target, LogFormat format, @Nullable Condition condition) {

  /** Logs a request and the chain of internal redirects that it started. */
  void write(Exchange first, Exchange last) {
    if (condition == null || condition.test(first)) {
      target.write(format.line(first, last));
    }
  }
}
