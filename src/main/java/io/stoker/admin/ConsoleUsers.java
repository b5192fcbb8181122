package io.stoker.admin;

import io.stoker.api.LogLevel;
import io.stoker.api.LogMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.userdetails.ReactiveUserDetailsService;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.crypto.password.PasswordEncoder;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Who may use the console: names and bcrypt hashes in a file, as {@code htpasswd -B} writes it.
 * Where there is no such file there is one user, {@code admin}, with a password that is made up at
 * each start and told in the error log; it is good for nothing but choosing another.
 */
final class ConsoleUsers implements ReactiveUserDetailsService {

  /** May choose a password and nothing else. */
  static final String NEWCOMER = "NEWCOMER";

  /** What is the least that a password is to have. */
  static final int SHORTEST = 12;

  private static final String FIRST = "admin";
  private static final LogMessage WELCOME =
      new LogMessage(
          "console",
          "STK0120",
          LogLevel.NOTICE,
          "the console has no users yet: user \"admin\", password \"%s\" lets one in to choose a"
              + " password");
  private static final LogMessage UNREADABLE =
      LogMessage.error("console", "STK0121", "the console's users cannot be read: %s");
  // No characters that look like others.
  private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";

  private final Path file;
  private final List<String> admins;
  private final List<String> operators;
  private final PasswordEncoder encoder;
  private final BiConsumer<LogMessage, Object[]> log;
  private @Nullable String first;

  /**
   * The users of a file, which need not exist yet.
   *
   * @param admins names of those who may change things
   * @param operators names of those who may work the server as it is configured
   * @param log of the server
   */
  ConsoleUsers(
      Path file,
      List<String> admins,
      List<String> operators,
      PasswordEncoder encoder,
      BiConsumer<LogMessage, Object[]> log) {
    this.file = file;
    this.admins = List.copyOf(admins);
    this.operators = List.copyOf(operators);
    this.encoder = encoder;
    this.log = log;
  }

  /** Whether it is somebody who came in with the first password. */
  static boolean isNewcomer(Authentication who) {
    return AuthorityUtils.authorityListToSet(who.getAuthorities()).contains("ROLE_" + NEWCOMER);
  }

  /** Makes up the first password and tells it, if there are no users. */
  void welcome() {
    if (Files.notExists(file)) {
      String made = makeUp();
      setFirst(encoder.encode(made));
      log.accept(WELCOME, new Object[] {made});
    }
  }

  private synchronized void setFirst(@Nullable String hash) {
    first = hash;
  }

  private synchronized @Nullable String first() {
    return first;
  }

  private static String makeUp() {
    SecureRandom random = new SecureRandom();
    StringBuilder made = new StringBuilder();
    for (int i = 0; i < 20; i++) {
      made.append(i > 0 && i % 5 == 0 ? "-" : "");
      made.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return made.toString();
  }

  @Override
  public Mono<UserDetails> findByUsername(String name) {
    return Mono.fromCallable(() -> find(name)).subscribeOn(Schedulers.boundedElastic());
  }

  private @Nullable UserDetails find(String name) {
    String hash;
    try {
      hash = read().get(name);
    } catch (NoSuchFileException e) {
      String made = first();
      return made == null || !name.equals(FIRST)
          ? null
          : User.withUsername(FIRST).password(made).roles(NEWCOMER).build();
    } catch (IOException e) {
      log.accept(UNREADABLE, new Object[] {e});
      return null;
    }
    return hash == null
        ? null
        : User.withUsername(name).password(hash).roles(role(name).names()).build();
  }

  private Role role(String name) {
    return admins.contains(name)
        ? Role.ADMIN
        : operators.contains(name) ? Role.OPERATOR : Role.VIEWER;
  }

  private Map<String, String> read() throws IOException {
    Map<String, String> all = new TreeMap<>();
    for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
      int colon = line.indexOf(':');
      if (colon > 0 && !line.startsWith("#")) {
        all.put(line.substring(0, colon), line.substring(colon + 1));
      }
    }
    return all;
  }

  /**
   * Gives a user another password, or the first one the first; blocking. All other lines stay as
   * they are.
   *
   * @throws IOException when the file cannot be written: all is as before
   * @throws NoSuchElementException when there is no such user, who may be one of somewhere else
   */
  synchronized void setPassword(String name, String password) throws IOException {
    String line = name + ":" + encoder.encode(password);
    List<String> lines = new ArrayList<>();
    boolean isKnown = false;
    if (Files.exists(file)) {
      for (String old : Files.readAllLines(file, StandardCharsets.UTF_8)) {
        boolean isHis = old.startsWith(name + ":");
        lines.add(isHis ? line : old);
        isKnown |= isHis;
      }
    } else if (first != null && name.equals(FIRST)) {
      lines.add(line);
      isKnown = true;
    }
    if (!isKnown) {
      throw new NoSuchElementException("there is no user " + name + " in " + file);
    }
    Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
    Path made =
        Files.createTempFile(
            folder,
            "users",
            null,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(made, String.join("\n", lines) + "\n", StandardCharsets.UTF_8);
    Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
    first = null;
  }
}
