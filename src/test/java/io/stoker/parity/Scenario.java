package io.stoker.parity;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One server with its configuration, and what is done to it.
 *
 * @param line where it starts in the case file
 * @param modules what the case says about modules: names to add, or {@code -name} to leave out
 * @param preamble what the case puts in place of the usual preamble, null for the usual one
 * @param config the text of httpd.conf
 * @param items everything that is carried out, in order
 */
record Scenario(
    int line, List<String> modules, @Nullable String preamble, String config, List<Item> items) {

  /** The modules that every case has, as far as they are not linked into the server. */
  static final List<String> USUAL =
      List.of(
          "mpm_event",
          "authz_core",
          "authz_host",
          "authn_core",
          "mime",
          "dir",
          "alias",
          "setenvif",
          "env",
          "negotiation",
          "autoindex",
          "access_compat",
          "macro");

  /** Modules to load, without {@code mod_}, in a fixed order. */
  List<String> modulesToLoad() {
    List<String> added =
        modules.stream().filter(m -> !m.startsWith("-")).map(Scenario::shortName).toList();
    Set<String> dropped = new TreeSet<>();
    modules.stream()
        .filter(m -> m.startsWith("-"))
        .forEach(m -> dropped.add(shortName(m.substring(1))));
    return Stream.concat(USUAL.stream(), added.stream())
        .filter(m -> !dropped.contains(m))
        .distinct()
        .toList();
  }

  /** Whether a server has to run; a scenario of nothing but checks needs none. */
  boolean needsServer() {
    return items.stream().anyMatch(Item.Request.class::isInstance);
  }

  private static String shortName(String module) {
    return module.startsWith("mod_") ? module.substring(4) : module;
  }
}
