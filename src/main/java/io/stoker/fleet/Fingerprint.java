package io.stoker.fleet;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** SHA-256 of configuration files, by which replicas are compared. */
final class Fingerprint {

  private Fingerprint() {}

  /** Of each, in hexadecimal; texts have one byte a char. */
  static Map<String, String> each(Map<String, String> texts) {
    Map<String, String> prints = new TreeMap<>();
    texts.forEach((path, text) -> prints.put(path, of(text)));
    return prints;
  }

  /** Of all together: of their names and what {@link #each} made of them. */
  static String all(Map<String, String> prints) {
    StringBuilder lines = new StringBuilder();
    new TreeMap<>(prints)
        .forEach((path, print) -> lines.append(print).append("  ").append(path).append('\n'));
    return of(lines.toString());
  }

  private static String of(String text) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.ISO_8859_1)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JVM has SHA-256", e);
    }
  }
}
