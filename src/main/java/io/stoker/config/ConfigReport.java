package io.stoker.config;

import io.stoker.api.Core;
import io.stoker.api.Directive;
import io.stoker.api.HttpdModule;
import io.stoker.api.SecretNames;
import io.stoker.api.Server;
import io.stoker.files.Dependencies;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a configuration consists of, for {@code -S}, {@code -M}, {@code -L}, the DUMP_ names and the
 * console.
 *
 * @param includes the files; its children are the main files
 * @param tree the directives as read, {@code -C} first and {@code -c} last
 * @param modules in loading order, static ones first
 * @param unsupported identifiers of the modules that were left out
 * @param defines names and values
 * @param virtualHosts the block of {@code -S}
 * @param runConfig the lines after it
 * @param files every file that was read, in that order, with the text it had then, one byte a char
 * @param dependencies what was looked at to find and read them: files, links, directories
 * @param serverRoot what relative paths are below, one byte a char
 */
public record ConfigReport(
    IncludedFile includes,
    List<ConfigNode> tree,
    List<HttpdModule> modules,
    List<String> unsupported,
    Map<String, String> defines,
    List<String> virtualHosts,
    List<String> runConfig,
    Provenance provenance,
    Map<String, String> files,
    Dependencies dependencies,
    String serverRoot) {

  /** {@code -t -D DUMP_INCLUDES}. */
  public List<String> dumpIncludes() {
    return includes.report();
  }

  /** {@code -M}. */
  public List<String> dumpModules() {
    List<String> lines = new ArrayList<>();
    lines.add("Loaded Modules:");
    for (HttpdModule m : modules) {
      lines.add(" " + m.identifier() + (m.isStatic() ? " (static)" : " (shared)"));
    }
    return lines;
  }

  /**
   * {@code -t -D DUMP_CONFIG}: the directives in effect with the lines they stand on, without
   * secrets.
   */
  public List<String> dumpConfig() {
    List<String> lines = new ArrayList<>();
    Map<String, Directive> rows = new HashMap<>();
    for (HttpdModule module : modules) {
      Modules.rows(module).forEach(row -> rows.put(row.name().toLowerCase(Locale.ROOT), row));
    }
    dump(tree, rows, 0, "", lines);
    return lines;
  }

  private SecretValues secrets() {
    return provenance.secrets();
  }

  private String dump(
      List<ConfigNode> nodes,
      Map<String, Directive> rows,
      int depth,
      String file,
      List<String> lines) {
    String last = file;
    String indent = "  ".repeat(depth);
    for (ConfigNode node : nodes) {
      if (!node.position().file().equals(last)) {
        last = node.position().file();
        lines.add("# In file: " + last);
      }
      lines.add(indent + "# %3d:".formatted(node.position().line()));
      Directive row = rows.get(node.name().toLowerCase(Locale.ROOT));
      String args = secrets().hide(row == null ? node.args() : row.shown(node.args()));
      lines.add(indent + node.name() + (args.isEmpty() ? "" : " " + args));
      if (node.isSection()) {
        last = dump(node.children(), rows, depth + 1, last, lines);
        lines.add(indent + "</" + node.name().substring(1) + ">");
      }
    }
    return last;
  }

  /**
   * The modules that a configuration may load, those that are nothing but a part of the language
   * included, by name.
   *
   * @param offered what the class path has
   */
  public static List<HttpdModule> available(Iterable<HttpdModule> offered) {
    Map<String, HttpdModule> byName = new TreeMap<>();
    LanguageModule.ALL.forEach(module -> byName.put(module.name(), module));
    offered.forEach(module -> byName.put(module.name(), module));
    return List.copyOf(byName.values());
  }

  /** A module's directives, those of the configuration language included. */
  public static List<Directive> directives(HttpdModule module) {
    return Modules.rows(module);
  }

  /**
   * The lines of DUMP_RUN_CFG.
   *
   * @param more what the modules add: Mutex lines stand before the others of the core
   */
  static List<String> runConfig(
      Server main, String serverRoot, Defines defines, List<String> more) {
    List<String> lines = new ArrayList<>();
    lines.add("ServerRoot: \"" + serverRoot + "\"");
    String root = main.values().get(Core.DOCUMENT_ROOT);
    lines.add("Main DocumentRoot: \"" + (root == null ? "" : root) + "\"");
    String log = main.values().get(Core.ERROR_LOG);
    boolean elsewhere = log != null && (log.startsWith("|") || log.startsWith("syslog"));
    String shown = log == null ? "logs/error_log" : log;
    lines.add("Main ErrorLog: \"" + (elsewhere ? shown : Paths.resolve(serverRoot, shown)) + "\"");
    more.stream().filter(line -> line.startsWith("Mutex ")).forEach(lines::add);
    String pid = main.values().get(Core.PID_FILE);
    String pidFile = Paths.resolve(serverRoot, pid == null ? "logs/httpd.pid" : pid);
    lines.add("PidFile: \"" + pidFile + "\"");
    SecretValues secrets = defines.secrets();
    defines
        .all()
        .forEach(
            (name, value) -> {
              String seen = SecretNames.isSecret(name) ? SecretNames.HIDDEN : secrets.hide(value);
              lines.add("Define: " + name + (value.isEmpty() ? "" : "=" + seen));
            });
    more.stream().filter(line -> !line.startsWith("Mutex ")).forEach(lines::add);
    return lines;
  }
}
