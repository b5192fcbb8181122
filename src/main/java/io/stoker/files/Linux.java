package io.stoker.files;

import static io.stoker.files.Native.INT;
import static io.stoker.files.Native.LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.ref.Reference;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The Linux system calls of this package. Calls that give a number give it negated, as the kernel
 * does, when it is an error number: {@code -ENOENT}. Numbers and flags: the kernel's uapi headers,
 * for x86_64 and aarch64.
 */
final class Linux {

  static final int AT_FDCWD = -100;
  static final int AT_SYMLINK_NOFOLLOW = 0x100;
  static final int AT_EMPTY_PATH = 0x1000;

  static final boolean ARM = "aarch64".equals(System.getProperty("os.arch"));
  static final int O_RDONLY = 0;
  static final int O_NOCTTY = 0x100;
  static final int O_NONBLOCK = 0x800;
  static final int O_DIRECTORY = ARM ? 0x4000 : 0x10000;
  static final int O_NOFOLLOW = ARM ? 0x8000 : 0x20000;
  static final int O_CLOEXEC = 0x80000;
  static final int O_PATH = 0x200000;

  static final long RESOLVE_NO_MAGICLINKS = 0x02;
  static final long RESOLVE_NO_SYMLINKS = 0x04;

  private static final long SYS_OPENAT2 = 437;
  private static final long SYS_GETDENTS64 = ARM ? 61 : 217;
  private static final int STATX_BASIC_STATS = 0x7ff;
  private static final int STATX_SIZE = 256;
  private static final int PATH_MAX = 4096;

  private static final MethodHandle OPENAT = Native.function("openat");
  private static final MethodHandle SYSCALL = Native.function("syscall");
  private static final MethodHandle CLOSE = Native.function("close");
  private static final MethodHandle STATX = Native.function("statx");
  private static final MethodHandle READLINKAT = Native.function("readlinkat");
  private static final MethodHandle READ = Native.function("read");
  private static final MethodHandle GETEUID = Native.function("geteuid");
  private static final MethodHandle GETEGID = Native.function("getegid");
  private static final MethodHandle STATFS = Native.function("statfs");

  /** Where calls whose error nobody asks for leave it. */
  private static final MemorySegment NOT_READ = Arena.global().allocate(Native.STATE);

  private Linux() {}

  /** Whether this JVM runs where the bindings are right. */
  static boolean here() {
    String arch = System.getProperty("os.arch", "");
    return "Linux".equals(System.getProperty("os.name"))
        && (arch.equals("amd64") || arch.equals("aarch64"));
  }

  /** Opens relative to a directory: a descriptor, or an error number negated. */
  static int openat(int dir, String path, int flags) {
    try (Arena arena = Arena.ofConfined()) {
      SegmentAllocator scratch = Native.scratch(arena, path, 0);
      MemorySegment state = scratch.allocate(Native.STATE);
      MemorySegment name = Native.cString(scratch, path);
      while (true) {
        int fd = (int) call(OPENAT, state, dir, name.address(), flags | O_CLOEXEC, 0, 0);
        if (fd >= 0 || Native.errno(state) != Errno.EINTR.number()) {
          return fd >= 0 ? fd : -Native.errno(state);
        }
      }
    } catch (Throwable t) {
      throw Native.unexpected(t);
    }
  }

  /** Opens with the kernel's own checks of the path; {@code -ENOSYS} before Linux 5.6. */
  static int openat2(int dir, String path, int flags, long resolve) {
    try (Arena arena = Arena.ofConfined()) {
      SegmentAllocator scratch = Native.scratch(arena, path, 24);
      MemorySegment state = scratch.allocate(Native.STATE);
      MemorySegment how = scratch.allocate(24, 8);
      MemorySegment name = Native.cString(scratch, path);
      how.set(LONG, 0, flags | O_CLOEXEC);
      how.set(LONG, 16, resolve);
      while (true) {
        long fd = call(SYSCALL, state, SYS_OPENAT2, dir, name.address(), how.address(), 24);
        if (fd >= 0 || Native.errno(state) != Errno.EINTR.number()) {
          return fd >= 0 ? (int) fd : -Native.errno(state);
        }
      }
    } catch (Throwable t) {
      throw Native.unexpected(t);
    }
  }

  static void close(int fd) {
    try {
      call(CLOSE, NOT_READ, fd, 0, 0, 0, 0);
    } catch (Throwable t) {
      throw Native.unexpected(t);
    }
  }

