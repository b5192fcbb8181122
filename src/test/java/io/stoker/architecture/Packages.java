package io.stoker.architecture;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The packages under {@code io.stoker} and what each may use: the one table behind the rules. */
final class Packages {

  /** What "may use" says of a package that may use all others. */
  static final String EVERYTHING = "everything";

  /** What "may use" says of a package that may use nothing but the JDK. */
  static final String JDK = "JDK";

  private static final Map<String, List<String>> MAY_USE = new LinkedHashMap<>();

  static {
    row("http", JDK);
    row("syntax", JDK);
    row("api", "files", "http");
    row("expr", "api", "files", "http");
    row("files", "http");
    row("logging", "api", "http");
    row("config", "syntax", "api", "expr", "files", "logging", "http");
    row("engine", "config", "api", "expr", "files", "logging", "http");
    row("modules", "api", "expr", "files", "logging", "http");
    row("mpm", "api", "logging", "http");
    row("transport", "engine", "mpm", "config", "api", "logging", "http");
    row("runtime", "config", "engine", "mpm", "transport", "logging", "files", "syntax", "api");
    row("reference", "config", "api");
    row("advisor", "config", "mpm", "runtime", "api");
    row("fleet", "runtime", "mpm", "files", "api");
    row("admin", "fleet", "runtime", "advisor", "reference", "mpm", "syntax", "api");
    row("actuator", "fleet", "runtime", "advisor", "reference", "mpm", "syntax", "api");
    row("support", "logging", "files", "api", "http");
    row(
        "cli",
        "support",
        "runtime",
        "advisor",
        "config",
        "reference",
        "files",
        "syntax",
        "api",
        "http");
    row("boot", EVERYTHING);
  }

  /** Where Netty and Reactor types may be seen. */
  static final Set<String> REACTIVE = Set.of("transport", "support", "admin", "actuator", "boot");

  /** Where Spring may be seen. */
  static final Set<String> SPRING = Set.of("admin", "actuator", "boot");

  private Packages() {}

  private static void row(String name, String... mayUse) {
    MAY_USE.put(name, List.of(mayUse));
  }

  /** The names in the table, in its order. */
  static List<String> names() {
    return List.copyOf(MAY_USE.keySet());
  }

  /** The row of a package as the table in ARCHITECTURE.md writes it. */
  static List<String> mayUse(String name) {
    return MAY_USE.get(name);
  }

  /** Packages whose classes may use nothing but the JDK. */
  static List<String> jdkOnly() {
    return names().stream().filter(name -> mayUse(name).contains(JDK)).toList();
  }

  /** The packages that one package must not use: all that its row does not name. */
  static Set<String> forbidden(String name) {
    if (mayUse(name).contains(EVERYTHING)) {
      return Set.of();
    }
    Set<String> forbidden = new TreeSet<>(MAY_USE.keySet());
    forbidden.remove(name);
    forbidden.removeAll(mayUse(name));
    return forbidden;
  }

  /** Package patterns for all packages of the table but the ones given. */
  static String[] patternsOfAllBut(String root, Set<String> excluded) {
    List<String> rest = new ArrayList<>(names());
    rest.removeAll(excluded);
    return patterns(root, rest);
  }

  /** Package patterns, each with its subpackages. */
  static String[] patterns(String root, Iterable<String> names) {
    List<String> patterns = new ArrayList<>();
    names.forEach(name -> patterns.add(root + "." + name + ".."));
    return patterns.toArray(String[]::new);
  }
}
