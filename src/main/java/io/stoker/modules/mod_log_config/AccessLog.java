package io.stoker.modules.mod_log_config;

import io.stoker.api.Condition;
import io.stoker.api.Position;
import org.jspecify.annotations.Nullable;

/**
 * One CustomLog, TransferLog or GlobalLog as it stands in the configuration.
 *
 * @param target a file relative to ServerRoot, or a program with its bar
 * @param format a nickname or a format; null for TransferLog, which takes the server's default
 * @param condition env= or expr=, asked about the first request of a chain; null for always
 * @param global GlobalLog: also for virtual hosts with logs of their own
 */
record AccessLog(
    Position position,
    String target,
    @Nullable FormatText format,
    @Nullable Condition condition,
    boolean global) {

  boolean isPipe() {
    return target.startsWith("|");
  }

  /** The command line of a pipe, as messages name it. */
  String program() {
    return target.startsWith("||") || target.startsWith("|$")
        ? target.substring(2)
        : target.substring(1);
  }

  AccessLog withFormat(FormatText text) {
    return new AccessLog(position, target, text, condition, global);
  }
}
