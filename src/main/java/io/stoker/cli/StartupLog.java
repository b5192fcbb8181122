package io.stoker.cli;

import io.stoker.files.ByteNames;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** {@code -E}: the file for what is said until the error log is open. */
final class StartupLog {

  private StartupLog() {}

  /**
   * The file of {@code -E}, appended to; {@code err} without the flag, and where it cannot be
   * opened, which is told there.
   */
  static PrintStream open(HttpdOptions options, Map<String, String> environment, PrintStream err) {
    String name = options.startupLog();
    if (name == null) {
      return err;
    }
    String root = Requests.serverRoot(options, environment);
    Path file = ByteNames.toPath(name.startsWith("/") ? name : root + "/" + name);
    try {
      if (file == null) {
        throw new IOException(name);
      }
      return new PrintStream(
          new FileOutputStream(file.toFile(), true), true, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      err.println("AH00086: " + Main.PROGRAM + ": could not open error log file " + name + ".");
      return err;
    }
  }
}
