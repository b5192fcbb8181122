package io.stoker.files;

import static io.stoker.files.Linux.AT_FDCWD;
import static io.stoker.files.Linux.AT_SYMLINK_NOFOLLOW;
import static io.stoker.files.Linux.O_DIRECTORY;
import static io.stoker.files.Linux.O_NOCTTY;
import static io.stoker.files.Linux.O_NONBLOCK;
import static io.stoker.files.Linux.O_PATH;
import static io.stoker.files.Linux.O_RDONLY;
import static io.stoker.files.Linux.RESOLVE_NO_MAGICLINKS;
import static io.stoker.files.Linux.RESOLVE_NO_SYMLINKS;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The disk by Linux system calls; without openat2 (before 5.6, or filtered) it walks instead. */
final class LinuxDisk implements Disk {

  private static final int READ_ATTEMPTS = 4;

  private final boolean openat2;

  LinuxDisk(boolean openat2) {
    this.openat2 = openat2;
  }

  /** Tries the calls. Throws {@link UnsupportedOperationException} when statx is missing. */
  static LinuxDisk probe() {
    if (!(Linux.stat(AT_FDCWD, "/", 0) instanceof Lookup.Found)) {
      throw new UnsupportedOperationException("statx");
    }
    int fd = Linux.openat2(AT_FDCWD, "/", O_PATH, RESOLVE_NO_SYMLINKS);
    if (fd >= 0) {
      Linux.close(fd);
    }
    return new LinuxDisk(fd >= 0);
  }

  @Override
  public String name() {
    return openat2 ? "linux (openat2)" : "linux";
  }

  @Override
  public Lookup stat(String path) {
    return ByteNames.nameable(path) ? Linux.stat(AT_FDCWD, path, 0) : Lookup.missing();
  }

  @Override
  public Lookup lstat(String path) {
    return ByteNames.nameable(path)
        ? Linux.stat(AT_FDCWD, path, AT_SYMLINK_NOFOLLOW)
        : Lookup.missing();
  }

  @Override
  public @Nullable String readLink(String path) {
    return ByteNames.nameable(path) ? Linux.readlink(AT_FDCWD, path) : null;
  }

  @Override
  public Walked walk(String path, SymlinkPolicy.ByDirectory policies) {
    if (!ByteNames.nameable(path)) {
      return new Walked.Missing(path, "", List.of());
    }
    Walked quick = quickWalk(path);
    if (quick != null) {
      return quick;
    }
    int fd = Linux.openat(AT_FDCWD, "/", O_PATH | O_DIRECTORY);
    if (fd < 0) {
      return new Walked.Failed("/", Lookup.failed(-fd), List.of());
    }
    try (LinuxCursor cursor = new LinuxCursor(fd)) {
      return ComponentWalk.free(cursor, policies).walk("", path, Linux.fstat(fd));
    }
  }

  @Override
  public Walked walkBeneath(String root, String path, SymlinkPolicy.ByDirectory policies) {
    if (!ByteNames.nameable(root) || path.indexOf('\0') >= 0) {
      return new Walked.Missing(root, path, List.of());
    }
    int fd = Linux.openat(AT_FDCWD, root, O_PATH | O_DIRECTORY);
    if (fd < 0) {
      return new Walked.Failed(root, Lookup.failed(-fd), List.of());
    }
    try (LinuxCursor cursor = new LinuxCursor(fd)) {
      return ComponentWalk.beneath(cursor, policies, ComponentWalk.linksTo(this, root))
          .walk(ByteNames.withoutSlash(root), path, Linux.fstat(fd));
    }
  }

  /** The common cases without any symbolic link, or null when it takes a closer look. */
  private @Nullable Walked quickWalk(String path) {
    if (!openat2 || hasDots(path)) {
      return null;
    }
    int fd = openStrict(path);
    if (fd >= 0) {
      Lookup seen = fstatAndClose(fd);
      return seen instanceof Lookup.Found(FileInfo info)
          ? new Walked.Found(withoutSlashes(path), info, "", List.of())
          : null;
    }
    int slash = path.lastIndexOf('/');
    if (fd != -Errno.ENOENT.number() || slash <= 0 || slash == path.length() - 1) {
      return null;
    }
    int parent = openStrict(path.substring(0, slash));
    if (parent < 0) {
      return null;
    }
    // Ask the same directory again: the name may have come, or be a link, meanwhile.
    int again = Linux.openat(parent, path.substring(slash + 1), O_PATH | Linux.O_NOFOLLOW);
    if (again >= 0) {
      Linux.close(again);
    }
    Lookup dir = fstatAndClose(parent);
    return again == -Errno.ENOENT.number() && dir.kind() == FileKind.DIRECTORY
        ? new Walked.Missing(path, "", List.of())
        : null;
  }

  /** Opens a path that holds no symbolic link; {@code -ELOOP} when it does. */
  private static int openStrict(String path) {
    return Linux.openat2(AT_FDCWD, path, O_PATH, RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS);
  }

