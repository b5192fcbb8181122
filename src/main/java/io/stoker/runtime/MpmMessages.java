package io.stoker.runtime;

import io.stoker.api.Core;
import io.stoker.api.LogLevel;
import io.stoker.api.LogMessage;
import io.stoker.api.MpmSettings;
import io.stoker.api.Product;
import io.stoker.config.Snapshot;

/** What an MPM says of its life, under the numbers that each of httpd's has for it. */
final class MpmMessages {

  private MpmMessages() {}

  /** The line that says that requests are answered. */
  static LogMessage configured(Snapshot s) {
    String id =
        switch (kind(s)) {
          case EVENT -> "AH00489";
          case WORKER -> "AH00292";
          case PREFORK -> "AH00163";
        };
    String banner = Product.banner(s.main().get(Core.SERVER_TOKENS)).replace("%", "%%");
    return message(s, id, banner + " configured -- resuming normal operations");
  }

  static LogMessage received(Snapshot s, ServerSignal signal) {
    return switch (signal) {
      case STOP -> message(s, id(s, 491, 295, 169), "caught SIGTERM, shutting down");
      case GRACEFUL_STOP ->
          message(s, id(s, 492, 296, 170), "caught SIGWINCH, shutting down gracefully");
      case GRACEFUL ->
          message(s, id(s, 493, 297, 171), "SIGUSR1 received.  Doing graceful restart");
      case RESTART -> message(s, id(s, 494, 298, 173), "SIGHUP received.  Attempting to restart");
    };
  }

  private static String id(Snapshot s, int event, int worker, int prefork) {
    int number =
        switch (kind(s)) {
          case EVENT -> event;
          case WORKER -> worker;
          case PREFORK -> prefork;
        };
    return "AH%05d".formatted(number);
  }

  private static LogMessage message(Snapshot s, String id, String text) {
    return new LogMessage("mpm_" + kind(s).word(), id, LogLevel.NOTICE, text);
  }

  private static MpmSettings.Kind kind(Snapshot s) {
    return s.main().get(MpmSettings.SLOT).kind();
  }
}
