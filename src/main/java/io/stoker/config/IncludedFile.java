package io.stoker.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A file of a configuration and those that it includes: {@code -D DUMP_INCLUDES}. */
public final class IncludedFile {

  private final String path;
  private final int line;
  private final List<IncludedFile> included = new ArrayList<>(0);

  IncludedFile(String path, int line) {
    this.path = path;
    this.line = line;
  }

  IncludedFile include(String file, int at) {
    IncludedFile child = new IncludedFile(file, at);
    included.add(child);
    return child;
  }

  /** As messages name it; empty for what stands outside of all files. */
  public String path() {
    return path;
  }

  /** The line of the Include in the file around it; 0 for the main file. */
  public int line() {
    return line;
  }

  public List<IncludedFile> included() {
    return Collections.unmodifiableList(included);
  }

  /** The lines that httpd prints. */
  List<String> report() {
    List<String> lines = new ArrayList<>();
    lines.add("Included configuration files:");
    included.forEach(main -> main.report("  ", lines));
    return lines;
  }

  private void report(String indent, List<String> lines) {
    lines.add(indent + "(" + (line == 0 ? "*" : Integer.toString(line)) + ") " + path);
    included.forEach(child -> child.report(indent + "  ", lines));
  }
}
