package io.stoker.parity;

import io.stoker.files.Content;
import io.stoker.files.Disk;
import io.stoker.files.FileInfo;
import io.stoker.files.Listed;
import io.stoker.files.Lookup;
import io.stoker.files.Opened;
import io.stoker.files.SymlinkPolicy;
import io.stoker.files.Walked;
import org.jspecify.annotations.Nullable;

/**
 * The disk as a user without privileges sees it, though the tests run as root: what the permission
 * bits deny that user is denied.
 *
 * @param uid the user
 * @param gid the user's only group
 */
record UnprivilegedDisk(Disk disk, int uid, int gid) implements Disk {
  private static final int READ = 4;
  private static final int SEARCH = 1;

  @Override
  public String name() {
    return disk.name();
  }

  private boolean permits(FileInfo info, int right) {
    int shift = info.uid() == uid ? 6 : info.gid() == gid ? 3 : 0;
    return (info.mode() >> shift & right) != 0;
  }

  /** The first path below a directory that must not be searched, or null. */
  private @Nullable String barrier(String path) {
    for (int slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1)) {
      boolean closed =
          disk.stat(path.substring(0, slash)) instanceof Lookup.Found(FileInfo info)
              && info.isDirectory()
              && !permits(info, SEARCH);
      if (closed) {
        int end = path.indexOf('/', slash + 1);
        return end < 0 ? path : path.substring(0, end);
      }
    }
    return null;
  }

  private boolean isReadable(String path) {
    return barrier(path) == null
        && !(disk.stat(path) instanceof Lookup.Found(FileInfo info) && !permits(info, READ));
  }

  @Override
  public Lookup stat(String path) {
    return barrier(path) == null ? disk.stat(path) : Lookup.denied();
  }

  @Override
  public Lookup lstat(String path) {
    return barrier(path) == null ? disk.lstat(path) : Lookup.denied();
  }

  @Override
  public @Nullable String readLink(String path) {
    return barrier(path) == null ? disk.readLink(path) : null;
  }

  @Override
  public Walked walk(String path, SymlinkPolicy.ByDirectory policies) {
    Walked walked = disk.walk(path, policies);
    String barrier = barrier(path);
    return barrier == null ? walked : new Walked.Failed(barrier, Lookup.denied(), walked.links());
  }

  @Override
  public Walked walkBeneath(String root, String path, SymlinkPolicy.ByDirectory policies) {
    Walked walked = disk.walkBeneath(root, path, policies);
    String barrier = barrier(root + "/" + path);
    return barrier == null ? walked : new Walked.Failed(barrier, Lookup.denied(), walked.links());
  }

  @Override
  public Opened open(String path) {
    return isReadable(path) ? disk.open(path) : new Opened.Failed(Lookup.denied());
  }

  @Override
  public Opened open(Walked.Found walked) {
    return isReadable(walked.path()) ? disk.open(walked) : new Opened.Failed(Lookup.denied());
  }

  @Override
  public Content read(String path, int limit) {
    return isReadable(path) ? disk.read(path, limit) : new Content.Failed(Lookup.denied());
  }

  @Override
  public Listed list(String directory) {
    return isReadable(directory) ? disk.list(directory) : new Listed.Failed(Lookup.denied());
  }
}
