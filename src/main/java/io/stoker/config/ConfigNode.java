package io.stoker.config;

import io.stoker.api.Position;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A directive as read: its name, its arguments with variables replaced, and for a section the
 * directives inside. What acts while the file is read (Include, IfModule, Use …) is not in the
 * tree; what it brought is.
 */
public final class ConfigNode {

  private final String name;
  private final String args;
  private final Position position;
  private final @Nullable ConfigNode parent;
  private final List<ConfigNode> children = new ArrayList<>(0);

  ConfigNode(String name, String args, Position position, @Nullable ConfigNode parent) {
    this.name = name;
    this.args = args;
    this.position = position;
    this.parent = parent;
  }

  /** The place that holds the directives outside of all sections. */
  static ConfigNode root() {
    return new ConfigNode("", "", Position.NONE, null);
  }

  /** As written; a section's begins with {@code <} and lacks the {@code >}. */
  public String name() {
    return name;
  }

  /** What follows the name; of a section with its {@code >}. */
  public String args() {
    return args;
  }

  public Position position() {
    return position;
  }

  /** The section around it, or null. */
  public @Nullable ConfigNode parent() {
    return parent == null || (parent.parent == null && parent.name.isEmpty()) ? null : parent;
  }

  @Nullable ConfigNode holder() {
    return parent;
  }

  /** How many sections are around it, the place of all among them. */
  int depth() {
    int depth = 0;
    for (ConfigNode n = parent; n != null; n = n.parent) {
      depth++;
    }
    return depth;
  }

  public List<ConfigNode> children() {
    return Collections.unmodifiableList(children);
  }

  public boolean isSection() {
    return name.startsWith("<");
  }

  ConfigNode add(String childName, String childArgs, Position where) {
    ConfigNode child = new ConfigNode(childName, childArgs, where, this);
    children.add(child);
    return child;
  }

  @Override
  public String toString() {
    return position + ": " + name + " " + args;
  }
}
