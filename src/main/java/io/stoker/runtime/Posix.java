package io.stoker.runtime;

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

/**
 * The few calls of the C library that Java has no word for: signals to other processes, and the
 * users a process runs as. The library's own functions are called, not the system's, because they
 * change all threads of the process at once.
 */
final class Posix {

  /** A call that failed. */
  static final class Failed extends Exception {
    private static final long serialVersionUID = 1L;
    private final int errno;

    Failed(String call, int errno) {
      super("(" + errno + ")" + io.stoker.files.Errno.message(errno) + ": " + call);
      this.errno = errno;
    }

    int errno() {
      return errno;
    }
  }

  private static final Linker LINKER = Linker.nativeLinker();
  private static final SymbolLookup LIBC = LINKER.defaultLookup();
  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

  private Posix() {}

  static void kill(long pid, int signal) throws Failed {
    call("kill", (int) pid, signal);
  }

  static int effectiveUser() throws Failed {
    return call("geteuid");
  }

  /** Gives up every right of root for good: supplementary groups, group, then user. */
  static void become(int uid, int gid, String name) throws Failed {
    initgroups(name, gid);
    call("setgid", gid);
    call("setuid", uid);
  }

  private static void initgroups(String name, int gid) throws Failed {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      MethodHandle handle =
          handle(
              "initgroups",
              FunctionDescriptor.of(
                  ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
      check(
          "initgroups",
          (int)
              handle.invokeExact(
                  state,
                  arena.allocateFrom(name, java.nio.charset.StandardCharsets.ISO_8859_1),
                  gid),
          state);
    } catch (Failed e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static int call(String name, int... args) throws Failed {
    ValueLayout[] types = new ValueLayout[args.length];
    java.util.Arrays.fill(types, ValueLayout.JAVA_INT);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      Object[] all = new Object[args.length + 1];
      all[0] = state;
      for (int i = 0; i < args.length; i++) {
        all[i + 1] = args[i];
      }
      int result =
          (int)
              handle(name, FunctionDescriptor.of(ValueLayout.JAVA_INT, types))
                  .invokeWithArguments(all);
      return check(name, result, state);
    } catch (Failed e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static MethodHandle handle(String name, FunctionDescriptor type) {
    return LINKER.downcallHandle(
        LIBC.find(name).orElseThrow(() -> new UnsupportedOperationException(name)),
        type,
        Linker.Option.captureCallState("errno"));
  }

  private static int check(String name, int result, MemorySegment state) throws Failed {
    if (result == -1) {
      throw new Failed(name, (int) ERRNO.get(state, 0L));
    }
    return result;
  }
}
