package io.stoker.support;

import io.stoker.files.dbm.BerkeleyDbWriter;
import io.stoker.files.dbm.Dbm;
import io.stoker.files.dbm.SdbmWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * htdbm: users and passwords of AuthDBMUserFile. Files of Berkeley DB and SDBM can be written,
 * those of GDBM read.
 *
 * <p>Source: httpd manual, "htdbm"; what it does was tried.
 */
final class Htdbm implements SupportProgram {

  private static final String NAME = "htdbm";
  private static final String USAGE =
      """
      htdbm: users and passwords in DBM files.

      Usage: htdbm [-cimBdpstvx] [-C cost] [-TTYPE] database username
             htdbm -b[cmBdptsv] [-C cost] [-TTYPE] database username password
             htdbm -n[imBdpst] [-C cost] username
             htdbm -nb[mBdpst] [-C cost] username password
             htdbm -v[imBdps] [-TTYPE] database username
             htdbm -vb[mBdps] [-TTYPE] database username password
             htdbm -x [-TTYPE] database username
             htdbm -l [-TTYPE] database
      Options:
        -c  begin a new database
        -n  print the record instead of storing it
        -b  the password is on the command line (where others can see it)
        -i  the password is the first line of standard input
        -m  hash with MD5, as Apache does (this is what happens without an option)
        -B  hash with bcrypt (the safest)
        -C  cost of bcrypt, 4 to 17 (5 if not said)
        -d  hash with DES crypt: 8 characters count, not safe
        -s  hash with SHA-1: no salt, not safe
        -p  no hash
        -T  SDBM, DB or default (SDBM); GDBM can be read, not written
        -l  list the users
        -v  check the password of a user
        -x  delete a user
        -t  the last word is a comment
      """
          .stripTrailing();

  private enum Action {
    ADD,
    PRINT,
    LIST,
    VERIFY,
    DELETE
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
    private final @Nullable String comment;
    private Dbm.Kind kind;

    Run(List<String> words, Terminal terminal) throws Failure {
      this.terminal = terminal;
      this.flags = Flags.parse(NAME, "cnmspdBbtDLlxviT:C:", words, USAGE, 2);
      this.action = action(flags);
      this.kind = kind(flags);
      boolean withPassword = flags.has('b') && action != Action.LIST && action != Action.DELETE;
      boolean withComment = flags.has('t');
      List<String> operands = flags.operands();
      int expected =
          (action == Action.PRINT ? 0 : 1)
              + (action == Action.LIST ? 0 : 1)
              + (withPassword ? 1 : 0)
              + (withComment ? 1 : 0);
      if (operands.size() != expected) {
        throw new Failure(2, USAGE);
      }
      int next = 0;
      this.file = action == Action.PRINT ? "" : operands.get(next++);
      this.user = action == Action.LIST ? "" : checked(operands.get(next++));
      this.password = withPassword ? operands.get(next++) : "";
      this.comment = withComment ? operands.get(next) : null;
    }

    private static Action action(Flags flags) throws Failure {
      Action action = Action.ADD;
      for (Map.Entry<Character, Action> other :
          Map.of('n', Action.PRINT, 'l', Action.LIST, 'v', Action.VERIFY, 'x', Action.DELETE)
              .entrySet()) {
        if (flags.has(other.getKey())) {
          if (action != Action.ADD || flags.has('c')) {
            throw new Failure(2, USAGE);
          }
          action = other.getValue();
        }
      }
      return action;
    }

    private static String checked(String name) throws Failure {
      if (name.isEmpty() || name.length() > 255) {
        throw new Failure(6, "Invalid username length");
      }
      if (name.indexOf(':') >= 0) {
        throw new Failure(6, "Username contains invalid characters");
      }
      return name;
    }

    int perform() throws Failure {
      return switch (action) {
        case PRINT -> {
          terminal.err().println(user + ":" + record());
          yield 0;
        }
        case LIST -> list(read());
        case VERIFY -> verify(read());
        case DELETE -> delete(read());
        case ADD -> add();
      };
    }

    private String record() throws Failure {
      Hashing hashing = Hashing.of(NAME, flags, terminal);
      String hash = hashing.hash(NAME, typed(), terminal);
      return comment == null ? hash : hash + ":" + comment;
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

    private int add() throws Failure {
      Map<String, String> records = flags.has('c') ? new TreeMap<>() : read();
      boolean known = !flags.has('c');
      boolean updated = records.containsKey(user);
      String record = record();
      records.put(user, record);
      write(records);
      String what = !known ? "created" : comment != null && !updated ? "updated" : "modified";
      terminal.out().println("Database " + file + " " + what + ".");
      return 0;
    }

    private int delete(Map<String, String> records) throws Failure {
      if (records.remove(user) == null) {
        throw new Failure(6, "Cannot find user '" + user + "' in database");
      }
      write(records);
      terminal.out().println("Database " + file + " modified.");
      return 0;
    }

    private int verify(Map<String, String> records) throws Failure {
      String record = records.get(user);
      if (record == null) {
        throw new Failure(6, "The user '" + user + "' could not be found in database");
      }
      String said =
          flags.has('b') || flags.has('i')
              ? typed()
              : new PasswordPrompt(terminal).ask("Enter password: ");
      if (!Htpasswd.matches(said, record)) {
        throw new Failure(3, "Password mismatch for user '" + user + "'");
      }
      terminal.err().println("Password validated for user '" + user + "'");
      return 0;
    }

    private int list(Map<String, String> records) {
      terminal.err().println("Dumping records from database -- " + file);
      terminal.err().println(line("Username", "Comment"));
      records.forEach(
          (name, record) -> {
            int colon = record.indexOf(':');
            terminal.err().println(line(name, colon < 0 ? null : record.substring(colon + 1)));
          });
      terminal.err().println("Total #records : " + records.size());
      return 0;
    }

    private static String line(String name, @Nullable String comment) {
      String padded = "    " + name + " ".repeat(Math.max(0, 32 - name.length()));
      return comment == null ? padded : padded + " " + comment;
    }

    // ---- the file ----

    private Map<String, String> read() throws Failure {
      Path pages = FileNames.path(file + ".pag");
      try {
        byte[] content = Files.readAllBytes(Files.exists(pages) ? pages : FileNames.path(file));
        kind = Dbm.kind(content);
        return new TreeMap<>(Dbm.read(content));
      } catch (NoSuchFileException e) {
        throw failure("No such file or directory");
      } catch (IOException e) {
        throw failure(FileNames.words(e));
      }
    }

    private static Dbm.Kind kind(Flags flags) throws Failure {
      String said = flags.value('T');
      return switch (said == null ? "default" : said) {
        case "SDBM", "default" -> Dbm.Kind.SDBM;
        case "DB" -> Dbm.Kind.BERKELEY_DB;
        case "GDBM" -> Dbm.Kind.GDBM;
        default -> throw new Failure(2, NAME + ": unknown type of database: " + said);
      };
    }

    private void write(Map<String, String> records) throws Failure {
      try {
        switch (kind) {
          case SDBM -> {
            SdbmWriter.Files files = SdbmWriter.write(records);
            Files.write(FileNames.path(file + ".pag"), files.pages());
            Files.write(FileNames.path(file + ".dir"), files.directory());
          }
          case BERKELEY_DB -> Files.write(FileNames.path(file), BerkeleyDbWriter.write(records));
          case GDBM -> throw failure("files of GDBM can be read, not written");
        }
      } catch (IOException e) {
        throw failure(FileNames.words(e));
      }
    }

    private Failure failure(String why) {
      return new Failure(1, "Error opening database " + file + "\n" + why);
    }
  }
}
