package io.stoker.cli.compat;

import io.stoker.files.Disk;
import io.stoker.files.FileKind;
import org.jspecify.annotations.Nullable;

/**
 * Where paths of a configuration begin. A configuration may be rated far from the server it is for:
 * what it calls its root is then the folder that it lies in.
 */
final class ServerRoot {

  private final String here;
  private final boolean fixed;
  private @Nullable String said;

  /**
   * A root.
   *
   * @param here the folder, absolute
   * @param fixed whether it counts whatever ServerRoot says
   */
  ServerRoot(String here, boolean fixed) {
    this.here = here;
    this.fixed = fixed;
  }

  /** Takes the word of ServerRoot. */
  void say(String path) {
    said = path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  /** A path of the configuration, made absolute. */
  String resolve(String path) {
    String own = said;
    boolean there = own != null && !fixed && isDirectory(own);
    if (!path.startsWith("/")) {
      return (there ? own : here) + "/" + path;
    }
    boolean below = own != null && !there && path.startsWith(own + "/");
    return below && own != null ? here + path.substring(own.length()) : path;
  }

  private static boolean isDirectory(String path) {
    return path.startsWith("/") && Disk.system().stat(path).kind() == FileKind.DIRECTORY;
  }
}
