package io.stoker.admin;

import io.stoker.runtime.view.ConfigFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The configuration files as one includes the other. */
final class FileTree {

  private FileTree() {}

  /**
   * A file with those that it includes.
   *
   * @param label its path without what all of them have in common
   * @param note what is to be known of it; empty for nothing
   */
  record Node(String path, String label, String note, List<Node> children) {}

  static List<Node> of(List<ConfigFile> files) {
    int common = commonFolder(files.stream().map(ConfigFile::path).toList());
    Map<String, List<Node>> included = new LinkedHashMap<>();
    List<Node> roots = new ArrayList<>();
    for (ConfigFile file : files) {
      List<Node> children = included.computeIfAbsent(file.path(), p -> new ArrayList<>());
      Node node = new Node(file.path(), file.path().substring(common), note(file), children);
      List<Node> around =
          file.includedFrom() == null
              ? roots
              : included.computeIfAbsent(file.includedFrom(), p -> new ArrayList<>());
      around.add(node);
    }
    return roots;
  }

  /** Files of which no more is known than their paths. */
  static List<Node> ofPaths(List<String> files) {
    int common = commonFolder(files);
    return files.stream()
        .map(path -> new Node(path, path.substring(common), "", List.of()))
        .toList();
  }

  private static int commonFolder(List<String> files) {
    String first = files.getFirst();
    int common = first.lastIndexOf('/') + 1;
    for (String file : files) {
      while (!file.startsWith(first.substring(0, common))) {
        common = first.lastIndexOf('/', common - 2) + 1;
      }
    }
    return common;
  }

  private static String note(ConfigFile file) {
    return switch (file.state()) {
      case CHANGED -> "changed on disk since it was read";
      case MISSING -> "no longer on disk";
      case SAME -> file.isWritable() ? "" : "read-only";
    };
  }
}
