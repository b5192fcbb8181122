package io.stoker.expr;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The real PCRE2, as httpd uses it: one byte a character, DOTALL and DOLLAR_ENDONLY. */
final class Pcre2 {

  private static final int CASELESS = 0x8;
  private static final int DOLLAR_ENDONLY = 0x10;
  private static final int DOTALL = 0x20;

  /** Without these its optimisations have faults of their own in some versions. */
  private static final int NO_OPTIMIZATION = 0x4000 | 0x8000 | 0x10000;

  private static final int NO_MATCH = -1;

  private final MethodHandle compile;
  private final MethodHandle free;
  private final MethodHandle newData;
  private final MethodHandle freeData;
  private final MethodHandle match;
  private final MethodHandle vector;

  Pcre2(Path library) {
    SymbolLookup symbols = SymbolLookup.libraryLookup(library, Arena.global());
    ValueLayout.OfInt number = ValueLayout.JAVA_INT;
    ValueLayout.OfLong size = ValueLayout.JAVA_LONG;
    var pointer = ValueLayout.ADDRESS;
    compile =
        handle(
            symbols,
            "pcre2_compile_8",
            FunctionDescriptor.of(pointer, pointer, size, number, pointer, pointer, pointer));
    free = handle(symbols, "pcre2_code_free_8", FunctionDescriptor.ofVoid(pointer));
    newData =
        handle(
            symbols, "pcre2_match_data_create_8", FunctionDescriptor.of(pointer, number, pointer));
    freeData = handle(symbols, "pcre2_match_data_free_8", FunctionDescriptor.ofVoid(pointer));
    match =
        handle(
            symbols,
            "pcre2_match_8",
            FunctionDescriptor.of(number, pointer, pointer, size, size, number, pointer, pointer));
    vector =
        handle(symbols, "pcre2_get_ovector_pointer_8", FunctionDescriptor.of(pointer, pointer));
  }

  private static MethodHandle handle(SymbolLookup in, String name, FunctionDescriptor type) {
    return Linker.nativeLinker().downcallHandle(in.find(name).orElseThrow(), type);
  }

  /** What came of a search: {@code not compiled}, {@code no match}, or the spans of the groups. */
  String search(String pattern, boolean ignoreCase, String subject, int groups) {
    try (Arena arena = Arena.ofConfined()) {
      byte[] bytes = pattern.getBytes(StandardCharsets.ISO_8859_1);
      MemorySegment code =
          (MemorySegment)
              compile.invokeExact(
                  bytes(arena, bytes),
                  (long) bytes.length,
                  NO_OPTIMIZATION | DOTALL | DOLLAR_ENDONLY | (ignoreCase ? CASELESS : 0),
                  arena.allocate(ValueLayout.JAVA_INT),
                  arena.allocate(ValueLayout.JAVA_LONG),
                  MemorySegment.NULL);
      if (code.address() == 0) {
        return "not compiled";
      }
      MemorySegment data = (MemorySegment) newData.invokeExact(groups + 1, MemorySegment.NULL);
      String found = search(arena, code, data, subject, groups);
      freeData.invokeExact(data);
      free.invokeExact(code);
      return found;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private String search(
      Arena arena, MemorySegment code, MemorySegment data, String subject, int groups)
      throws Throwable {
    byte[] bytes = subject.getBytes(StandardCharsets.ISO_8859_1);
    int count =
        (int)
            match.invokeExact(
                code, bytes(arena, bytes), (long) bytes.length, 0L, 0, data, MemorySegment.NULL);
    if (count < 0) {
      return count == NO_MATCH ? "no match" : "error " + count;
    }
    MemorySegment spans =
        ((MemorySegment) vector.invokeExact(data)).reinterpret(16L * (groups + 1));
    List<String> all = new ArrayList<>();
    for (int i = 0; i <= groups; i++) {
      // A group that did not take part has all bits set.
      long start = i < count ? spans.getAtIndex(ValueLayout.JAVA_LONG, 2L * i) : -1;
      all.add(start < 0 ? "-" : start + "," + spans.getAtIndex(ValueLayout.JAVA_LONG, 2L * i + 1));
    }
    return String.join(" ", all);
  }

  private static MemorySegment bytes(Arena arena, byte[] bytes) {
    MemorySegment segment = arena.allocate(bytes.length + 1L);
    MemorySegment.copy(bytes, 0, segment, ValueLayout.JAVA_BYTE, 0, bytes.length);
    return segment;
  }
}
