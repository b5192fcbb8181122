package io.stoker.support;

import io.stoker.api.Passwords;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * htdigest: users, realms and digests of AuthUserFile for mod_auth_digest.
 *
 * <p>Source: httpd manual, "htdigest"; what it does was tried.
 */
final class Htdigest implements SupportProgram {

  private static final String USAGE =
      """
      Usage: htdigest [-c] passwordfile realm username
      The -c flag creates a new file.\
      """
          .stripTrailing();

  @Override
  public int perform(List<String> words, Terminal terminal) throws Failure {
    boolean create = words.size() == 4 && words.getFirst().equals("-c");
    if (!create && words.size() != 3) {
      throw new Failure(1, USAGE);
    }
    List<String> operands = words.subList(create ? 1 : 0, words.size());
    store(create, operands.get(0), operands.get(1), operands.get(2), terminal);
    return 0;
  }

  private static void store(
      boolean create, String file, String realm, String user, Terminal terminal) throws Failure {
    List<String> lines = create ? new ArrayList<>() : lines(file);
    if (create) {
      write(file, lines);
    }
    String start = user + ":" + realm + ":";
    int at = -1;
    for (int i = lines.size() - 1; i >= 0; i--) {
      at = lines.get(i).startsWith(start) ? i : at;
    }
    terminal
        .err()
        .println(
            create
                ? "Adding password for " + user + " in realm " + realm + "."
                : at < 0
                    ? "Adding user " + user + " in realm " + realm
                    : "Changing password for user " + user + " in realm " + realm);
    String password = new PasswordPrompt(terminal).twice(1, "They don't match, sorry.");
    String line = start + Passwords.realmHash(user, realm, password);
    if (at < 0) {
      lines.add(line);
    } else {
      lines.set(at, line);
    }
    write(file, lines);
  }

  private static List<String> lines(String file) throws Failure {
    try {
      Path path = FileNames.path(file);
      String text = Files.readString(path, StandardCharsets.ISO_8859_1);
      return new ArrayList<>(text.lines().toList());
    } catch (NoSuchFileException e) {
      throw new Failure(
          1,
          "Could not open passwd file " + file + " for reading.\nUse -c option to create new one.");
    } catch (IOException e) {
      throw new Failure(
          1, "Could not open passwd file " + file + " for reading: " + FileNames.words(e));
    }
  }

  private static void write(String file, List<String> lines) throws Failure {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(line).append('\n'));
    try {
      Files.writeString(FileNames.path(file), text, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new Failure(
          1, "Could not open passwd file " + file + " for writing: " + FileNames.words(e));
    }
  }
}
