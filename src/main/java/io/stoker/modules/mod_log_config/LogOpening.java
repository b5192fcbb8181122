package io.stoker.modules.mod_log_config;

import io.stoker.api.DirectiveException;
import io.stoker.api.LogMessage;
import io.stoker.api.Server;
import io.stoker.api.Startup;
import io.stoker.logging.LogTargets;
import io.stoker.logging.Overflow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Opens the logs of all servers; a file or program that several name is opened once. */
final class LogOpening {

  static final LogMessage NOT_OPENED =
      LogMessage.error("log_config", "AH00649", "could not open transfer log file %s.");
  static final LogMessage NOT_STARTED =
      LogMessage.error("core", "AH00104", "unable to start piped log program '%s'");

  private final Startup startup;
  private final boolean buffered;
  private final Overflow overflow;
  private final Map<String, LogTargets.Lease> opened = new HashMap<>();

  LogOpening(Startup startup) {
    this.startup = startup;
    this.buffered = startup.main().get(ModLogConfig.BUFFERED);
    this.overflow = startup.main().get(ModLogConfig.OVERFLOW);
  }

  void run() throws DirectiveException {
    for (Server server : startup.servers()) {
      LogConfig config = server.get(ModLogConfig.CONFIG);
      List<OpenLog> logs = new ArrayList<>();
      for (AccessLog log : config.logs()) {
        LogFormat format = config.formatOf(log).compile(startup.extensions());
        logs.add(new OpenLog(open(log), format, log.condition()));
      }
      startup.set(server, ModLogConfig.OPEN, List.copyOf(logs));
    }
  }

  private LogTargets.Lease open(AccessLog log) throws DirectiveException {
    String target = log.isPipe() ? log.target() : startup.serverRootRelative(log.target());
    LogTargets.Lease lease = opened.get(target);
    if (lease != null) {
      return lease;
    }
    try {
      lease = LogTargets.shared().open(target, buffered, overflow);
    } catch (IOException e) {
      LogMessage message = log.isPipe() ? NOT_STARTED : NOT_OPENED;
      startup.log(e, message, log.isPipe() ? log.program() : target);
      throw new DirectiveException("", e);
    }
    startup.onRetire(lease);
    opened.put(target, lease);
    return lease;
  }
}
