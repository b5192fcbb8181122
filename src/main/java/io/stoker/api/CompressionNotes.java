package io.stoker.api;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Names of the notes that tell logs what compressing did: DeflateFilterNote and its like.
 *
 * @param input bytes before it, or null
 * @param output bytes after it, or null
 * @param ratio percentage of the bytes that are left, or null
 */
public record CompressionNotes(
    @Nullable String input, @Nullable String output, @Nullable String ratio) {

  public static final CompressionNotes NONE = new CompressionNotes(null, null, null);

  /**
   * With what a directive says: a name for the ratio, or Input, Output or Ratio and a name.
   *
   * @return null where the first word is none of these
   */
  public @Nullable CompressionNotes with(List<String> args) {
    String name = args.getLast();
    String type = args.size() == 1 ? "ratio" : args.getFirst().toLowerCase(Locale.ROOT);
    return switch (type) {
      case "ratio" -> new CompressionNotes(input, output, name);
      case "input" -> new CompressionNotes(name, output, ratio);
      case "output" -> new CompressionNotes(input, name, ratio);
      default -> null;
    };
  }

  /** Writes them; of no bytes there is no ratio. */
  public void write(Exchange x, long in, long out) {
    write(x, Long.toString(in), Long.toString(out), in > 0 ? Long.toString(out * 100 / in) : "-");
  }

  /** Writes them as they are given. */
  public void write(Exchange x, String in, String out, String percent) {
    set(x, input, in);
    set(x, output, out);
    set(x, ratio, percent);
  }

  private static void set(Exchange x, @Nullable String name, String value) {
    if (name != null) {
      x.notes().set(name, value);
    }
  }
}
