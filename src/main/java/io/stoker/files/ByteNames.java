package io.stoker.files;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The mapping between paths of this package (each char one byte), bytes, human text and {@link
 * Path}.
 */
public final class ByteNames {

  private static final Charset JVM_NAMES =
      Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"), Charset.defaultCharset());

  private ByteNames() {}

  /** The bytes of a path. Throws {@link IllegalArgumentException} for a char above 255. */
  public static byte[] bytes(String path) {
    for (int i = 0; i < path.length(); i++) {
      if (path.charAt(i) > 0xff) {
        throw new IllegalArgumentException(
            "path: char U+%04X at %d of \"%s\" (expected: one byte a char; see ByteNames.fromText)"
                .formatted((int) path.charAt(i), i, path));
      }
    }
    return path.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The path with these bytes. */
  public static String ofBytes(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /** The path of a text such as a configuration file holds, its characters taken as UTF-8. */
  public static String fromText(String text) {
    return ofBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The path for people to read: decoded as UTF-8, U+FFFD for what is not. */
  public static String toText(String path) {
    return new String(bytes(path), StandardCharsets.UTF_8);
  }

  /** The path of a {@link Path}, as far as the JVM's encoding could read its name. */
  public static String fromPath(Path path) {
    String text = path.toString();
    return ofBytes(text.getBytes(JVM_NAMES));
  }

  /** The {@link Path} of a path, or null where the JVM's encoding cannot express it. */
  public static @Nullable Path toPath(String path) {
    try {
      CharBuffer decoded =
          JVM_NAMES
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes(path)));
      return Path.of(decoded.toString());
    } catch (CharacterCodingException | InvalidPathException e) {
      return null;
    }
  }

  /** Whether this can name a file at all: not empty and without NUL. */
  static boolean nameable(String path) {
    return !path.isEmpty() && path.indexOf('\0') < 0;
  }

  /** {@code dir/name}, with one slash between. */
  static String child(String dir, String name) {
    return dir.endsWith("/") ? dir + name : dir + '/' + name;
  }

  /** A directory without slash at its end; empty for {@code /}. */
  static String withoutSlash(String dir) {
    return dir.endsWith("/") ? dir.substring(0, dir.length() - 1) : dir;
  }
}
