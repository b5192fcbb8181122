package io.stoker.cli.compat;

import io.stoker.files.DirectoryListing;
import io.stoker.files.Disk;
import io.stoker.files.FileKind;
import io.stoker.files.Listed;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The files that stand for a name on the command line. Paths are absolute. */
final class StartingPoints {

  private static final List<String> MAIN = List.of("apache2.conf", "httpd.conf", "conf/httpd.conf");
  private static final String HTACCESS = ".htaccess";
  private static final int MAX_DEPTH = 100;

  private final Disk disk = Disk.system();

  /** Whether it is a folder. */
  boolean isFolder(String path) {
    return disk.stat(path).kind() == FileKind.DIRECTORY;
  }

  /**
   * What to read of a folder: its main file, which includes what counts of the others, or else all
   * files called {@code *.conf}; and all {@code .htaccess} files.
   */
  List<String> of(String folder) {
    List<String> found = new ArrayList<>();
    for (String name : MAIN) {
      if (found.isEmpty() && disk.stat(folder + "/" + name).kind() == FileKind.REGULAR) {
        found.add(folder + "/" + name);
      }
    }
    boolean hasMain = !found.isEmpty();
    collect(folder, n -> n.equals(HTACCESS) || (!hasMain && n.endsWith(".conf")), 0, found);
    return found;
  }

  private void collect(String folder, Predicate<String> wanted, int depth, List<String> found) {
    if (depth == MAX_DEPTH || !(disk.list(folder) instanceof Listed.Open(DirectoryListing list))) {
      return;
    }
    List<DirectoryListing.Entry> entries = new ArrayList<>();
    try (list) {
      list.forEachRemaining(entries::add);
    }
    entries.sort(java.util.Comparator.comparing(DirectoryListing.Entry::name));
    for (DirectoryListing.Entry entry : entries) {
      String path = folder + "/" + entry.name();
      if (entry.kind() == FileKind.DIRECTORY) {
        collect(path, wanted, depth + 1, found);
      } else if (wanted.test(entry.name()) && disk.stat(path).kind() == FileKind.REGULAR) {
        found.add(path);
      }
    }
  }
}
