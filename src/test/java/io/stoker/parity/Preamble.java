package io.stoker.parity;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What stands before the configuration of every case: modules, addresses, places, a small MPM. */
final class Preamble {

  /** The variables of the server's process. */
  static final Map<String, String> ENVIRONMENT =
      Map.of("PATH", "/usr/bin:/bin", "LANG", "C", "TZ", "UTC", "PARITY", "environment");

  private static final Path MODULES = Path.of("/usr/lib/apache2/modules");
  private static final String DEFINES =
      """
      Define ROOT ${ROOT}
      Define PORT ${PORT}
      Define PORT2 ${PORT2}
      Define PORT3 ${PORT3}
      """;

  private Preamble() {}

  /** Writes it to a file that {@code -C Include} names. */
  static Path write(Scenario scenario, Workspace workspace) throws IOException {
    Path file = workspace.root().resolve("conf/preamble.conf");
    String own = scenario.preamble();
    String text =
        loadModules(scenario) + workspace.expand(DEFINES + (own == null ? usual(scenario) : own));
    Files.writeString(file, text, StandardCharsets.ISO_8859_1);
    return file;
  }

  private static String usual(Scenario scenario) {
    String mpm =
        scenario.modulesToLoad().contains("mpm_prefork")
            ? "StartServers 2\n"
            : "StartServers 1\nServerLimit 2\nThreadsPerChild 8\nMaxRequestWorkers 16\n"
                + "MinSpareThreads 1\nMaxSpareThreads 16\n";
    String text =
        """
        ServerRoot "${ROOT}"
        DefaultRuntimeDir run
        PidFile run/httpd.pid
        User www-data
        Group www-data
        Listen 127.0.0.1:${PORT}
        ServerName localhost
        ErrorLog logs/error.log
        DocumentRoot htdocs
        TypesConfig conf/mime.types
        """;
    return text + mpm;
  }

  private static String loadModules(Scenario scenario) {
    StringBuilder text = new StringBuilder();
    for (String module : scenario.modulesToLoad()) {
      Path file = MODULES.resolve("mod_" + module + ".so");
      text.append("LoadModule %s_module %s%n".formatted(module, file));
    }
    return text.toString();
  }
}
