package io.stoker.fleet;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/**
 * What replicas know each other by: the content of a file, which all of them have. It is read each
 * time, since a Secret that is mounted may change.
 */
public final class Token {

  /** Not Bearer, which other tokens of the management plane come with. */
  private static final String SCHEME = "Stoker-Fleet ";

  private final @Nullable Path file;
  private final byte[] own = new byte[32];

  /**
   * A token.
   *
   * @param file that holds it; null where there is none, and nobody is known then
   */
  public Token(@Nullable Path file) {
    this.file = file;
    new SecureRandom().nextBytes(own);
  }

  /** A key that all who have the token have; one of this process where there is no token. */
  byte[] key() {
    try {
      return authorization().getBytes(StandardCharsets.UTF_8);
    } catch (IOException e) {
      return own.clone();
    }
  }

  /**
   * The value of an Authorization field.
   *
   * @throws IOException when it cannot be read, or there is none
   */
  String authorization() throws IOException {
    if (file == null) {
      throw new IOException("stoker.fleet.token-file is not set");
    }
    String token = Files.readString(file, StandardCharsets.UTF_8).strip();
    if (token.isEmpty()) {
      throw new IOException(file + " is empty");
    }
    return SCHEME + token;
  }

  /** Whether the value of an Authorization field is that of a replica. */
  public boolean isKnown(@Nullable String authorization) {
    try {
      return authorization != null
          && MessageDigest.isEqual(
              authorization.getBytes(StandardCharsets.UTF_8),
              authorization().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      return false;
    }
  }
}
