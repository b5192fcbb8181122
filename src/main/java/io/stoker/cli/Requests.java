package io.stoker.cli;

import io.stoker.config.LoadRequest;
import io.stoker.files.ByteNames;
import java.util.List;
import java.util.Map;

/** Flags to a request to load a configuration. */
final class Requests {

  private Requests() {}

  static LoadRequest of(HttpdOptions options, Map<String, String> environment) {
    String root = options.serverRoot() == null ? home(environment) : options.serverRoot();
    String file = options.file() == null ? "conf/httpd.conf" : options.file();
    return LoadRequest.of(bytes(root), bytes(file))
        .withBefore(bytes(options.before()))
        .withAfter(bytes(options.after()))
        .withDefines(bytes(options.defines()))
        .withEnvironment(environment)
        .withProgram(Main.PROGRAM);
  }

  /** The folder that the launcher found; without one, where the command was given. */
  private static String home(Map<String, String> environment) {
    String home = environment.get("STOKER_HOME");
    return home == null || home.isEmpty() ? System.getProperty("user.dir", "/") : home;
  }

  private static List<String> bytes(List<String> words) {
    return words.stream().map(Requests::bytes).toList();
  }

  private static String bytes(String word) {
    return ByteNames.fromText(word);
  }
}
