package io.stoker.files;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** A directory by getdents64, 32 KiB of entries at a time. */
final class LinuxListing implements DirectoryListing {

  private static final int BUFFER = 32 * 1024;
  private static final int NAME = 19;

  private final int fd;
  private final FileInfo directory;
  // Not confined: one thread may open the directory and another send the list.
  private final Arena arena = Arena.ofAuto();
  private final MemorySegment state = arena.allocate(Native.STATE);
  private final MemorySegment buffer = arena.allocate(BUFFER, 8);
  private int length;
  private int at;
  private int errno;
  private boolean closed;
  private @Nullable Entry next;

  LinuxListing(int fd, FileInfo directory) {
    this.fd = fd;
    this.directory = directory;
  }

  @Override
  public FileInfo directory() {
    return directory;
  }

  @Override
  public boolean hasNext() {
    while (next == null && fill()) {
      next = parse();
    }
    return next != null;
  }

  @Override
  public Entry next() {
    if (!hasNext() || next == null) {
      throw new NoSuchElementException();
    }
    Entry entry = next;
    next = null;
    return entry;
  }

  private boolean fill() {
    if (closed || errno != 0) {
      return false;
    }
    if (at < length) {
      return true;
    }
    int n = Linux.getdents(fd, buffer, state);
    at = 0;
    length = Math.max(n, 0);
    errno = Math.max(-n, 0);
    return n > 0;
  }

  /** One struct linux_dirent64: inode 8, offset 8, length 2, type 1, name up to NUL. */
  private @Nullable Entry parse() {
    int start = at;
    at += buffer.get(ValueLayout.JAVA_SHORT_UNALIGNED, start + 16L) & 0xffff;
    int end = start + NAME;
    while (buffer.get(ValueLayout.JAVA_BYTE, end) != 0) {
      end++;
    }
    String name = Native.string(buffer, start + (long) NAME, (long) end - start - NAME);
    if (name.equals(".") || name.equals("..")) {
      return null;
    }
    int type = buffer.get(ValueLayout.JAVA_BYTE, start + 18L);
    return new Entry(
        name,
        switch (type) {
          case 8 -> FileKind.REGULAR;
          case 4 -> FileKind.DIRECTORY;
          case 10 -> FileKind.SYMLINK;
          case 0 -> Linux.stat(fd, name, Linux.AT_SYMLINK_NOFOLLOW).kind();
          default -> FileKind.OTHER;
        });
  }

  @Override
  public Lookup stat(Entry entry) {
    return look(entry, 0);
  }

  @Override
  public Lookup lstat(Entry entry) {
    return look(entry, Linux.AT_SYMLINK_NOFOLLOW);
  }

  private Lookup look(Entry entry, int flags) {
    return closed ? Lookup.failed(Errno.EBADF.number()) : Linux.stat(fd, entry.name(), flags);
  }

  @Override
  public int errno() {
    return errno;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      Linux.close(fd);
    }
  }
}
