package io.stoker.advisor;

import io.stoker.api.Core.Option;
import io.stoker.api.Server;
import java.util.List;

/**
 * The document root of a server, and what holds on the way to a file in it.
 *
 * <p>What httpd does for such a file was measured; see {@link Statement#measured}: one lstat for
 * each name in a directory whose links are checked, one attempt to open an access file in each
 * directory that reads them, and one more in the file itself, as though it were a directory, where
 * no links are checked.
 *
 * @param server the first that has it so
 * @param path without a slash at the end
 * @param levels from the file system's root down to it
 */
public record DocumentRoot(Server server, String path, List<Level> levels) {

  /** The directory itself. */
  public Level itself() {
    return levels.getLast();
  }

  /** Calls of lstat that httpd makes for a file in it. */
  public int linkChecks() {
    return (int) levels.stream().filter(Level::checksLinks).count();
  }

  /** Of these, those for names above it and for its own. */
  public int linkChecksAbove() {
    return linkChecks() - (itself().checksLinks() ? 1 : 0);
  }

  /** The directories above it. */
  public List<Level> above() {
    return levels.subList(0, levels.size() - 1);
  }

  /** Attempts to open access files that httpd makes for a file in it. */
  public int accessFiles() {
    int directories = (int) levels.stream().filter(Level::readsAccessFiles).count();
    boolean alsoInFile = itself().readsAccessFiles() && linkChecks() == 0;
    return directories + (alsoInFile ? 1 : 0);
  }

  /** Of these, those in directories above it. */
  public int accessFilesAbove() {
    return (int) above().stream().filter(Level::readsAccessFiles).count();
  }

  /** Whether MultiViews are on in it. */
  public boolean hasMultiViews() {
    return itself().options().has(Option.MULTI_VIEWS);
  }
}
