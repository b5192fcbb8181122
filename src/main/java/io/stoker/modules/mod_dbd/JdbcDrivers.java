package io.stoker.modules.mod_dbd;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The drivers that there are: those in a folder, which see each other and the JDK and nothing of
 * Stoker's; then those on the class path.
 *
 * <p>A folder is looked at whenever a configuration is read. Its classes are loaded again only when
 * a file in it has changed, since the JDK keeps a driver that has been loaded for good.
 */
final class JdbcDrivers {

  /** What a folder held, and the drivers in it. */
  private record Loaded(TreeMap<Path, FileTime> files, ClassLoader loader, List<Driver> drivers) {}

  private static final TreeMap<String, Loaded> FOLDERS = new TreeMap<>();

  private JdbcDrivers() {}

  /** The first driver that takes a URL, or null. */
  static @Nullable Driver find(String url, @Nullable String folder) {
    Driver own = folder == null ? null : first(url, folder(folder).drivers());
    return own != null ? own : first(url, drivers(JdbcDrivers.class.getClassLoader()));
  }

  private static @Nullable Driver first(String url, List<Driver> drivers) {
    for (Driver driver : drivers) {
      try {
        if (driver.acceptsURL(url)) {
          return driver;
        }
      } catch (SQLException e) {
        // It is none for this driver.
      }
    }
    return null;
  }

  private static Loaded folder(String folder) {
    synchronized (FOLDERS) {
      TreeMap<Path, FileTime> files = files(Path.of(folder));
      Loaded before = FOLDERS.get(folder);
      if (before != null && before.files().equals(files)) {
        return before;
      }
      ClassLoader loader =
          new URLClassLoader(
              "jdbc",
              files.keySet().stream().map(JdbcDrivers::url).toArray(URL[]::new),
              ClassLoader.getPlatformClassLoader());
      Loaded now = new Loaded(files, loader, files.isEmpty() ? List.of() : drivers(loader));
      FOLDERS.put(folder, now);
      return now;
    }
  }

  private static TreeMap<Path, FileTime> files(Path folder) {
    TreeMap<Path, FileTime> files = new TreeMap<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.jar")) {
      for (Path file : found) {
        files.put(file, Files.getLastModifiedTime(file));
      }
    } catch (IOException e) {
      // There is no such folder, which is usual.
    }
    return files;
  }

  private static URL url(Path file) {
    try {
      return file.toUri().toURL();
    } catch (IOException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** One that cannot be loaded does not hide the others. */
  private static List<Driver> drivers(ClassLoader loader) {
    List<Driver> drivers = new ArrayList<>();
    var all = ServiceLoader.load(Driver.class, loader).iterator();
    while (true) {
      try {
        if (!all.hasNext()) {
          return drivers;
        }
        drivers.add(all.next());
      } catch (ServiceConfigurationError | LinkageError e) {
        // Found missing when somebody wants it.
      }
    }
  }
}
