package io.stoker.logging;

import io.stoker.api.SystemError;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The Linux calls that logs need: writes that say how much was taken and that an interrupt of the
 * calling thread does not turn into a closed file, pipes that outlive their reader, and syslog.
 */
final class Posix {

  /** Whether these calls may be used; elsewhere logs go through {@link ChannelFile}. */
  static final boolean AVAILABLE =
      System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux");

  static final int O_WRONLY = 1;
  static final int O_CREAT = 0x40;
  static final int O_NOCTTY = 0x100;
  static final int O_APPEND = 0x400;
  static final int O_CLOEXEC = 0x80000;

  private static final int EINTR = 4;
  private static final int SEEK_END = 2;

  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO = STATE.varHandle(PathElement.groupElement("errno"));

  private static final FunctionDescriptor SHAPE =
      FunctionDescriptor.of(LONG, LONG, LONG, LONG, LONG, LONG);

  private static final MethodHandle OPEN = function("open");
  private static final MethodHandle WRITE = function("write");
  private static final MethodHandle CLOSE = function("close");
  private static final MethodHandle LSEEK = function("lseek");
  private static final MethodHandle FTRUNCATE = function("ftruncate");
  private static final MethodHandle PIPE2 = function("pipe2");
  private static final MethodHandle GETTID = function("gettid");
  private static final MethodHandle OPENLOG = function("openlog");
  private static final MethodHandle SYSLOG = function("syslog");

  private Posix() {}

  /** All of one shape, as {@code files} binds its own (the reason is there): start is quicker. */
  @SuppressWarnings("restricted")
  private static MethodHandle function(String name) {
    Linker linker = Linker.nativeLinker();
    MemorySegment symbol =
        linker
            .defaultLookup()
            .find(name)
            .orElseThrow(() -> new UnsatisfiedLinkError("no function " + name + " in libc"));
    return linker.downcallHandle(symbol, SHAPE, Linker.Option.captureCallState("errno"));
  }

  private static long call(MethodHandle function, MemorySegment state, long a, long b, long c)
      throws Throwable {
    return (long) function.invokeExact(state, a, b, c, 0L, 0L);
  }

  /** Opens for appending and gives the descriptor. */
  static int openForAppend(String path, int mode) throws SystemError {
    int flags = O_WRONLY | O_CREAT | O_APPEND | O_NOCTTY | O_CLOEXEC;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      MemorySegment name = cString(arena, path);
      int fd = (int) call(OPEN, state, name.address(), flags, mode);
      if (fd < 0) {
        throw new SystemError(errno(state));
      }
      return fd;
    } catch (Throwable t) {
      throw rethrown(t);
    }
  }

  /** Writes once: the number of bytes taken, which may be less than given. */
  static int write(int fd, byte[] bytes, int from, int length) throws SystemError {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      MemorySegment data = arena.allocate(length);
      MemorySegment.copy(bytes, from, data, ValueLayout.JAVA_BYTE, 0, length);
      while (true) {
        long n = call(WRITE, state, fd, data.address(), length);
        if (n >= 0) {
          return (int) n;
        }
        if (errno(state) != EINTR) {
          throw new SystemError(errno(state));
        }
      }
    } catch (Throwable t) {
      throw rethrown(t);
    }
  }

  static void close(int fd) throws SystemError {
    check(call(CLOSE, fd));
  }

  /** Where the file ends now, or -1 for what has no end, such as a pipe. */
  static long end(int fd) {
    try (Arena arena = Arena.ofConfined()) {
      return call(LSEEK, arena.allocate(STATE), fd, 0, SEEK_END);
    } catch (Throwable t) {
      throw unexpected(t);
    }
  }

  static void truncate(int fd, long size) throws SystemError {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      if ((int) call(FTRUNCATE, state, fd, size, 0) < 0) {
        throw new SystemError(errno(state));
      }
    } catch (Throwable t) {
      throw rethrown(t);
    }
  }

  /** A pipe: the end to read and the end to write. */
  static int[] pipe() throws SystemError {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      MemorySegment ends = arena.allocate(INT, 2);
      if ((int) call(PIPE2, state, ends.address(), O_CLOEXEC, 0) < 0) {
        throw new SystemError(errno(state));
      }
      return new int[] {ends.getAtIndex(INT, 0), ends.getAtIndex(INT, 1)};
    } catch (Throwable t) {
      throw rethrown(t);
    }
  }

  /** The kernel's number of the thread that runs this. */
  static int threadId() {
    try (Arena arena = Arena.ofConfined()) {
      return (int) call(GETTID, arena.allocate(STATE), 0, 0, 0);
    } catch (Throwable t) {
      throw unexpected(t);
    }
  }

  /** Names this process to syslog; the C library keeps the name's memory. */
  static void openSyslog(String name, int options, int facility) {
    try (Arena arena = Arena.ofConfined()) {
      long kept = cString(Arena.global(), name).address();
      call(OPENLOG, arena.allocate(STATE), kept, options, facility);
    } catch (Throwable t) {
      throw unexpected(t);
    }
  }

  static void syslog(int priority, String text) {
    try (Arena arena = Arena.ofConfined()) {
      long format = cString(arena, "%s").address();
      call(SYSLOG, arena.allocate(STATE), priority, format, cString(arena, text).address());
    } catch (Throwable t) {
      throw unexpected(t);
    }
  }

  /** The result of a call with one number, or the error number negated. */
  private static int call(MethodHandle function, int argument) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      int result = (int) call(function, state, argument, 0, 0);
      return result < 0 ? -errno(state) : result;
    } catch (Throwable t) {
      throw unexpected(t);
    }
  }

  private static void check(int result) throws SystemError {
    if (result < 0) {
      throw new SystemError(-result);
    }
  }

  private static MemorySegment cString(Arena arena, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    MemorySegment segment = arena.allocate(bytes.length + 1L);
    MemorySegment.copy(bytes, 0, segment, ValueLayout.JAVA_BYTE, 0, bytes.length);
    return segment;
  }

  private static int errno(MemorySegment state) {
    return (int) ERRNO.get(state, 0L);
  }

  private static SystemError rethrown(Throwable t) {
    return t instanceof SystemError e ? e : failed(t);
  }

  private static SystemError failed(Throwable t) {
    throw unexpected(t);
  }

  private static RuntimeException unexpected(Throwable t) {
    if (t instanceof Error e) {
      throw e;
    }
    return t instanceof RuntimeException e ? e : new IllegalStateException(t);
  }
}
