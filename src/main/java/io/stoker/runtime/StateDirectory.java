package io.stoker.runtime;

import io.stoker.api.Core;
import io.stoker.api.Server;
import io.stoker.files.ByteNames;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the server keeps what it has to remember. */
public final class StateDirectory {

  /** Names the folder of the history; also what Spring takes for stoker.history.directory. */
  public static final String VARIABLE = "STOKER_HISTORY_DIRECTORY";

  /** Where systemd says StateDirectory= is; several are separated by colons. */
  private static final String SYSTEMD = "STATE_DIRECTORY";

  /** Whether anything is kept; also what Spring takes for stoker.history.enabled. */
  private static final String ENABLED = "STOKER_HISTORY_ENABLED";

  /** The folder of the console. */
  private static final String CONSOLE = "console";

  private static final String DEFAULT = "state";
  private static final Path SYSTEM_CONFIGURATION = Path.of("/etc");
  private static final Path SYSTEM_STATE = Path.of("/var/lib/stoker");

  private StateDirectory() {}

  /** Whether the environment lets a history be kept. */
  static boolean isHistoryWanted(Map<String, String> environment) {
    return !environment.getOrDefault(ENABLED, "").equalsIgnoreCase("false");
  }

  /**
   * The folder of the history: below ServerRoot, but nothing is written below {@code /etc}, where
   * distributions put it.
   *
   * @param serverRoot absolute, one byte a char
   * @param said what the administrator says, relative to ServerRoot; null where nothing is said
   */
  public static Path history(
      String serverRoot, @Nullable String said, Map<String, String> environment) {
    String named = said == null || said.isEmpty() ? environment.get(VARIABLE) : said;
    Path root = ByteNames.toPath(serverRoot);
    Path base = root == null ? Path.of("/") : root;
    if (named != null && !named.isEmpty()) {
      return base.resolve(named);
    }
    return folder(base, environment).resolve("history");
  }

  /**
   * A file of another part of the server.
   *
   * @param name below the state directory, for where nothing is said
   * @param said what the administrator says, relative to ServerRoot; null where nothing is said
   */
  static Path file(
      String serverRoot, String name, @Nullable String said, Map<String, String> environment) {
    Path root = ByteNames.toPath(serverRoot);
    Path base = root == null ? Path.of("/") : root;
    return said == null || said.isEmpty()
        ? folder(base, environment).resolve(name)
        : base.resolve(said);
  }

  private static Path folder(Path root, Map<String, String> environment) {
    String systemd = environment.getOrDefault(SYSTEMD, "").split(":", 2)[0];
    if (!systemd.isEmpty()) {
      return Path.of(systemd);
    }
    Path below = root.normalize();
    return below.startsWith(SYSTEM_CONFIGURATION)
        ? SYSTEM_STATE.resolve(String.valueOf(below.getFileName()))
        : root.resolve(DEFAULT);
  }

  /** The folders that the server writes to while it serves. */
  static List<Path> folders(Server main, Map<String, String> environment) {
    String root = main.get(Core.SERVER_ROOT);
    Path console = file(root, CONSOLE, null, environment);
    return isHistoryWanted(environment)
        ? List.of(history(root, null, environment), console)
        : List.of(console);
  }
}
