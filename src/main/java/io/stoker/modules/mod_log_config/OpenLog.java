package io.stoker.modules.mod_log_config;

import io.stoker.api.Condition;
import io.stoker.api.Exchange;
import io.stoker.logging.LogTarget;
import org.jspecify.annotations.Nullable;

/** A log of a server, ready to be written. */
record OpenLog(LogTarget target, LogFormat format, @Nullable Condition condition) {

  /** Whether a request is to be logged; asked about the first of a chain of internal redirects. */
  boolean isFor(Exchange first) {
    return condition == null || condition.test(first);
  }

  /** Logs a request and the chain of internal redirects that it started. */
  void write(Exchange first, Exchange last) {
    if (isFor(first)) {
      target.write(format.line(first, last));
    }
  }
}
