package harness;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

/** What is installed here, and as whom it runs. */
final class Programs {

  private Programs() {}

  /** The first of these that is on the PATH or in an sbin folder, or null. */
  static Path find(String... names) {
    String folders = System.getenv("PATH") + ":/usr/sbin:/usr/local/sbin:/usr/local/apache2/bin";
    for (String name : names) {
      for (String folder : folders.split(":")) {
        Path program = Path.of(folder, name);
        if (Files.isExecutable(program)) {
          return program;
        }
      }
    }
    return null;
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  /** Whom servers become when root starts them. */
  static String unprivileged() {
    return has("/etc/passwd", "www-data") ? "www-data" : "nobody";
  }

  static String unprivilegedGroup() {
    return has("/etc/group", "www-data")
        ? "www-data"
        : has("/etc/group", "nogroup") ? "nogroup" : "nobody";
  }

  private static boolean has(String file, String name) {
    try {
      return Files.readAllLines(Path.of(file)).stream().anyMatch(l -> l.startsWith(name + ":"));
    } catch (IOException e) {
      return false;
    }
  }

  static String fill(String line, Site site, int port) {
    return line.replace("{root}", site.root.toString()).replace("{port}", Integer.toString(port));
  }
}
