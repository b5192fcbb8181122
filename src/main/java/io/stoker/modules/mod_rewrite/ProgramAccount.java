package io.stoker.modules.mod_rewrite;

import io.stoker.files.Disk;
import io.stoker.files.FileInfo;
import io.stoker.files.Lookup;
import io.stoker.files.Users;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whom a RewriteMap program runs as: {@code user}, {@code user:group}, as the directive's third
 * argument names them. Only root can change that, and a JVM only through another program, {@code
 * setpriv} of util-linux.
 *
 * @param user a name, or null for whom the server was started by
 * @param group a name, or null for the user's own
 */
record ProgramAccount(@Nullable String user, @Nullable String group) {

  private static final List<String> SETPRIV = List.of("/usr/bin/setpriv", "/bin/setpriv");

  static final ProgramAccount OWN = new ProgramAccount(null, null);

  /** Reads the argument; what follows a second colon, and colons in front, do not count. */
  static ProgramAccount read(@Nullable String argument) {
    if (argument == null) {
      return OWN;
    }
    List<String> names = new ArrayList<>();
    for (String name : argument.split(":")) {
      if (!name.isEmpty()) {
        names.add(name);
      }
    }
    return new ProgramAccount(
        names.isEmpty() ? null : names.get(0), names.size() > 1 ? names.get(1) : null);
  }

  boolean isOwn() {
    return user == null;
  }

  /** Whether this process may become somebody else. */
  static boolean isRoot() {
    return Disk.system().stat("/proc/self") instanceof Lookup.Found(FileInfo info)
        ? info.uid() == 0
        : "root".equals(System.getProperty("user.name"));
  }

  /**
   * The command that runs another as this account, whose user exists; null where the system has no
   * means for it.
   */
  @Nullable List<String> wrap(List<String> command) {
    String program =
        SETPRIV.stream().filter(p -> Files.isExecutable(Path.of(p))).findFirst().orElse(null);
    if (program == null) {
      return null;
    }
    List<String> wrapped = new ArrayList<>(List.of(program));
    Users.User known = user == null ? null : Users.system().user(user);
    if (known != null) {
      String gid = group == null ? Integer.toUnsignedString(known.gid()) : group;
      wrapped.addAll(List.of("--reuid", known.name(), "--regid", gid, "--init-groups"));
    }
    wrapped.add("--");
    wrapped.addAll(command);
    return wrapped;
  }
}
