package io.stoker.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A file of a configuration and those that it includes: {@code -D DUMP_INCLUDES}. */
public final class IncludedFile {

  private final String path;
  private final int line;
  private final boolean isMain;
  private final List<IncludedFile> included = new ArrayList<>(0);

  private IncludedFile(String path, int line, boolean isMain) {
    this.path = path;
    this.line = line;
    this.isMain = isMain;
  }

  /** What holds the main file and the files that the command line includes. */
  static IncludedFile root() {
    return new IncludedFile("", 0, false);
  }

  IncludedFile include(String file, int at) {
    return add(new IncludedFile(file, at, false));
  }

  /** The main file, with the line of the last Include before it. */
  IncludedFile includeMain(String file, int at) {
    return add(new IncludedFile(file, at, true));
  }

  private IncludedFile add(IncludedFile child) {
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
    included.forEach(file -> file.report(file.isMain ? "  " : "    ", lines));
    return lines;
  }

  private void report(String indent, List<String> lines) {
    lines.add(indent + "(" + (line == 0 ? "*" : Integer.toString(line)) + ") " + path);
    included.forEach(child -> child.report(indent + "  ", lines));
  }
}