  /** Looks up relative to a directory; the descriptor itself for an empty path. */
  static Lookup stat(int dir, String path, int flags) {
    try (Arena arena = Arena.ofConfined()) {
      SegmentAllocator scratch = Native.scratch(arena, path, STATX_SIZE);
      MemorySegment state = scratch.allocate(Native.STATE);
      MemorySegment out = scratch.allocate(STATX_SIZE, 8);
      MemorySegment name = Native.cString(scratch, path);
      int rc =
          (int)
              call(
                  STATX,
                  state,
                  dir,
                  name.address(),
                  flags | AT_EMPTY_PATH,
                  STATX_BASIC_STATS,
                  out.address());
      return rc == 0
          ? new Lookup.Found(info(out))
          : Lookup.failed(path.isEmpty() && dir == AT_FDCWD ? 2 : Native.errno(state));
    } catch (Throwable t) {
      throw Native.unexpected(t);
    }
  }

  /** Looks up an open descriptor; what cannot fail but by a programming error or a lost disk. */
  static Lookup fstat(int fd) {
    return stat(fd, "", 0);
  }

  private static FileInfo info(MemorySegment x) {
    int mode = x.get(ValueLayout.JAVA_SHORT, 28) & 0xffff;
    return new FileInfo(
        FileKind.ofMode(mode),
        x.get(LONG, 40),
        time(x, 112),
        time(x, 96),
        x.get(LONG, 32),
        device(x.get(INT, 136), x.get(INT, 140)),
        x.get(INT, 20),
        x.get(INT, 24),
        mode,
        x.get(INT, 16));
  }

  private static Instant time(MemorySegment x, long offset) {
    long seconds = x.get(LONG, offset);
    long sane = Math.clamp(seconds, Instant.MIN.getEpochSecond(), Instant.MAX.getEpochSecond());
    return Instant.ofEpochSecond(sane, x.get(INT, offset + 8));
  }

  private static long device(long major, long minor) {
    return (major & 0xfffff000L) << 32
        | (major & 0xfffL) << 8
        | (minor & 0xffffff00L) << 12
        | (minor & 0xffL);
  }

  /** The text of a symbolic link (of the descriptor for an empty path); null when it is none. */
  static @Nullable String readlink(int dir, String path) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(Native.STATE);
      MemorySegment buffer = arena.allocate(PATH_MAX);
      MemorySegment name = Native.cString(arena, path);
      long n = call(READLINKAT, state, dir, name.address(), buffer.address(), PATH_MAX, 0);
      return n < 0 ? null : Native.string(buffer, 0, n);
    } catch (Throwable t) {
      throw Native.unexpected(t);
    }
  }

  /** Where an open descriptor is now, by way of /proc; null where there is no /proc. */
  static @Nullable String whereIs(int fd) {
    return readlink(AT_FDCWD, "/proc/self/fd/" + fd);
  }

  /** Reads into native memory: bytes read, 0 at the end, or an error number negated. */
  static int read(int fd, MemorySegment into, MemorySegment state) {
    try {
      while (true) {
        long n = call(READ, state, fd, into.address(), into.byteSize(), 0, 0);
        if (n >= 0 || Native.errno(state) != Errno.EINTR.number()) {
          return n >= 0 ? (int) n : -Native.errno(state);
        }
      }
    } catch (Throwable t) {
      throw Native.unexpected(t);
    } finally {
      Reference.reachabilityFence(into); // Only its address was handed over.
    }
  }

  /** Reads directory entries: bytes of them, 0 at the end, or an error number negated. */
  static int getdents(int fd, MemorySegment into, MemorySegment state) {
    try {
      long n = call(SYSCALL, state, SYS_GETDENTS64, fd, into.address(), into.byteSize(), 0);
      return n >= 0 ? (int) n : -Native.errno(state);
    } catch (Throwable t) {
      throw Native.unexpected(t);
    } finally {
      Reference.reachabilityFence(into);
    }
  }

  /** The user that the server runs as now. */
  static int geteuid() {
    return number(GETEUID);
  }

  /** The group that the server runs as now. */
  static int getegid() {
    return number(GETEGID);
  }

  private static int number(MethodHandle function) {
    try (Arena arena = Arena.ofConfined()) {
      return (int) call(function, arena.allocate(Native.STATE), 0, 0, 0, 0, 0);
    } catch (Throwable t) {
      throw Native.unexpected(t);
    }
  }

  /** The magic number of the file system that holds a path, or -1. */
  static long fileSystem(String path) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(Native.STATE);
      MemorySegment out = arena.allocate(256, 8);
      long name = Native.cString(arena, path).address();
      int rc = (int) call(STATFS, state, name, out.address(), 0, 0, 0);
      return rc == 0 ? out.get(LONG, 0) & 0xffffffffL : -1;
    } catch (Throwable t) {
      throw Native.unexpected(t);
    }
  }

  private static long call(
      MethodHandle function, MemorySegment state, long a, long b, long c, long d, long e)
      throws Throwable {
    return (long) function.invokeExact(state, a, b, c, d, e);
  }
}
