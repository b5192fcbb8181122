package io.stoker.cli;

import io.stoker.files.ByteNames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Arguments and environment of this process as they were given: bytes, one a char. The JVM decodes
 * both by the locale and loses what does not fit; a path of another encoding must not be lost.
 */
public final class RawWords {

  private RawWords() {}

  /** The arguments, which are the last words of the command line. */
  public static List<String> arguments(String... decoded) {
    List<String> all = read("/proc/self/cmdline");
    int first = all.size() - decoded.length;
    return first > 0
        ? all.subList(first, all.size())
        : java.util.Arrays.stream(decoded).map(ByteNames::fromText).toList();
  }

  /** The variables by name. */
  public static Map<String, String> environment() {
    Map<String, String> variables = new LinkedHashMap<>();
    for (String entry : read("/proc/self/environ")) {
      int equals = entry.indexOf('=');
      if (equals > 0) {
        variables.put(entry.substring(0, equals), entry.substring(equals + 1));
      }
    }
    if (variables.isEmpty()) {
      System.getenv()
          .forEach(
              (name, value) -> variables.put(ByteNames.fromText(name), ByteNames.fromText(value)));
    }
    return variables;
  }

  /** Words that end with a NUL each; none where the system has no such file. */
  private static List<String> read(String file) {
    try {
      String text = Files.readString(Path.of(file), StandardCharsets.ISO_8859_1);
      return List.of(
          (text.endsWith("\0") ? text.substring(0, text.length() - 1) : text).split("\0", -1));
    } catch (IOException e) {
      return List.of();
    }
  }
}
