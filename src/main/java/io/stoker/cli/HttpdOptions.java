package io.stoker.cli;

import io.stoker.api.LogLevel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * httpd's flags, read as getopt reads them: {@code -DFOREGROUND} and {@code -D FOREGROUND} are the
 * same, flags without argument may share a dash, and a word that is no flag is an error.
 *
 * <p>Scripts rely on getopt's exact messages and on flags such as {@code -k} that a general
 * command-line library would read otherwise; so this is by hand.
 *
 * <p>Source: httpd manual, "httpd - Apache Hypertext Transfer Protocol Server".
 *
 * @param action what is asked for besides serving
 * @param signal the word of {@code -k}, or null
 * @param defines names of {@code -D}, in order
 * @param serverRoot {@code -d}, or null
 * @param file {@code -f}, or null
 * @param before lines of {@code -C}
 * @param after lines of {@code -c}
 * @param level {@code -e}: level of start-up messages, or null
 * @param startupLog {@code -E}: file for start-up errors, or null
 * @param checkDocumentRoots false with {@code -T}
 * @param debug {@code -X}: one worker, in the foreground
 */
record HttpdOptions(
    Action action,
    @Nullable Signal signal,
    List<String> defines,
    @Nullable String serverRoot,
    @Nullable String file,
    List<String> before,
    List<String> after,
    @Nullable LogLevel level,
    @Nullable String startupLog,
    boolean checkDocumentRoots,
    boolean debug) {

  /** What the flags ask for. */
  enum Action {
    SERVE,
    CHECK,
    VERSION,
    SETTINGS,
    MODULES_COMPILED,
    DIRECTIVES,
    USAGE
  }

  /** The words of {@code -k}. */
  enum Signal {
    START("start"),
    RESTART("restart"),
    GRACEFUL("graceful"),
    GRACEFUL_STOP("graceful-stop"),
    STOP("stop");

    private final String word;

    Signal(String word) {
      this.word = word;
    }

    static @Nullable Signal of(String word) {
      for (Signal s : values()) {
        if (s.word.equals(word)) {
          return s;
        }
      }
      return null;
    }
  }

  /** Flags that make no sense; the message may be empty, the usage text follows in any case. */
  static final class BadUsage extends Exception {
    private static final long serialVersionUID = 1L;

    BadUsage(String message) {
      super(message);
    }

    /** The message; empty where the usage text says enough. */
    String words() {
      return String.valueOf(getMessage());
    }
  }

  private static final String WITH_ARGUMENT = "DCcdfkeE";
  private static final String WITHOUT_ARGUMENT = "vVlLtTSMhX?";

  /** Names of {@code -D} that ask for a report instead of a server. */
  private static final List<String> REPORTS =
      List.of("DUMP_VHOSTS", "DUMP_RUN_CFG", "DUMP_MODULES", "DUMP_INCLUDES");

  static HttpdOptions parse(List<String> words) throws BadUsage {
    Reader reader = new Reader();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (word.equals("--") && i == words.size() - 1) {
        break;
      }
      if (word.length() < 2 || word.charAt(0) != '-') {
        throw new BadUsage("");
      }
      for (int j = 1; j < word.length(); j++) {
        char flag = word.charAt(j);
        if (WITH_ARGUMENT.indexOf(flag) >= 0) {
          String argument;
          if (j + 1 < word.length()) {
            argument = word.substring(j + 1);
          } else if (++i < words.size()) {
            argument = words.get(i);
          } else {
            throw new BadUsage("option requires an argument -- " + flag);
          }
          reader.take(flag, argument);
          break;
        }
        if (WITHOUT_ARGUMENT.indexOf(flag) < 0) {
          throw new BadUsage("illegal option -- " + flag);
        }
        reader.take(flag);
      }
    }
    return reader.done();
  }

  boolean asksFor(String report) {
    return defines.contains(report);
  }

  /** Whether the server is to stay where it was started instead of going to the background. */
  boolean isForeground() {
    return debug
        || asksFor("FOREGROUND")
        || asksFor("NO_DETACH")
        || asksFor("ONE_PROCESS")
        || asksFor("DEBUG");
  }

  private static final class Reader {
    private Action action = Action.SERVE;
    private @Nullable Signal signal;
    private final List<String> defines = new ArrayList<>();
    private @Nullable String serverRoot;
    private @Nullable String file;
    private final List<String> before = new ArrayList<>();
    private final List<String> after = new ArrayList<>();
    private @Nullable LogLevel level;
    private @Nullable String startupLog;
    private boolean checkDocumentRoots = true;
    private boolean debug;

    void take(char flag, String argument) throws BadUsage {
      switch (flag) {
        case 'D' -> defines.add(argument);
        case 'C' -> before.add(argument);
        case 'c' -> after.add(argument);
        case 'd' -> serverRoot = argument;
        case 'f' -> file = argument;
        case 'E' -> startupLog = argument;
        case 'e' -> {
          level = LogLevel.ofWord(argument);
          if (level == null) {
            throw new BadUsage("");
          }
        }
        default -> {
          signal = Signal.of(argument);
          if (signal == null) {
            throw new BadUsage("illegal option -- k");
          }
        }
      }
    }

    void take(char flag) {
      switch (flag) {
        case 'v' -> first(Action.VERSION);
        case 'V' -> first(Action.SETTINGS);
        case 'l' -> first(Action.MODULES_COMPILED);
        case 'L' -> first(Action.DIRECTIVES);
        case 't' -> first(Action.CHECK);
        case 'T' -> checkDocumentRoots = false;
        case 'X' -> {
          debug = true;
          defines.add("DEBUG");
        }
        case 'S' -> {
          first(Action.CHECK);
          defines.add("DUMP_VHOSTS");
          defines.add("DUMP_RUN_CFG");
        }
        case 'M' -> {
          first(Action.CHECK);
          defines.add("DUMP_MODULES");
        }
        default -> action = Action.USAGE;
      }
    }

    /** A flag that answers at once wins over those behind it, but a check over nothing. */
    private void first(Action asked) {
      if (action == Action.SERVE || action == Action.CHECK) {
        action = asked;
      }
    }

    HttpdOptions done() {
      if (action == Action.SERVE && defines.stream().anyMatch(REPORTS::contains)) {
        action = Action.CHECK;
      }
      return new HttpdOptions(
          action,
          signal,
          List.copyOf(defines),
          serverRoot,
          file,
          List.copyOf(before),
          List.copyOf(after),
          level,
          startupLog,
          checkDocumentRoots,
          debug);
    }
  }
}
