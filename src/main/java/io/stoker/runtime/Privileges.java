package io.stoker.runtime;

import io.stoker.api.Core;
import io.stoker.api.LogLevel;
import io.stoker.api.Server;
import io.stoker.config.Diagnostic;
import io.stoker.files.Users;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Started as root, the process becomes User and Group once sockets and logs are open, for good. A
 * later configuration can then not open what only root may: low ports, files that only root reads.
 *
 * <p>httpd keeps a parent that stays root; one process has no such parent, and is never root while
 * it reads what clients send.
 */
final class Privileges {

  private Privileges() {}

  static void drop(Server main) throws StartException {
    try {
      if (Posix.effectiveUser() != 0) {
        return;
      }
      Core.@Nullable Account user = main.get(Core.USER);
      Core.@Nullable Account group = main.get(Core.GROUP);
      if (user == null || group == null) {
        throw refused("started as root, but User or Group does not say whom to become");
      }
      Users.User known = Users.system().user(user.id());
      Posix.become(user.id(), group.id(), known == null ? user.written() : known.name());
    } catch (Posix.Failed e) {
      throw refused("AH02162: could not become User and Group: " + e.getMessage());
    }
  }

  private static StartException refused(String why) {
    return new StartException(List.of(new Diagnostic(LogLevel.CRIT, "unixd", why, null)));
  }
}
