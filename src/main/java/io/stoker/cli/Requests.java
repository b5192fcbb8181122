package io.stoker.cli;

import io.stoker.config.LoadRequest;
import io.stoker.files.ByteNames;
import java.nio.file.Path;
import java.util.Map;

/** Flags to a request to load a configuration. Words and variables are bytes, one a char. */
final class Requests {

  private Requests() {}

  static LoadRequest of(HttpdOptions options, Map<String, String> environment) {
    LoadRequest request =
        LoadRequest.of(
                serverRoot(options, environment),
                options.file() == null ? "conf/httpd.conf" : options.file())
            .withBefore(options.before())
            .withAfter(options.after())
            .withDefines(options.defines())
            .withEnvironment(environment)
            .withProgram(Main.PROGRAM);
    return options.checkDocumentRoots() ? request : request.withoutDocumentRootCheck();
  }

  /** {@code -d} relative to where the command was given; else the folder the launcher found. */
  static String serverRoot(HttpdOptions options, Map<String, String> environment) {
    String here = ByteNames.fromPath(Path.of("").toAbsolutePath());
    String said = options.serverRoot();
    if (said == null) {
      said = environment.getOrDefault("STOKER_HOME", "");
    }
    return said.startsWith("/") ? said : said.isEmpty() ? here : here + "/" + said;
  }
}
