package io.stoker.modules.mod_dbd;

import io.stoker.api.ChildContext;
import io.stoker.api.Exchange;
import io.stoker.api.LogMessage;
import org.jspecify.annotations.Nullable;

/** Where it is said that something went wrong: for a request, or for a child. */
@FunctionalInterface
interface DbdLog {

  /**
   * @param cause whose words stand in front, or null
   */
  void write(@Nullable Throwable cause, LogMessage message, Object... args);

  static DbdLog of(Exchange x) {
    return (cause, message, args) -> {
      if (cause == null) {
        x.log(message, args);
      } else {
        x.log(cause, message, args);
      }
    };
  }

  static DbdLog of(ChildContext child) {
    return (cause, message, args) -> {
      if (cause == null) {
        child.log(message, args);
      } else {
        child.log(cause, message, args);
      }
    };
  }
}
