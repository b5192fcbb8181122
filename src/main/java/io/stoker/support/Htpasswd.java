package io.stoker.support;

import io.stoker.api.Passwords;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * htpasswd: users and passwords of AuthUserFile.
 *
 * <p>Source: httpd manual, "htpasswd"; what it does was tried.
 */
final class Htpasswd implements SupportProgram {

  private static final String NAME = "htpasswd";
  private static final String USAGE =
      """
      Usage:
      \thtpasswd [-cimB25dpsDv] [-C cost] [-r rounds] passwordfile username
      \thtpasswd -b[cmB25dpsDv] [-C cost] [-r rounds] passwordfile username password

      \thtpasswd -n[imB25dps] [-C cost] [-r rounds] username
      \thtpasswd -nb[mB25dps] [-C cost] [-r rounds] username password
       -c  begin a new file
       -n  print the line instead of writing it to a file
       -b  the password is on the command line (where others can see it)
       -i  the password is the first line of standard input
       -m  hash with MD5, as Apache does (this is what happens without an option)
       -2  hash with SHA-256 crypt
       -5  hash with SHA-512 crypt
       -B  hash with bcrypt (the safest)
       -C  cost of bcrypt, 4 to 17 (5 if not said)
       -r  rounds of SHA-256 and SHA-512, 1000 and more (5000 if not said)
       -d  hash with DES crypt: 8 characters count, not safe
       -s  hash with SHA-1: no salt, not safe
       -p  no hash; httpd takes such a line on Windows and NetWare only
       -D  delete the user
       -v  check the password of the user
      """
          .stripTrailing();

  private enum Action {
    ADD,
    CREATE,
    PRINT,
    DELETE,
    VERIFY
  }

  @Override
  public int perform(List<String> words, Terminal terminal) throws Failure {
    return new Run(words, terminal).perform();
  }

  /** One call. */
  private static final class Run {
    private final Terminal terminal;
    private final Flags flags;
    private final Action action;
    private final String file;
    private final String user;
    private final String password;

    Run(List<String> words, Terminal terminal) throws Failure {
      this.terminal = terminal;
      this.flags = Flags.parse(NAME, "cimB25dpsDvnbC:r:", words, USAGE, 2);
      this.action = action(flags);
      List<String> operands = flags.operands();
      boolean withPassword = flags.has('b') && action != Action.DELETE;
      int expected = (action == Action.PRINT ? 1 : 2) + (withPassword ? 1 : 0);
      if (operands.size() != expected) {
        throw new Failure(2, USAGE);
      }
      int next = 0;
      this.file = action == Action.PRINT ? "" : operands.get(next++);
      this.user = UserName.checked(NAME, operands.get(next++));
      this.password = withPassword ? operands.get(next) : "";
    }

    private static Action action(Flags flags) throws Failure {
      Action action = Action.ADD;
      for (Action other : List.of(Action.CREATE, Action.PRINT, Action.DELETE, Action.VERIFY)) {
        if (flags.has(letter(other))) {
          if (action != Action.ADD) {
            throw new Failure(2, NAME + ": only one of -c -n -v -D may be specified");
          }
          action = other;
        }
      }
      return action;
    }

    private static char letter(Action action) {
      return switch (action) {
        case CREATE -> 'c';
        case PRINT -> 'n';
        case DELETE -> 'D';
        case VERIFY -> 'v';
        case ADD -> throw new IllegalArgumentException("action: without a letter");
      };
    }

    int perform() throws Failure {
      Hashing hashing = Hashing.of(NAME, flags, terminal);
      if (action == Action.PRINT) {
        terminal.out().println(user + ":" + hashing.hash(NAME, typed(), terminal) + "\n");
        return 0;
      }
      PasswordFile known = action == Action.CREATE ? created() : opened();
      return switch (action) {
        case DELETE -> delete(known);
        case VERIFY -> verify(known);
        case ADD, CREATE, PRINT -> store(known, hashing.hash(NAME, typed(), terminal));
      };
    }

