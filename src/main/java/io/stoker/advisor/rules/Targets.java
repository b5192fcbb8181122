package io.stoker.advisor.rules;

import io.stoker.advisor.Configured;
import io.stoker.api.Core;
import io.stoker.api.Server;
import io.stoker.runtime.view.DirectiveUse;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where requests are led to: document roots, and what lines of the configuration name besides. */
final class Targets {

  private static final Pattern LAST_WORD = Pattern.compile("(\"[^\"]*\"|\\S+)\\s*$");
  private static final Pattern REWRITE =
      Pattern.compile("^(?:\"[^\"]*\"|\\S+)\\s+(\"[^\"]*\"|\\S+)");

  /** What leads to files whose folder only a request tells. */
  private static final List<String> PATTERNS =
      List.of(
          "AliasMatch",
          "ScriptAliasMatch",
          "UserDir",
          "VirtualDocumentRoot",
          "VirtualDocumentRootIP",
          "VirtualScriptAlias",
          "VirtualScriptAliasIP");

  /** A line, and the folder that it leads to. */
  record Target(DirectiveUse line, String path) {}

  private Targets() {}

  /** Those of Alias, ScriptAlias and RewriteRule. */
  static List<Target> of(Configured configured) {
    List<Target> all = new ArrayList<>();
    aliases(configured).forEach(use -> add(use, word(LAST_WORD, use), all));
    for (DirectiveUse use : configured.uses("RewriteRule")) {
      String written = word(REWRITE, use);
      if (isOnDisk(written)) {
        add(use, written, all);
      }
    }
    return all;
  }

  private static Stream<DirectiveUse> aliases(Configured configured) {
    return Stream.of("Alias", "ScriptAlias").flatMap(d -> configured.uses(d).stream());
  }

  /** The folders, each with the servers whose requests may be led there. */
  static Map<String, Set<Server>> served(Configured configured) {
    Map<String, Set<Server>> all = new LinkedHashMap<>();
    List<Server> servers = configured.snapshot().servers();
    for (Server server : servers) {
      String root = server.get(Core.DOCUMENT_ROOT);
      if (root != null) {
        all.computeIfAbsent(Configured.bare(root), p -> new LinkedHashSet<>()).add(server);
      }
    }
    for (Target target : of(configured)) {
      all.computeIfAbsent(target.path(), p -> new LinkedHashSet<>())
          .addAll(serversOf(configured, target.line()));
    }
    return all;
  }

  /** Those that a line speaks for: what the main server says holds for every host. */
  static List<Server> serversOf(Configured configured, DirectiveUse use) {
    return configured.snapshot().servers().stream()
        .filter(
            server -> use.server().equals(DirectiveUse.MAIN) || use.server().equals(server.label()))
        .toList();
  }

  /** Whether requests may be led to folders that no line names. */
  static boolean leadElsewhere(Configured configured) {
    Stream<String> aliased = aliases(configured).map(use -> word(LAST_WORD, use));
    return PATTERNS.stream().anyMatch(d -> !configured.uses(d).isEmpty())
        || configured.snapshot().servers().stream().anyMatch(s -> !hasWholeRoot(s))
        || aliased.anyMatch(path -> !path.startsWith("/"))
        || aliases(configured).anyMatch(use -> folder(word(LAST_WORD, use)).length() < 2)
        || configured.uses("RewriteRule").stream()
            .map(use -> word(REWRITE, use))
            .anyMatch(
                written -> written.matches("[$%].*") && !written.startsWith("%{DOCUMENT_ROOT}"));
  }

  private static boolean hasWholeRoot(Server server) {
    String root = server.get(Core.DOCUMENT_ROOT);
    return root == null || root.startsWith("/");
  }

  /** Without quotes; empty where the line has none. */
  private static String word(Pattern pattern, DirectiveUse use) {
    Matcher m = pattern.matcher(use.value());
    return m.find() ? m.group(1).replace("\"", "") : "";
  }

  private static void add(DirectiveUse use, String written, List<Target> all) {
    String path = folder(written);
    if (path.startsWith("/") && path.length() > 1) {
      all.add(new Target(use, path));
    }
  }

  /** The part of a path that no variable changes, and that is no file. */
  private static String folder(String written) {
    int variable = written.replace('%', '$').indexOf('$');
    String path =
        Configured.bare(
            variable < 0 ? written : written.substring(0, written.lastIndexOf('/', variable) + 1));
    try {
      return Files.isRegularFile(Path.of(path))
          ? path.substring(0, path.lastIndexOf('/') + 1).replaceFirst("(.)/$", "$1")
          : path;
    } catch (InvalidPathException e) {
      return path;
    }
  }

  /** What RewriteRule leads to is a file where its first folder is one, else a URL. */
  private static boolean isOnDisk(String written) {
    String path = folder(written);
    int second = path.indexOf('/', 1);
    if (!path.startsWith("/") || path.length() < 2) {
      return false;
    }
    try {
      return Files.isDirectory(Path.of(second < 0 ? path : path.substring(0, second)));
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
