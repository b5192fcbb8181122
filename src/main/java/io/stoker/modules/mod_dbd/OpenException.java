package io.stoker.modules.mod_dbd;

import io.stoker.api.LogMessage;
import java.io.Serial;

/** No connection came to be, and what the log says of it. */
final class OpenException extends Exception {

  @Serial private static final long serialVersionUID = 1L;

  private static final LogMessage CONNECT =
      LogMessage.error("dbd", "AH00629", "Can't connect to %s: %s");
  private static final LogMessage PREPARE =
      LogMessage.error("dbd", "AH00632", "failed to prepare SQL statements: %s");

  private final transient LogMessage logged;
  private final transient Object[] args;

  private OpenException(LogMessage logged, Object... args) {
    super(logged.format(args), null, false, false);
    this.logged = logged;
    this.args = args;
  }

  static OpenException connecting(String driver, String problem) {
    return new OpenException(CONNECT, driver, problem);
  }

  static OpenException preparing(String problem) {
    return new OpenException(PREPARE, problem);
  }

  LogMessage logged() {
    return logged;
  }

  Object[] args() {
    return args;
  }
}
