package io.stoker.modules.core;

import io.stoker.api.Core;
import io.stoker.api.DirectiveException;
import io.stoker.api.LogMessage;
import io.stoker.api.Server;
import io.stoker.api.Startup;
import io.stoker.files.Disk;
import io.stoker.files.FileKind;
import io.stoker.files.Lookup;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether the error logs can be written at all: their directories have to be there. */
final class ErrorLogs {

  static final LogMessage NO_DIRECTORY =
      LogMessage.error("core", "AH02291", "Cannot access directory '%s' for %s");

  private static final String DEFAULT = "logs/error_log";

  private ErrorLogs() {}

  static void check(Startup startup) throws DirectiveException {
    Set<String> seen = new HashSet<>();
    boolean bad = false;
    for (Server server : startup.servers()) {
      String directory = directory(startup, server);
      if (directory == null || !seen.add(directory)) {
        continue;
      }
      Lookup found = Disk.system().stat(directory);
      if (found.kind() != FileKind.DIRECTORY) {
        startup.log(cause(found, directory), NO_DIRECTORY, directory, whose(server));
        bad = true;
      }
    }
    if (bad) {
      throw new DirectiveException("");
    }
  }

  /** The directory of a server's log, with a slash at its end; null where it is no file. */
  private static @Nullable String directory(Startup startup, Server server) {
    String log = server.get(Core.ERROR_LOG);
    String name = log == null ? DEFAULT : log;
    if (name.startsWith("|") || name.equals("syslog") || name.startsWith("syslog:")) {
      return null;
    }
    String file = startup.serverRootRelative(name);
    return file.substring(0, file.lastIndexOf('/') + 1);
  }

  private static String whose(Server server) {
    return server.isVirtual()
        ? "error log of vhost defined at " + server.position()
        : "main error log";
  }

  private static FileSystemException cause(Lookup found, String directory) {
    return switch (found) {
      case Lookup.Missing m -> new NoSuchFileException(directory);
      case Lookup.Denied d -> new AccessDeniedException(directory);
      case Lookup.Found f -> new NotDirectoryException(directory);
      case Lookup.NotDirectory n -> new NotDirectoryException(directory);
      default -> new FileSystemException(directory, null, found.reason());
    };
  }
}
