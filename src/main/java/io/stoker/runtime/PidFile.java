package io.stoker.runtime;

import io.stoker.api.Core;
import io.stoker.api.Server;
import io.stoker.files.ByteNames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/** The file of PidFile: one line, the number of this process. */
public record PidFile(Path path) {

  private static final String DEFAULT = "logs/httpd.pid";

  /** The file that PidFile names, relative to ServerRoot. */
  public static PidFile of(Server main) {
    String said = main.get(Core.PID_FILE);
    String file = said == null ? DEFAULT : said;
    String path = file.startsWith("/") ? file : main.get(Core.SERVER_ROOT) + "/" + file;
    Path found = ByteNames.toPath(path);
    return new PidFile(found == null ? Path.of(DEFAULT) : found);
  }

  /**
   * The process that the file names, or null where there is no file or it is empty.
   *
   * @throws IOException when the file cannot be read or holds something else than a number
   */
  public @Nullable Long read() throws IOException {
    try {
      String text = Files.readString(path, StandardCharsets.ISO_8859_1).strip();
      return text.isEmpty() ? null : (Long) Long.parseLong(text);
    } catch (NoSuchFileException e) {
      return null;
    } catch (IOException | NumberFormatException e) {
      throw new IOException(
          "AH00058: Error retrieving pid file "
              + ByteNames.fromPath(path)
              + "\nAH00059: Remove it before continuing if it is corrupted.",
          e);
    }
  }

  /**
   * The process that the file names if it runs, else null: a file that a killed server left behind
   * names a process that is gone, or another one that got its number.
   */
  public @Nullable Long running() throws IOException {
    Long pid = read();
    if (pid == null || pid == ProcessHandle.current().pid()) {
      return null;
    }
    return ProcessHandle.of(pid)
            .filter(ProcessHandle::isAlive)
            .filter(PidFile::isServer)
            .isPresent()
        ? pid
        : null;
  }

  /** A command line that names Stoker; where it cannot be seen, the number has to do. */
  private static boolean isServer(ProcessHandle process) {
    try {
      Path commandLine = Path.of("/proc/" + process.pid() + "/cmdline");
      return Files.readString(commandLine, StandardCharsets.ISO_8859_1).contains("stoker");
    } catch (IOException e) {
      return process.info().command().map(c -> c.contains("java")).orElse(true);
    }
  }

  /** Whether the file names another process: one that ended without removing it. */
  boolean leftBehind() {
    try {
      Long pid = read();
      return pid != null && pid != ProcessHandle.current().pid();
    } catch (IOException e) {
      return true;
    }
  }

  /** Writes this process's number, whole or not at all. */
  public void write() throws IOException {
    Path fresh = path.resolveSibling(path.getFileName() + ".new");
    Files.writeString(fresh, ProcessHandle.current().pid() + "\n", StandardCharsets.ISO_8859_1);
    Files.move(fresh, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * Removes the file if it still names this process. A user who may not remove files there, since
   * the server was started as root, leaves it empty.
   */
  public void remove() {
    try {
      Long pid = read();
      if (pid != null && pid == ProcessHandle.current().pid()) {
        Files.writeString(path, "");
        Files.delete(path);
      }
    } catch (IOException e) {
      // The next start replaces what is left.
    }
  }
}
