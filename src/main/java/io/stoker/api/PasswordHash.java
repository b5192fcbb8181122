package io.stoker.api;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import org.apache.commons.codec.digest.Md5Crypt;
import org.apache.commons.codec.digest.Sha2Crypt;
import org.apache.commons.codec.digest.UnixCrypt;
import org.springframework.security.crypto.bcrypt.BCrypt;

/**
 * Hashes of passwords, as htpasswd makes them and {@link Passwords} compares with.
 *
 * <p>Source: httpd manual, "Password Formats".
 */
public enum PasswordHash {
  /** MD5 as Apache does it, {@code $apr1$}. */
  APR1("MD5", 0, 0),
  /** SHA-256 crypt, {@code $5$}. */
  SHA256("SHA-256", 1000, 999_999_999),
  /** SHA-512 crypt, {@code $6$}. */
  SHA512("SHA-512", 1000, 999_999_999),
  /** bcrypt, {@code $2y$}. */
  BCRYPT("bcrypt", 4, 17),
  /** DES crypt, of which eight bytes count. */
  CRYPT("crypt", 0, 0),
  /** SHA-1 without salt. */
  SHA1("SHA-1", 0, 0),
  /** The password itself. */
  PLAIN("plain text", 0, 0);

  private static final String SALT =
      "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int USUAL_COST = 5;

  private final String label;
  private final int least;
  private final int most;

  PasswordHash(String label, int least, int most) {
    this.label = label;
    this.least = least;
    this.most = most;
  }

  /** The name for messages. */
  public String label() {
    return label;
  }

  /** Whether it can be made more costly. */
  public boolean takesEffort() {
    return most > 0;
  }

  /**
   * Hashes a password with a salt of its own.
   *
   * @param password one char a byte
   * @param effort cost of bcrypt (4 to 17, usually 5) or rounds of SHA (1000 and more, usually
   *     5000); 0 for the usual
   * @throws IllegalArgumentException for an effort that it cannot make
   */
  public String hash(String password, int effort) {
    if (effort != 0 && (effort < least || effort > most)) {
      throw new IllegalArgumentException(
          "effort: " + effort + " (expected: " + least + " to " + most + ")");
    }
    byte[] bytes = password.getBytes(StandardCharsets.ISO_8859_1);
    return switch (this) {
      case APR1 -> Md5Crypt.apr1Crypt(bytes, salt(8));
      case SHA256 -> Sha2Crypt.sha256Crypt(bytes, "$5$" + rounds(effort) + salt(16));
      case SHA512 -> Sha2Crypt.sha512Crypt(bytes, "$6$" + rounds(effort) + salt(16));
      case BCRYPT ->
          BCrypt.hashpw(
              bytes.length > Passwords.BCRYPT_LENGTH
                  ? Arrays.copyOf(bytes, Passwords.BCRYPT_LENGTH)
                  : bytes,
              BCrypt.gensalt("$2y", effort == 0 ? USUAL_COST : effort, RANDOM));
      case CRYPT -> UnixCrypt.crypt(bytes, salt(2));
      case SHA1 ->
          Passwords.SHA1 + Base64.getEncoder().encodeToString(Passwords.digest("SHA-1", bytes));
      case PLAIN -> password;
    };
  }

  private static String rounds(int effort) {
    return effort == 0 ? "" : "rounds=" + effort + "$";
  }

  private static String salt(int length) {
    StringBuilder salt = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      salt.append(SALT.charAt(RANDOM.nextInt(SALT.length())));
    }
    return salt.toString();
  }
}
