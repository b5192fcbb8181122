package io.stoker.files;

import static io.stoker.files.Linux.O_NOFOLLOW;
import static io.stoker.files.Linux.O_PATH;

import org.jspecify.annotations.Nullable;

/**
 * A walk by descriptors: what was looked at is held open, so nobody can exchange it between the
 * check and the next step.
 */
final class LinuxCursor implements ComponentWalk.Cursor {

  private static final int NONE = -1;

  private final int start;
  private int directory;
  private int seen = NONE;

  LinuxCursor(int start) {
    this.start = start;
    this.directory = start;
  }

  @Override
  public Lookup step(String name) {
    return see(Linux.openat(directory, name, O_PATH | O_NOFOLLOW));
  }

  @Override
  public Lookup follow() {
    // The text of the very link whose owner was seen, not of what the name leads to by now.
    String text = Linux.readlink(seen, "");
    return text == null || text.isEmpty()
        ? Lookup.missing()
        : see(Linux.openat(directory, text, O_PATH));
  }

  private Lookup see(int fd) {
    if (seen != NONE) {
      Linux.close(seen);
      seen = NONE;
    }
    if (fd < 0) {
      return Lookup.failed(-fd);
    }
    seen = fd;
    return Linux.fstat(fd);
  }

  @Override
  public void enter() {
    if (directory != start) {
      Linux.close(directory);
    }
    directory = seen;
    seen = NONE;
  }

  @Override
  public boolean beneathStart() {
    String top = Linux.whereIs(start);
    String here = Linux.whereIs(seen);
    return isBeneath(top, here);
  }

  static boolean isBeneath(@Nullable String top, @Nullable String here) {
    return top != null
        && here != null
        && (here.equals(top) || here.startsWith(top.endsWith("/") ? top : top + '/'));
  }

  @Override
  public void close() {
    if (seen != NONE) {
      Linux.close(seen);
    }
    if (directory != start) {
      Linux.close(directory);
    }
    Linux.close(start);
  }
}
