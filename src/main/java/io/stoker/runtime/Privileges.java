package io.stoker.runtime;

import io.stoker.api.Core;
import io.stoker.api.Server;
import io.stoker.files.ByteNames;
import io.stoker.files.Users;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
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

  /**
   * Looks whether there is somebody to become.
   *
   * @throws IOException when the process is root and User or Group is not said, or says root
   */
  static void check(Server main) throws IOException {
    if (Posix.effectiveUser() != 0) {
      return;
    }
    if (main.get(Core.USER) == null || main.get(Core.GROUP) == null) {
      throw new IOException(
          "STK0103: Stoker was started as root and needs User and Group to say whom to become:"
              + " it does not serve as root");
    }
  }

  /**
   * Becomes User and Group where the process is root.
   *
   * @param files logs and the pid file, one byte a char: given to the new user, who has to open the
   *     former anew after rotation and to empty the latter at the end; their group stays
   * @param state folders that the new user is to write to, made for it where they are missing
   */
  static void drop(Server main, Set<String> files, List<Path> state) throws IOException {
    Core.@Nullable Account user = main.get(Core.USER);
    Core.@Nullable Account group = main.get(Core.GROUP);
    if (Posix.effectiveUser() != 0 || user == null || group == null) {
      return;
    }
    try {
      for (String file : files) {
        Path path = ByteNames.toPath(file);
        if (path != null && Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
          Posix.giveTo(file, user.id());
        }
      }
      state.forEach(folder -> makeFor(user.id(), folder));
      Users.User known = Users.system().user(user.id());
      Posix.become(user.id(), group.id(), known == null ? user.written() : known.name());
    } catch (Posix.Failed e) {
      throw new IOException("AH02162: could not become User and Group: " + e.getMessage(), e);
    }
  }

  /** Where it cannot be made, what needs it says so when it comes to that. */
  private static void makeFor(int uid, Path folder) {
    if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try {
      Files.createDirectories(folder);
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
      Posix.giveTo(ByteNames.fromPath(folder.toAbsolutePath()), uid);
    } catch (IOException | UnsupportedOperationException e) {
      // A read-only file system, usually.
    }
  }
}
