package io.stoker.runtime.view;

import io.stoker.files.ByteNames;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * A configuration file as it was read.
 *
 * @param charset what the file's bytes were read as, and have to be written as to be the same:
 *     UTF-8, or ISO-8859-1 where they are no UTF-8
 */
public record ConfigText(String path, String text, String charset) {

  private static final String UTF_8 = StandardCharsets.UTF_8.name();

  /** Of bytes, one a char. */
  static ConfigText of(String path, String bytes) {
    String text = ByteNames.toText(bytes);
    boolean isUtf8 = ByteNames.fromText(text).equals(bytes);
    return isUtf8
        ? new ConfigText(ByteNames.toText(path), text, UTF_8)
        : new ConfigText(ByteNames.toText(path), bytes, StandardCharsets.ISO_8859_1.name());
  }

  /**
   * Of a file.
   *
   * @param path for people to read
   * @param bytes of it, one a char
   */
  public static ConfigText ofFile(String path, String bytes) {
    return of(ByteNames.fromText(path), bytes);
  }

  /**
   * A text as bytes, one a char.
   *
   * @throws IllegalArgumentException for a charset that the JVM has not
   */
  public static String bytes(String text, String charset) {
    return ByteNames.ofBytes(text.getBytes(Charset.forName(charset)));
  }
}
