package io.stoker.files;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.StructLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/** What every binding to the C library shares: symbols, errno, C strings. */
final class Native {

  static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
  static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final SymbolLookup LIBC = LINKER.defaultLookup();
  static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

  private static final FunctionDescriptor SHAPE =
      FunctionDescriptor.of(LONG, LONG, LONG, LONG, LONG, LONG);

  private Native() {}

  /**
   * A C function, as {@code (state, a, b, c, d, e) -> result}, all of them long. Its errno is
   * captured into the segment that is the first argument; arguments that it does not have are 0; a
   * pointer is its address; a result that is an int in C has to be cast.
   *
   * <p>One shape for all, since each one costs the JVM some ten milliseconds when it is first used,
   * at start that is. It fits because the calling conventions of Linux on 64-bit machines hand the
   * first integers and pointers over in whole registers, in the order of the arguments, and a
   * callee reads no more of them than it declares, also where it is variadic.
   */
  @SuppressWarnings("restricted")
  static MethodHandle function(String name) {
    MemorySegment symbol =
        LIBC.find(name)
            .orElseThrow(() -> new UnsatisfiedLinkError("no function " + name + " in libc"));
    return LINKER.downcallHandle(symbol, SHAPE, Linker.Option.captureCallState("errno"));
  }

  static int errno(MemorySegment state) {
    return (int) ERRNO.get(state, 0L);
  }

  /** A path as a C string. */
  static MemorySegment cString(SegmentAllocator arena, String path) {
    byte[] bytes = ByteNames.bytes(path);
    MemorySegment segment = arena.allocate(bytes.length + 1L);
    MemorySegment.copy(bytes, 0, segment, ValueLayout.JAVA_BYTE, 0, bytes.length);
    return segment;
  }

  /** Room for errno, a path and so many bytes: one allocation where a call needs several parts. */
  static SegmentAllocator scratch(Arena arena, String path, long bytes) {
    return SegmentAllocator.slicingAllocator(
        arena.allocate(STATE.byteSize() + bytes + path.length() + 16, 8));
  }

  /** The first bytes of a segment as a path. */
  static String string(MemorySegment segment, long offset, long length) {
    byte[] bytes = new byte[Math.toIntExact(length)];
    MemorySegment.copy(segment, ValueLayout.JAVA_BYTE, offset, bytes, 0, bytes.length);
    return ByteNames.ofBytes(bytes);
  }

  /** The bytes up to NUL that a C pointer leads to, as a path; empty for a null pointer. */
  @SuppressWarnings("restricted")
  static String stringAt(MemorySegment pointer) {
    if (pointer.address() == 0) {
      return "";
    }
    MemorySegment memory = pointer.reinterpret(Long.MAX_VALUE);
    long length = 0;
    while (memory.get(ValueLayout.JAVA_BYTE, length) != 0) {
      length++;
    }
    return string(memory, 0, length);
  }

  /** A pointer made readable for this many bytes. */
  @SuppressWarnings("restricted")
  static MemorySegment sized(MemorySegment pointer, long bytes) {
    return pointer.reinterpret(bytes);
  }

  /** A method handle's Throwable: ours declare no checked exception. */
  static RuntimeException unexpected(Throwable t) {
    if (t instanceof Error e) {
      throw e;
    }
    return t instanceof RuntimeException e ? e : new IllegalStateException(t);
  }
}
