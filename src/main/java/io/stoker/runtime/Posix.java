package io.stoker.runtime;

import io.stoker.files.ByteNames;
import io.stoker.files.Errno;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;

/**
 * The few calls of the C library that Java has no word for: signals to other processes, the users a
 * process runs as, its standard streams. The library's own functions are called, not the system's,
 * because those change all threads of the process at once.
 */
final class Posix {

  /** A call that failed; the message is the system's, as httpd words it. */
  static final class Failed extends IOException {
    private static final long serialVersionUID = 1L;

    Failed(String call, int errno) {
      super("(" + errno + ")" + Errno.message(errno) + ": " + call);
    }
  }

  private static final int O_RDWR = 2;
  private static final int O_CREAT = 0x40;
  private static final int O_NOCTTY = 0x100;
  private static final int O_APPEND = 0x400;
  private static final int O_CLOEXEC = 0x80000;
  private static final int PR_SET_DUMPABLE = 4;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final SymbolLookup LIBC = LINKER.defaultLookup();
  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
  private static final FunctionDescriptor SHAPE =
      FunctionDescriptor.of(LONG, LONG, LONG, LONG, LONG, LONG);

  private Posix() {}

  static void kill(long pid, int signal) throws Failed {
    call("kill", (int) pid, signal);
  }

  static int effectiveUser() throws Failed {
    return call("geteuid");
  }

  /** Gives up every right of root for good: supplementary groups, group, then user. */
  static void become(int uid, int gid, String name) throws Failed {
    call("initgroups", name, gid);
    call("setgid", gid);
    call("setuid", uid);
  }

  /** Gives a file to a user, not what a link leads to; {@code path} one byte a char. */
  static void giveTo(String path, int uid) throws Failed {
    call("lchown", path, uid, -1);
  }

  static void chdir(String path) throws Failed {
    call("chdir", path);
  }

  /** Lets the kernel write core dumps of this process, whoever it was before. */
  static void allowCoreDumps() throws Failed {
    call("prctl", PR_SET_DUMPABLE, 1);
  }

  /** Whether one of the standard streams is a terminal. */
  static boolean hasTerminal() {
    for (int fd = 0; fd <= 2; fd++) {
      try {
        if (call("isatty", fd) == 1) {
          return true;
        }
      } catch (Failed e) {
        return false;
      }
    }
    return false;
  }

  /**
   * Opens a file for reading and appending, and creates it where it is missing.
   *
   * @param path one byte a char
   * @return its descriptor, which programs that are started do not get
   */
  static int open(String path) throws Failed {
    return call("open", path, O_RDWR | O_CREAT | O_APPEND | O_NOCTTY | O_CLOEXEC, 0644);
  }

  /** Makes standard streams out of a descriptor and closes it. */
  static void becomeStreams(int fd, int... streams) throws Failed {
    try {
      for (int stream : streams) {
        call("dup2", fd, stream);
      }
    } finally {
      call("close", fd);
    }
  }

  /** Calls a function of at most three ints and strings that returns an int, -1 for failure. */
  private static int call(String name, Object... args) throws Failed {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      long[] words = new long[3];
      for (int i = 0; i < args.length; i++) {
        words[i] =
            args[i] instanceof String text
                ? cString(arena, text).address()
                : ((Integer) args[i]).longValue();
      }
      int result = (int) (long) bind(name).invokeExact(state, words[0], words[1], words[2], 0L, 0L);
      if (result == -1) {
        throw new Failed(name, (int) ERRNO.get(state, 0L));
      }
      return result;
    } catch (Failed e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(name, e);
    }
  }

  private static MemorySegment cString(Arena arena, String bytes) {
    return arena.allocateFrom(
        ByteNames.ofBytes(ByteNames.bytes(bytes)), StandardCharsets.ISO_8859_1);
  }

  /** All of one shape, as {@code files} binds its own (the reason is there): start is quicker. */
  @SuppressWarnings("restricted")
  private static MethodHandle bind(String name) {
    return LINKER.downcallHandle(
        LIBC.find(name).orElseThrow(() -> new UnsupportedOperationException(name)),
        SHAPE,
        Linker.Option.captureCallState("errno"));
  }
}
