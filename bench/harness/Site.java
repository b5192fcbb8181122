package harness;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** The files that all servers send: the same ones, from the same folder. */
final class Site {

  /** Numbers of .htaccess files on the way to a file that is 20 folders deep. */
  static final int[] HTACCESS = {0, 5, 10, 20};

  final Path root;
  final Path mimeTypes;

  private Site(Path root, Path mimeTypes) {
    this.root = root;
    this.mimeTypes = mimeTypes;
  }

  static Site create(Path work, boolean withLargest) throws IOException {
    Path root = Files.createDirectories(work.resolve("www"));
    Path mimeTypes = work.resolve("mime.types");
    Files.writeString(mimeTypes, "text/html html\ntext/plain txt\napplication/octet-stream bin\n");
    Path deep = Files.createDirectories(root.resolve("a/b/c"));
    fill(root.resolve("404.html"), 300);
    fill(deep.resolve("100.html"), 100);
    fill(deep.resolve("10k.html"), 10 * 1024);
    fill(deep.resolve("1m.bin"), 1024 * 1024);
    if (withLargest) {
      fill(deep.resolve("100m.bin"), 100 * 1024 * 1024);
    }
    Files.writeString(deep.resolve("map.var"), "URI: 10k.html\nContent-Type: text/html\n");
    fill(Files.createDirectories(root.resolve("a/b/d")).resolve("fourth.html"), 10 * 1024);
    for (int count : HTACCESS) {
      Path folder = root.resolve("ht" + count);
      for (int level = 1; level <= 20; level++) {
        folder = Files.createDirectories(folder.resolve("d" + level));
        if (level <= count) {
          Files.writeString(folder.resolve(".htaccess"), "AddType text/x-level-" + level + " .l\n");
        }
      }
      fill(folder.resolve("10k.html"), 10 * 1024);
    }
    return new Site(root, mimeTypes);
  }

  /** The URL path of the 10 KB file below that many .htaccess files. */
  static String belowHtaccess(int count) {
    StringBuilder path = new StringBuilder("/ht" + count);
    for (int level = 1; level <= 20; level++) {
      path.append("/d").append(level);
    }
    return path.append("/10k.html").toString();
  }

  private static void fill(Path file, int length) throws IOException {
    Random random = new Random(length);
    byte[] block = new byte[Math.min(length, 64 * 1024)];
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int left = length; left > 0; left -= block.length) {
        for (int i = 0; i < block.length; i++) {
          block[i] = (byte) (i % 64 == 63 ? '\n' : 'a' + random.nextInt(26));
        }
        out.write(block, 0, Math.min(left, block.length));
      }
    }
  }
}
