package io.stoker.cli;

import io.stoker.api.Directive;
import io.stoker.api.HttpdModule;
import io.stoker.api.OverrideClass;
import io.stoker.api.Product;
import io.stoker.api.Where;
import io.stoker.config.ConfigReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.ServiceLoader;
import java.util.Set;

/**
 * Texts about the program itself. The build writes those that depend on nothing else to files,
 * which the launcher prints without starting a JVM.
 */
final class Answers {

  private Answers() {}

  /** Writes the files. The only argument is the folder. */
  public static void main(String[] args) throws IOException {
    Path folder = Files.createDirectories(Path.of(args[0]));
    write(folder.resolve("-v"), version());
    write(folder.resolve("-V"), settings());
    write(folder.resolve("-l"), compiledModules());
    write(folder.resolve("-h"), Usage.text(Main.PROGRAM));
  }

  private static void write(Path file, String text) throws IOException {
    Files.writeString(file, text, StandardCharsets.ISO_8859_1);
  }

  static String version() {
    return "Server version: "
        + Product.NAME
        + "/"
        + Product.VERSION
        + "\nServer built:   "
        + Product.built()
        + "\n";
  }

  static String settings() {
    return version()
        + "Configuration:  Apache httpd "
        + Product.HTTPD_VERSION
        + "\nServer's Module Magic Number: "
        + Product.API_VERSION
        + "\nServer compiled with....\n"
        + " -D DYNAMIC_MODULE_LIMIT=0\n"
        + " -D HTTPD_ROOT=\"${STOKER_HOME}\"\n"
        + " -D DEFAULT_PIDLOG=\"logs/httpd.pid\"\n"
        + " -D DEFAULT_ERRORLOG=\"logs/error_log\"\n"
        + " -D AP_TYPES_CONFIG_FILE=\"conf/mime.types\"\n"
        + " -D SERVER_CONFIG_FILE=\"conf/httpd.conf\"\n";
  }

  /** Every module that is built in; LoadModule switches on those that are not static. */
  static String compiledModules() {
    StringBuilder text = new StringBuilder("Compiled in modules:\n");
    ServiceLoader.load(HttpdModule.class).stream()
        .map(ServiceLoader.Provider::get)
        .sorted(
            Comparator.comparing((HttpdModule m) -> !m.name().equals("core"))
                .thenComparing(m -> !m.isStatic())
                .thenComparing(HttpdModule::sourceName))
        .forEach(m -> text.append("  ").append(m.sourceName()).append('\n'));
    return text.toString();
  }

  /** {@code -L}: the directives of a module with help and contexts. */
  static String directives(HttpdModule module) {
    StringBuilder text = new StringBuilder();
    for (Directive d : ConfigReport.directives(module)) {
      text.append(d.isSection() ? "<" : "")
          .append(d.name())
          .append(" (")
          .append(module.sourceName())
          .append(")\n\t")
          .append(d.help())
          .append("\n\tAllowed in ")
          .append(allowed(d))
          .append('\n');
    }
    return text.toString();
  }

  private static String allowed(Directive d) {
    Set<Where> in = d.contexts();
    boolean outside = in.contains(Where.SERVER) || in.contains(Where.VHOST);
    boolean inside = in.contains(Where.DIRECTORY);
    String files =
        outside && inside
            ? "*.conf anywhere"
            : (outside ? "*.conf only outside" : "*.conf only inside")
                + " <Directory>, <Files>, <Location>, or <If>";
    OverrideClass override = d.override();
    if (!in.contains(Where.HTACCESS) || override == null) {
      return files;
    }
    return files
        + " and in .htaccess\n\twhen AllowOverride "
        + (override == OverrideClass.ANY ? "isn't None" : "includes " + override.word());
  }
}
