package io.stoker.runtime;

import io.stoker.api.LogLevel;
import io.stoker.api.Server;
import io.stoker.config.Diagnostic;
import io.stoker.config.Snapshot;
import io.stoker.files.ByteNames;
import io.stoker.logging.ErrorLogs;
import io.stoker.logging.LogTargets;
import io.stoker.logging.SystemWords;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the process is to the system while it serves: its pid file, its account, its standard
 * streams and its working directory.
 */
final class Daemon {

  private final boolean dropsPrivileges;
  private final Map<String, String> environment;
  private final StandardStreams streams;
  private volatile @Nullable PidFile pidFile;
  private @Nullable PidFile overwritten;

  /**
   * A process that is nothing special yet.
   *
   * @param dropsPrivileges whether root becomes User and Group, and the working directory is left;
   *     false inside of another process
   */
  Daemon(boolean dropsPrivileges, Map<String, String> environment, StandardStreams streams) {
    this.dropsPrivileges = dropsPrivileges;
    this.environment = environment;
    this.streams = streams;
  }

  StandardStreams streams() {
    return streams;
  }

  /** Refuses to serve as root. */
  void check(Server main) throws StartException {
    if (!dropsPrivileges) {
      return;
    }
    try {
      Privileges.check(main);
    } catch (IOException e) {
      throw new StartException(
          List.of(new Diagnostic(LogLevel.CRIT, "unixd", String.valueOf(e.getMessage()), null)));
    }
  }

  /** What only root may be able to do, and its end; after logs and sockets were opened. */
  void become(Snapshot served) throws IOException {
    Server main = served.main();
    PidFile file = PidFile.of(main);
    try {
      overwritten = file.leftBehind() ? file : null;
      file.write();
    } catch (IOException e) {
      throw new IOException(
          SystemWords.of(e) + ": AH00099: could not create " + ByteNames.fromPath(file.path()), e);
    }
    pidFile = file;
    streams.open(main);
    if (dropsPrivileges) {
      Privileges.drop(main, logFilesAnd(file, served), StateDirectory.folders(main, environment));
    }
  }

  private static Set<String> logFilesAnd(PidFile pidFile, Snapshot served) {
    Set<String> all = new LinkedHashSet<>(LogTargets.shared().targets());
    served.servers().stream().map(ErrorLogs::file).filter(Objects::nonNull).forEach(all::add);
    all.removeIf(target -> !target.startsWith("/"));
    all.add(ByteNames.fromPath(pidFile.path().toAbsolutePath()));
    return all;
  }

  /**
   * The pid file of a server that did not end in order, which ours took the place of; told once.
   */
  @Nullable PidFile overwritten() {
    PidFile file = overwritten;
    overwritten = null;
    return file;
  }

  void enterWorkingDirectory(Server main, ErrorLogs logs) {
    if (dropsPrivileges) {
      WorkingDirectory.enter(main, logs);
    }
  }

  /** Another server may start. */
  void removePidFile() {
    PidFile file = pidFile;
    if (file != null) {
      file.remove();
    }
  }
}