    private String typed() throws Failure {
      PasswordPrompt prompt = new PasswordPrompt(terminal);
      if (flags.has('b')) {
        return password;
      }
      return flags.has('i')
          ? prompt.line()
          : prompt.twice(3, NAME + ": password verification error");
    }

    private PasswordFile created() throws Failure {
      Path path = FileNames.path(file);
      try {
        Files.write(path, new byte[0]);
        return new PasswordFile(path, new ArrayList<>());
      } catch (IOException e) {
        throw new Failure(1, NAME + ": cannot create file " + file);
      }
    }

    private PasswordFile opened() throws Failure {
      Path path = FileNames.path(file);
      if (!Files.exists(path)) {
        throw new Failure(1, NAME + ": cannot modify file " + file + "; use '-c' to create it");
      }
      try {
        if (action == Action.VERIFY || Files.isWritable(path)) {
          return PasswordFile.read(path);
        }
      } catch (IOException e) {
        // falls through to the same message
      }
      throw new Failure(1, NAME + ": cannot open file " + file + " for read/write access");
    }

    private int store(PasswordFile known, String hash) throws Failure {
      int at = find(known);
      String line = user + ":" + hash;
      if (at < 0) {
        known.lines().add(line);
      } else {
        known.lines().set(at, line);
      }
      write(known);
      terminal.err().println((at < 0 ? "Adding" : "Updating") + " password for user " + user);
      return 0;
    }

    private int delete(PasswordFile known) throws Failure {
      int at = find(known);
      if (at < 0) {
        terminal.err().println("User " + user + " not found");
        return 0;
      }
      known.lines().remove(at);
      write(known);
      terminal.err().println("Deleting password for user " + user);
      return 0;
    }

    private int verify(PasswordFile known) throws Failure {
      int at = find(known);
      if (at < 0) {
        throw new Failure(6, "User " + user + " not found");
      }
      String said =
          flags.has('b') || flags.has('i')
              ? typed()
              : new PasswordPrompt(terminal).ask("Enter password: ");
      String line = known.lines().get(at);
      if (!matches(said, line.substring(line.indexOf(':') + 1))) {
        throw new Failure(3, "password verification failed");
      }
      terminal.err().println("Password for user " + user + " correct.");
      return 0;
    }

    private int find(PasswordFile known) throws Failure {
      int at = known.find(user);
      if (at == PasswordFile.BROKEN) {
        throw new Failure(
            7, NAME + ": The file " + file + " does not appear to be a valid htpasswd file.");
      }
      return at;
    }

    private void write(PasswordFile known) throws Failure {
      try {
        known.write();
      } catch (IOException e) {
        throw new Failure(1, NAME + ": unable to update file " + file);
      }
    }
  }

  /** Whether it is the password of that hash; what follows a further colon is something else. */
  static boolean matches(String password, String entry) throws Failure {
    int colon = entry.indexOf(':');
    String hash = colon < 0 ? entry : entry.substring(0, colon);
    try {
      return Passwords.shared().match(password, hash) == Passwords.Match.YES;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure(4, NAME + ": interrupted");
    }
  }

  /**
   * The lines of a password file, without what ends them.
   *
   * @param lines to be changed
   */
  private record PasswordFile(Path path, List<String> lines) {

    static final int BROKEN = -2;

    static PasswordFile read(Path path) throws IOException {
      String text = Files.readString(path, StandardCharsets.ISO_8859_1);
      return new PasswordFile(path, new ArrayList<>(text.lines().toList()));
    }

    /** Where a user stands, -1 for nowhere, or {@link #BROKEN} before a line without a colon. */
    int find(String user) {
      for (int i = 0; i < lines.size(); i++) {
        String line = lines.get(i);
        if (line.startsWith(user + ":")) {
          return i;
        }
        boolean empty = line.isBlank() || line.stripLeading().startsWith("#");
        if (!empty && line.indexOf(':') < 0) {
          return BROKEN;
        }
      }
      return -1;
    }

    /** Into the same file: its owner and its rights stay. */
    void write() throws IOException {
      StringBuilder text = new StringBuilder();
      lines.forEach(line -> text.append(line).append('\n'));
      Files.writeString(path, text, StandardCharsets.ISO_8859_1);
    }
  }
}
