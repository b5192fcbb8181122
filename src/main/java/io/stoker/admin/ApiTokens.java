package io.stoker.admin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tokens by which programs use the console's interface: {@code Authorization: Bearer stk_…}. A
 * token is 256 random bits; kept is its SHA-256 alone, a JSON object on a line of a file, so that
 * it is shown once and can be taken away by deleting the line. Methods block.
 */
final class ApiTokens {

  /** What tokens begin with, so that scanners for secrets know them. */
  static final String PREFIX = "stk_";

  private static final JsonMapper JSON = new JsonMapper();
  private static final int BYTES = 32;
  private static final int MOST = 100;

  /**
   * A token without its secret.
   *
   * @param name what it is for, as its maker says
   * @param by who made it
   * @param until when it ends; null for never
   * @param used the last time since the start of the server; null for never
   */
  record Token(
      String id,
      String name,
      Role scope,
      String by,
      Instant made,
      @Nullable Instant until,
      @Nullable Instant used) {}

  /** A token with the secret, which is told now and never again. */
  record Fresh(Token token, String secret) {}

  private record Line(
      String id,
      String name,
      String scope,
      String by,
      String made,
      @Nullable String until,
      String sha256) {

    Token token(@Nullable Instant used) {
      Instant end = until == null ? null : Instant.parse(until);
      return new Token(id, name, Role.valueOf(scope), by, Instant.parse(made), end, used);
    }
  }

  private final Path file;
  private final InstantSource clock;
  private final Map<String, Instant> used = new ConcurrentHashMap<>();
  private List<Line> lines = List.of();
  private @Nullable Object stamp;

  /** The tokens of a file, which need not exist yet. */
  ApiTokens(Path file, InstantSource clock) {
    this.file = file;
    this.clock = clock;
  }

  /** All of them, those that have ended included. */
  synchronized List<Token> all() {
    return lines().stream().map(line -> line.token(used.get(line.id()))).toList();
  }

  /**
   * Makes one.
   *
   * @param life how long it is good; null for ever
   * @throws IllegalArgumentException where there are too many, or the name is none
   * @throws IOException when the file cannot be written: there is no new token then
   */
  synchronized Fresh make(String name, Role scope, String by, @Nullable Duration life)
      throws IOException {
    if (name.isBlank() || name.length() > 60 || !name.matches("[\\w.@ -]+")) {
      throw new IllegalArgumentException("a name of 1 to 60 letters, digits, spaces and . _ @ -");
    }
    List<Line> all = new ArrayList<>(lines());
    if (all.size() >= MOST) {
      throw new IllegalArgumentException("there are " + MOST + " tokens already");
    }
    SecureRandom random = new SecureRandom();
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    String secret = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    byte[] id = new byte[4];
    random.nextBytes(id);
    Instant now = clock.instant();
    Line line =
        new Line(
            HexFormat.of().formatHex(id),
            name.strip(),
            scope.name(),
            by,
            now.toString(),
            life == null ? null : now.plus(life).toString(),
            hash(secret));
    all.add(line);
    write(all);
    return new Fresh(line.token(null), secret);
  }

  /** Takes one away; false where there is none with that id. */
  synchronized boolean revoke(String id) throws IOException {
    List<Line> all = new ArrayList<>(lines());
    boolean was = all.removeIf(line -> line.id().equals(id));
    if (was) {
      write(all);
    }
    return was;
  }

  /** Whose secret it is; null for nobody's, and for one that has ended. */
  synchronized @Nullable Token find(String secret) {
    byte[] wanted = hash(secret).getBytes(StandardCharsets.US_ASCII);
    Instant now = clock.instant();
    for (Line line : lines()) {
      if (MessageDigest.isEqual(wanted, line.sha256().getBytes(StandardCharsets.US_ASCII))) {
        Token token = line.token(now);
        boolean hasEnded = token.until() != null && !now.isBefore(token.until());
        if (!hasEnded) {
          used.put(token.id(), now);
        }
        return hasEnded ? null : token;
      }
    }
    return null;
  }

  static String hash(String secret) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(secret.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }

  // ---- the file ----

  /** As the file says now: who deletes a line with an editor need tell nobody. */
  private List<Line> lines() {
    Object now = stamp();
    if (!Objects.equals(now, stamp)) {
      lines = read();
      stamp = now;
    }
    return lines;
  }

  private @Nullable Object stamp() {
    try {
      return List.of(Files.getLastModifiedTime(file), Files.size(file));
    } catch (IOException e) {
      return null;
    }
  }

  private List<Line> read() {
    List<Line> all = new ArrayList<>();
    try {
      for (String text : Files.readAllLines(file, StandardCharsets.UTF_8)) {
        if (!text.isBlank() && !text.startsWith("#")) {
          all.add(JSON.readValue(text, Line.class));
        }
      }
    } catch (java.nio.file.NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (JacksonException e) {
      // Half a list would be silent about the tokens that it lacks.
      throw new IllegalStateException(file + " is no file of tokens: " + e.getOriginalMessage(), e);
    }
    return List.copyOf(all);
  }

  private void write(List<Line> all) throws IOException {
    StringBuilder text = new StringBuilder();
    all.forEach(line -> text.append(JSON.writeValueAsString(line)).append('\n'));
    Path folder =
        Files.createDirectories(Objects.requireNonNull(file.toAbsolutePath().getParent()));
    Path made =
        Files.createTempFile(
            folder,
            "tokens",
            null,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(made, text, StandardCharsets.UTF_8);
    Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
    lines = List.copyOf(all);
    stamp = stamp();
  }
}
