package io.stoker.modules.mod_deflate;

import io.stoker.api.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * Names of the notes that tell logs what compressing did.
 *
 * @param input bytes before it, or null
 * @param output bytes after it, or null
 * @param ratio percentage of the bytes that are left, or null
 */
record Notes(@Nullable String input, @Nullable String output, @Nullable String ratio) {

  static final Notes NONE = new Notes(null, null, null);

  Notes withInput(String name) {
    return new Notes(name, output, ratio);
  }

  Notes withOutput(String name) {
    return new Notes(input, name, ratio);
  }

  Notes withRatio(String name) {
    return new Notes(input, output, name);
  }

  /** Writes them; of no bytes there is no ratio. */
  void write(Exchange x, long in, long out) {
    if (input != null) {
      x.notes().set(input, in > 0 ? Long.toString(in) : "-");
    }
    if (output != null) {
      x.notes().set(output, out > 0 ? Long.toString(out) : "-");
    }
    if (ratio != null) {
      x.notes().set(ratio, in > 0 ? Long.toString(out * 100 / in) : "-");
    }
  }
}
