package io.stoker.modules.mod_log_config;

import io.stoker.api.DirectiveException;
import io.stoker.api.LogMessage;
import io.stoker.api.Position;
import io.stoker.api.Server;
import io.stoker.api.Startup;
import io.stoker.api.SystemError;
import io.stoker.files.Disk;
import io.stoker.files.FileKind;
import io.stoker.files.Lookup;
import java.util.HashSet;
import java.util.Set;

/** Whether the access logs can be written at all: their directories have to be there. */
final class LogDirectories {

  static final LogMessage NO_DIRECTORY =
      LogMessage.error(
          "log_config", "AH02297", "Cannot access directory '%s' for log file '%s' defined at %s");

  private static final int ENOTDIR = 20;

  private LogDirectories() {}

  /** A log that virtual hosts inherit is looked at once. */
  private record Seen(Position position, String target) {
    Seen(AccessLog log) {
      this(log.position(), log.target());
    }
  }

  static void check(Startup startup) throws DirectiveException {
    Set<Seen> seen = new HashSet<>();
    boolean bad = false;
    for (Server server : startup.servers()) {
      for (AccessLog log : ModLogConfig.logs(server)) {
        bad |= !log.isPipe() && seen.add(new Seen(log)) && !isThere(startup, log);
      }
    }
    if (bad) {
      throw new DirectiveException("");
    }
  }

  private static boolean isThere(Startup startup, AccessLog log) {
    String file = startup.serverRootRelative(log.target());
    String directory = file.substring(0, file.lastIndexOf('/') + 1);
    Lookup found = Disk.system().stat(directory);
    if (found.kind() == FileKind.DIRECTORY) {
      return true;
    }
    SystemError cause =
        found instanceof Lookup.Found ? new SystemError(ENOTDIR) : SystemError.of(found);
    startup.log(cause, NO_DIRECTORY, directory, log.target(), log.position());
    return false;
  }
}
