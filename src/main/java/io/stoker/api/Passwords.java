package io.stoker.api;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.codec.digest.Crypt;
import org.apache.commons.codec.digest.Md5Crypt;
import org.springframework.security.crypto.bcrypt.BCrypt;

/**
 * Compares passwords with what htpasswd writes: bcrypt, SHA-256 and SHA-512 crypt, MD5 ({@code
 * $apr1$} and {@code $1$}), SHA-1 and DES crypt. A password in clear never matches, as with httpd
 * on every system but Windows.
 *
 * <p>Hashes are computed by the thread that asks, which may take long; no more of them at once than
 * half of the processors, so that a flood of logins leaves the others to other requests. That a
 * password matched a costly hash is remembered for a while: under a digest of both with a key of
 * this process, so that memory holds neither, and a changed entry of a file is another one.
 *
 * <p>Source: httpd manual, "Password Formats".
 */
public final class Passwords {

  /** What comes of a comparison. */
  public enum Match {
    YES,
    NO,
    /** The hash is of a kind that is not known here. */
    UNKNOWN_HASH
  }

  /** Longest password that bcrypt looks at, in bytes. */
  static final int BCRYPT_LENGTH = 72;

  private static final int REMEMBERED = 10_000;
  private static final Duration REMEMBERED_FOR = Duration.ofMinutes(1);
  private static final String MAC = "HmacSHA256";
  static final String SHA1 = "{SHA}";
  private static final String APR1 = "$apr1$";
  private static final String MD5 = "$1$";

  private static final Passwords SHARED = new Passwords(Ticker.systemTicker());

  private final Cache<ByteBuffer, Boolean> matched;
  private final Semaphore turns =
      new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
  private final SecretKeySpec key;

  /**
   * @param ticker tells how long ago a match was
   */
  Passwords(Ticker ticker) {
    matched =
        Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            .expireAfterWrite(REMEMBERED_FOR)
            .ticker(ticker)
            .executor(Runnable::run)
            .build();
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    key = new SecretKeySpec(random, MAC);
  }

  /** The one of this process. */
  public static Passwords shared() {
    return SHARED;
  }

  /**
   * Whether a password is the one that was hashed. May take a second and more.
   *
   * @param password one char a byte
   * @param hash as it stands in a password file
   * @throws InterruptedException when the thread is interrupted while it waits for its turn
   */
  public Match match(String password, String hash) throws InterruptedException {
    return match(password, hash, true);
  }

  /**
   * As {@link #match(String, String)}.
   *
   * @param remembers whether a match may be remembered
   */
  public Match match(String password, String hash, boolean remembers) throws InterruptedException {
    byte[] bytes = password.getBytes(StandardCharsets.ISO_8859_1);
    if (hash.startsWith(SHA1)) {
      return answer(hash, SHA1 + Base64.getEncoder().encodeToString(digest("SHA-1", bytes)));
    }
    if (isUnknown(hash)) {
      return Match.UNKNOWN_HASH;
    }
    ByteBuffer both = digestOf(bytes, hash);
    if (matched.getIfPresent(both) != null) {
      return Match.YES;
    }
    turns.acquire();
    try {
      Match match = isBcrypt(hash) ? bcrypt(bytes, hash) : answer(hash, crypt(bytes, hash));
      if (match == Match.YES && remembers) {
        matched.put(both, true);
      }
      return match;
    } catch (IllegalArgumentException e) {
      // Neither salt nor hash: nothing hashes to this.
      return Match.NO;
    } finally {
      turns.release();
    }
  }

  /** How many matches are remembered now. */
  long remembered() {
    matched.cleanUp();
    return matched.estimatedSize();
  }

  /** Whether two texts are the same, in a time that does not tell where they differ. */
  public static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.ISO_8859_1), other.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** The MD5 digest of {@code user:realm:password} in hex, as htdigest writes it. */
  public static String realmHash(String user, String realm, String password) {
    String text = user + ':' + realm + ':' + password;
    byte[] digest = digest("MD5", text.getBytes(StandardCharsets.ISO_8859_1));
    return java.util.HexFormat.of().formatHex(digest);
  }

  private static Match answer(String hash, String computed) {
    return same(hash, computed) ? Match.YES : Match.NO;
  }

  private static boolean isBcrypt(String hash) {
    return hash.startsWith("$2a$") || hash.startsWith("$2b$") || hash.startsWith("$2y$");
  }

  /** What the crypt of some systems knows and none of our libraries: yescrypt, scrypt, BSDi DES. */
  private static boolean isUnknown(String hash) {
    boolean known =
        isBcrypt(hash)
            || hash.startsWith(APR1)
            || hash.startsWith(MD5)
            || hash.startsWith("$5$")
            || hash.startsWith("$6$");
    return !known && (hash.startsWith("$") || (hash.startsWith("_") && hash.length() == 20));
  }

  private static Match bcrypt(byte[] password, String hash) {
    // Only so many bytes count, and one that is zero is put behind those that do.
    byte[] counting =
        password.length > BCRYPT_LENGTH
            ? java.util.Arrays.copyOf(password, BCRYPT_LENGTH)
            : password;
    return BCrypt.checkpw(counting, hash) ? Match.YES : Match.NO;
  }

  private static String crypt(byte[] password, String hash) {
    return hash.startsWith(APR1) ? Md5Crypt.apr1Crypt(password, hash) : Crypt.crypt(password, hash);
  }

  static byte[] digest(String algorithm, byte[] bytes) {
    try {
      return MessageDigest.getInstance(algorithm).digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + algorithm, e);
    }
  }

  private ByteBuffer digestOf(byte[] password, String hash) {
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(key);
      // The length first: no password can be continued by what is read as a hash.
      mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(password.length).array());
      mac.update(password);
      mac.update(hash.getBytes(StandardCharsets.ISO_8859_1));
      return ByteBuffer.wrap(mac.doFinal());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + MAC, e);
    }
  }
}
