package io.stoker.files;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A real directory (never a symbolic link) that is watched, with the registrations that hang on its
 * names. Used under the lock of {@link WatchTree}.
 */
final class WatchNode {

  /** What the kernel watches: one inode, whatever its names. */
  static final class Inode {
    final int id;
    final List<WatchNode> nodes = new ArrayList<>(1);
    final Set<WatchTree.Registration> files = new HashSet<>(2);

    Inode(int id) {
      this.id = id;
    }

    boolean unused() {
      return nodes.isEmpty() && files.isEmpty();
    }
  }

  final String path;
  final @Nullable WatchNode parent;
  final String name;
  final long device;
  final Inode inode;
  final Map<String, WatchNode> children = new HashMap<>();
  final Map<String, Set<WatchTree.Registration>> names = new HashMap<>();

  /** Those that care for every name. */
  final Set<WatchTree.Registration> any = new HashSet<>(2);

  WatchNode(@Nullable WatchNode parent, String name, String path, long device, Inode inode) {
    this.parent = parent;
    this.name = name;
    this.path = path;
    this.device = device;
    this.inode = inode;
  }

  void attach(String entry, WatchTree.Registration registration) {
    names.computeIfAbsent(entry, n -> new HashSet<>(2)).add(registration);
  }

  void detach(String entry, WatchTree.Registration registration) {
    Set<WatchTree.Registration> there = names.get(entry);
    if (there != null && there.remove(registration) && there.isEmpty()) {
      names.remove(entry);
    }
  }

  boolean unused() {
    return children.isEmpty() && names.isEmpty() && any.isEmpty();
  }

  /** All that depends on an entry of this directory. */
  void affected(String entry, Consumer<WatchTree.Registration> to) {
    names.getOrDefault(entry, Set.of()).forEach(to);
    any.forEach(to);
    WatchNode child = children.get(entry);
    if (child != null) {
      child.all(to);
    }
  }

  /** All that depends on this directory being what and where it is. */
  void all(Consumer<WatchTree.Registration> to) {
    names.values().forEach(set -> set.forEach(to));
    any.forEach(to);
    children.values().forEach(child -> child.all(to));
  }
}