  private static Lookup fstatAndClose(int fd) {
    Lookup seen = Linux.fstat(fd);
    Linux.close(fd);
    return seen;
  }

  private static boolean hasDots(String path) {
    return path.contains("/./")
        || path.contains("/../")
        || path.endsWith("/.")
        || path.endsWith("/..")
        || !path.startsWith("/");
  }

  private static String withoutSlashes(String path) {
    int end = path.length();
    while (end > 1 && path.charAt(end - 1) == '/') {
      end--;
    }
    return path.substring(0, end);
  }

  @Override
  public Opened open(String path) {
    return ByteNames.nameable(path)
        ? open(path, Linux.openat(AT_FDCWD, path, O_PATH), null)
        : new Opened.Failed(Lookup.missing());
  }

  @Override
  public Opened open(Walked.Found walked) {
    boolean linkFree = walked.links().isEmpty();
    if (linkFree
        && !openat2
        && !(walk(walked.path(), SymlinkPolicy.NEVER.everywhere()) instanceof Walked.Found)) {
      return new Opened.Changed();
    }
    int fd =
        linkFree && openat2
            ? openStrict(walked.path())
            : Linux.openat(AT_FDCWD, walked.path(), O_PATH);
    if (fd == -Errno.ELOOP.number() || fd == -Errno.ENOTDIR.number()) {
      return new Opened.Changed();
    }
    return open(walked.path(), fd, walked.info());
  }

  private static Opened open(String path, int fd, @Nullable FileInfo expected) {
    if (fd < 0) {
      return new Opened.Failed(Lookup.failed(-fd));
    }
    try {
      if (!(Linux.fstat(fd) instanceof Lookup.Found(FileInfo info))) {
        return new Opened.Failed(new Lookup.IoError(Errno.EIO.number()));
      }
      if (expected != null && !info.sameFile(expected)) {
        return new Opened.Changed();
      }
      return info.isRegular() ? reopen(path, fd, info) : new Opened.NotRegular(info);
    } finally {
      Linux.close(fd);
    }
  }

  /** Turns the descriptor into a channel of the JDK's: /proc opens the same inode again. */
  private static Opened reopen(String path, int fd, FileInfo info) {
    try {
      FileChannel channel =
          FileChannel.open(Path.of("/proc/self/fd/" + fd), StandardOpenOption.READ);
      return new Opened.Open(new OpenFile(path, info, channel));
    } catch (AccessDeniedException e) {
      return new Opened.Failed(Lookup.denied());
    } catch (IOException e) {
      return PortableDisk.open(path, info);
    }
  }

  @Override
  public Content read(String path, int limit) {
    if (!ByteNames.nameable(path)) {
      return new Content.Failed(Lookup.missing());
    }
    Content seen = new Content.Failed(Lookup.missing());
    for (int i = 0; i < READ_ATTEMPTS; i++) {
      int fd = Linux.openat(AT_FDCWD, path, O_RDONLY | O_NONBLOCK | O_NOCTTY);
      if (fd < 0) {
        return new Content.Failed(Lookup.failed(-fd));
      }
      try {
        seen = readOnce(fd, limit);
      } finally {
        Linux.close(fd);
      }
      if (!(seen instanceof Content.Changing)) {
        return seen;
      }
    }
    return seen;
  }

  private static Content readOnce(int fd, int limit) {
    Lookup before = Linux.fstat(fd);
    if (!(before instanceof Lookup.Found(FileInfo info))) {
      return new Content.Failed(before);
    }
    if (!info.isRegular()) {
      return new Content.NotRegular(info);
    }
    if (info.size() > limit) {
      return new Content.TooLarge(info);
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(Native.STATE);
      // One byte more than the size: a read that fills it tells of a file that grew.
      MemorySegment buffer = arena.allocate(info.size() + 1);
      long got = 0;
      while (got < buffer.byteSize()) {
        int n = Linux.read(fd, buffer.asSlice(got), state);
        if (n < 0) {
          return new Content.Failed(Lookup.failed(-n));
        }
        if (n == 0) {
          break;
        }
        got += n;
      }
      return SmallFiles.consistent(info, got, Linux.fstat(fd))
          ? new Content.Read(info, buffer.asSlice(0, got).toArray(ValueLayout.JAVA_BYTE))
          : new Content.Changing(info);
    }
  }

  @Override
  public Listed list(String directory) {
    if (!ByteNames.nameable(directory)) {
      return new Listed.Failed(Lookup.missing());
    }
    int fd = Linux.openat(AT_FDCWD, directory, O_RDONLY | O_NONBLOCK | O_DIRECTORY);
    if (fd < 0) {
      return new Listed.Failed(Lookup.failed(-fd));
    }
    Lookup seen = Linux.fstat(fd);
    if (seen instanceof Lookup.Found(FileInfo info)) {
      return new Listed.Open(new LinuxListing(fd, info));
    }
    Linux.close(fd);
    return new Listed.Failed(seen);
  }
}
