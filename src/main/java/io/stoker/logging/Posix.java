package io.stoker.logging;

import io.stoker.api.SystemError;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
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
  private static final ValueLayout POINTER = ValueLayout.ADDRESS;
  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO = STATE.varHandle(PathElement.groupElement("errno"));

  private static final MethodHandle OPEN = variadic("open", 2, INT, POINTER, INT, INT);
  private static final MethodHandle WRITE = function("write", LONG, INT, POINTER, LONG);
  private static final MethodHandle CLOSE = function("close", INT, INT);
  private static final MethodHandle LSEEK = function("lseek", LONG, INT, LONG, INT);
  private static final MethodHandle FTRUNCATE = function("ftruncate", INT, INT, LONG);
  private static final MethodHandle PIPE2 = function("pipe2", INT, POINTER, INT);
  private static final MethodHandle GETTID = function("gettid", INT);
  private static final MethodHandle OPENLOG = function("openlog", INT, POINTER, INT, INT);
  private static final MethodHandle SYSLOG = variadic("syslog", 2, INT, INT, POINTER, POINTER);

  private Posix() {}

  private static MethodHandle function(String name, MemoryLayout result, MemoryLayout... args) {
    return bind(name, FunctionDescriptor.of(result, args));
  }

  private static MethodHandle variadic(
      String name, int fixed, MemoryLayout result, MemoryLayout... args) {
    return bind(name, FunctionDescriptor.of(result, args), Linker.Option.firstVariadicArg(fixed));
  }

  @SuppressWarnings("restricted")
  private static MethodHandle bind(
      String name, FunctionDescriptor descriptor, Linker.Option... more) {
    Linker linker = Linker.nativeLinker();
    Linker.Option[] options = new Linker.Option[more.length + 1];
    options[0] = Linker.Option.captureCallState("errno");
    System.arraycopy(more, 0, options, 1, more.length);
    MemorySegment symbol =
        linker
            .defaultLookup()
            .find(name)
            .orElseThrow(() -> new UnsatisfiedLinkError("no function " + name + " in libc"));
    return linker.downcallHandle(symbol, descriptor, options);
  }

  /** Opens for appending and gives the descriptor. */
  static int openForAppend(String path, int mode) throws SystemError {
    int flags = O_WRONLY | O_CREAT | O_APPEND | O_NOCTTY | O_CLOEXEC;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      MemorySegment name = cString(arena, path);
      int fd = (int) OPEN.invokeExact(state, name, flags, mode);
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
        long n = (long) WRITE.invokeExact(state, fd, data, (long) length);
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
      return (long) LSEEK.invokeExact(arena.allocate(STATE), fd, 0L, SEEK_END);
    } catch (Throwable t) {
      throw unexpected(t);
    }
  }

  static void truncate(int fd, long size) throws SystemError {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      if ((int) FTRUNCATE.invokeExact(state, fd, size) < 0) {
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
      if ((int) PIPE2.invokeExact(state, ends, O_CLOEXEC) < 0) {
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
      return (int) GETTID.invokeExact(arena.allocate(STATE));
    } catch (Throwable t) {
      throw unexpected(t);
    }
  }

  /** Names this process to syslog; the C library keeps the name's memory. */
  static void openSyslog(String name, int options, int facility) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment kept = cString(Arena.global(), name);
      int ignored = (int) OPENLOG.invokeExact(arena.allocate(STATE), kept, options, facility);
    } catch (Throwable t) {
      throw unexpected(t);
    }
  }

  static void syslog(int priority, String text) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment format = cString(arena, "%s");
      MemorySegment line = cString(arena, text);
      int ignored = (int) SYSLOG.invokeExact(arena.allocate(STATE), priority, format, line);
    } catch (Throwable t) {
      throw unexpected(t);
    }
  }

  /** The result of a call with one number, or the error number negated. */
  private static int call(MethodHandle function, int argument) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      int result = (int) function.invokeExact(state, argument);
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
