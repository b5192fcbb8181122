package io.stoker.fleet;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What configuration files are compared by among replicas: HMAC-SHA-256 with a key that they share.
 * Files may hold secrets, which nobody who sees a print is to find out by trying.
 */
final class Fingerprint {

  private static final String ALGORITHM = "HmacSHA256";

  private final byte[] key;

  /** With a key of at least one octet. */
  Fingerprint(byte[] key) {
    this.key = key.clone();
  }

  /** Whether it is with that key. */
  boolean isWith(byte[] other) {
    return Arrays.equals(key, other);
  }

  /** Of each, in hexadecimal; texts have one byte a char. */
  Map<String, String> each(Map<String, String> texts) {
    Map<String, String> prints = new TreeMap<>();
    texts.forEach((path, text) -> prints.put(path, of(text)));
    return prints;
  }

  /** Of all together: of their names and what {@link #each} made of them. */
  String all(Map<String, String> prints) {
    StringBuilder lines = new StringBuilder();
    new TreeMap<>(prints)
        .forEach((path, print) -> lines.append(print).append("  ").append(path).append('\n'));
    return of(lines.toString());
  }

  private String of(String text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.ISO_8859_1)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every JVM has " + ALGORITHM, e);
    }
  }
}
