package io.stoker.modules.mod_brotli;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/**
 * The encoder of the brotli library (its {@code brotli/encode.h}). brotli4j brings the library and
 * loads it; its functions are called without brotli4j, whose own encoder cannot set the size of a
 * block and leaves memory to finalizers.
 */
final class BrotliLibrary {

  static final int QUALITY = 1;
  static final int WINDOW_BITS = 2;
  static final int BLOCK_BITS = 3;

  static final int PROCESS = 0;
  static final int FINISH = 2;

  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;

  /** One shape for all functions, each of which reads as many arguments as it has. */
  private static final FunctionDescriptor SHAPE =
      FunctionDescriptor.of(LONG, LONG, LONG, LONG, LONG, LONG, LONG, LONG);

  private final MethodHandle create = function("BrotliEncoderCreateInstance");
  private final MethodHandle set = function("BrotliEncoderSetParameter");
  private final MethodHandle compress = function("BrotliEncoderCompressStream");
  private final MethodHandle take = function("BrotliEncoderTakeOutput");
  private final MethodHandle more = function("BrotliEncoderHasMoreOutput");
  private final MethodHandle finished = function("BrotliEncoderIsFinished");
  private final MethodHandle destroy = function("BrotliEncoderDestroyInstance");

  private BrotliLibrary() {}

  private static final class Holder {
    private static final BrotliLibrary LOADED = load();

    private static BrotliLibrary load() {
      Brotli4jLoader.ensureAvailability();
      return new BrotliLibrary();
    }
  }

  /**
   * The library, which is loaded when it is asked for first.
   *
   * @throws LinkageError where there is none for this machine, or it cannot be loaded
   */
  static BrotliLibrary get() {
    return Holder.LOADED;
  }

  /** Why the library cannot be used; null where it can. */
  static @Nullable Throwable problem() {
    Throwable cause = Brotli4jLoader.getUnavailabilityCause();
    if (cause != null) {
      return cause;
    }
    try {
      get();
      return null;
    } catch (LinkageError e) {
      return e;
    }
  }

  @SuppressWarnings("restricted")
  private static MethodHandle function(String name) {
    return Linker.nativeLinker()
        .downcallHandle(
            SymbolLookup.loaderLookup()
                .find(name)
                .orElseThrow(() -> new UnsatisfiedLinkError("no function " + name)),
            SHAPE);
  }

  /** A new encoder, to be given to {@link #destroy} once; 0 where there is no memory. */
  long create() {
    return call(create, 0, 0, 0, 0, 0, 0);
  }

  /** False where the value is not possible. */
  boolean set(long encoder, int parameter, int value) {
    return isTrue(call(set, encoder, parameter, value, 0, 0, 0));
  }

  /**
   * Takes input; output is then taken with {@link #take}.
   *
   * @param availableIn address of the number of bytes, which becomes what is left
   * @param nextIn address of the address of the bytes
   * @param availableOut address of a 0
   * @param nextOut address of a null pointer
   * @return false where it failed
   */
  boolean compress(
      long encoder, int operation, long availableIn, long nextIn, long availableOut, long nextOut) {
    return isTrue(call(compress, encoder, operation, availableIn, nextIn, availableOut, nextOut));
  }

  /**
   * The address of output, which is there until the next call.
   *
   * @param size address of the number of bytes that are wanted, 0 for all; becomes how many came
   */
  long take(long encoder, long size) {
    return call(take, encoder, size, 0, 0, 0, 0);
  }

  boolean hasMoreOutput(long encoder) {
    return isTrue(call(more, encoder, 0, 0, 0, 0, 0));
  }

  boolean isFinished(long encoder) {
    return isTrue(call(finished, encoder, 0, 0, 0, 0, 0));
  }

  void destroy(long encoder) {
    call(destroy, encoder, 0, 0, 0, 0, 0);
  }

  /** A C int, of which only the lower half of the register counts. */
  private static boolean isTrue(long result) {
    return (int) result != 0;
  }

  private static long call(MethodHandle function, long a, long b, long c, long d, long e, long f) {
    try {
      return (long) function.invokeExact(a, b, c, d, e, f, 0L);
    } catch (Error | RuntimeException problem) {
      throw problem;
    } catch (Throwable problem) {
      throw new IllegalStateException(problem);
    }
  }
}
