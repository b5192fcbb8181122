package io.stoker.parity;

import io.stoker.testing.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The directory of a running case: ServerRoot with its files, and the ports of the server. */
final class Workspace implements AutoCloseable {
  /** Time of every file and directory for which the case names no other. */
  static final Instant TIME = Instant.parse("2024-01-01T00:00:00Z");

  /** Ports are taken from below the range that the kernel gives to clients. */
  private static final int PORTS = 3;

  private final Path root;
  private final List<Integer> ports = new ArrayList<>();

  Workspace() {
    try {
      root = Files.createTempDirectory("parity").toRealPath();
      permissions(root, "755");
      for (String folder : List.of("conf", "htdocs", "logs", "run")) {
        directory(root.resolve(folder));
      }
      try (var types = Workspace.class.getResourceAsStream("/parity/mime.types")) {
        Files.write(root.resolve("conf/mime.types"), types.readAllBytes());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    while (ports.size() < PORTS) {
      ports.add(Ports.free());
    }
  }

  Path root() {
    return root;
  }

  /** A port of the server; the first is 1. */
  int port(int number) {
    return ports.get(number - 1);
  }

  /**
   * Puts root and ports where a text names them: <code>${ROOT} ${PORT} ${PORT2} ${PORT3}</code>.
   */
  String expand(String text) {
    if (!text.contains("${")) {
      return text;
    }
    return text.replace("${ROOT}", root.toString())
        .replace("${PORT}", Integer.toString(port(1)))
        .replace("${PORT2}", Integer.toString(port(2)))
        .replace("${PORT3}", Integer.toString(port(3)));
  }

  /** Carries out a {@code file}, {@code dir}, {@code link} or {@code delete} section. */
  void apply(Section s) throws IOException {
    switch (s.kind()) {
      case "file" -> file(s);
      case "dir" -> {
        Path dir = path(s.argument());
        directory(dir);
        finish(dir, s, "755");
      }
      case "link" -> link(s);
      case "delete" -> delete(path(s.argument()));
      default -> throw new IllegalArgumentException(s.kind());
    }
  }

  private Path path(String relative) {
    Path path = root.resolve(expand(Escapes.decode(relative))).normalize();
    if (!path.startsWith(root)) {
      throw new IllegalArgumentException(relative + " leads out of ServerRoot");
    }
    return path;
  }

  private void file(Section s) throws IOException {
    String name = expand(Escapes.decode(s.argument()));
    boolean ascii = name.chars().allMatch(c -> c < 128);
    Path file = path(ascii ? s.argument() : "conf/unnamed");
    directory(file.getParent());
    Files.write(file, content(s));
    finish(file, s, "644");
    if (ascii) {
      touch(file.getParent(), TIME);
    } else {
      rename(file, name);
    }
  }

  /** Gives a file a name that Java cannot write where the locale is C. */
  private void rename(Path file, String name) throws IOException {
    StringBuilder octal = new StringBuilder();
    name.chars().forEach(c -> octal.append(String.format("\\%03o", c)));
    run("sh", "-c", "mv '" + file + "' \"$(printf '" + octal + "')\"");
  }

  private void run(String... command) throws IOException {
    Process process = new ProcessBuilder(command).directory(root.toFile()).inheritIO().start();
    try {
      if (process.waitFor() != 0) {
        throw new IOException(String.join(" ", command) + " failed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private byte[] content(Section s) {
    String text = s.text();
    if (s.has("base64")) {
      return Base64.getMimeDecoder().decode(text);
    }
    if (s.has("noeol") && !text.isEmpty()) {
      text = text.substring(0, text.length() - 1);
    }
    text = expand(s.has("escaped") ? Escapes.decode(text) : text);
    if (s.has("size")) {
      text = filler(text, Integer.parseInt(s.attribute("size", "0")));
    }
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Numbered lines, so that a byte range shows where it was taken from. */
  private static String filler(String text, int size) {
    StringBuilder out = new StringBuilder(text);
    for (int line = 0; out.length() < size; line++) {
      String number = Integer.toString(line * 8);
      out.append("0".repeat(Math.max(7 - number.length(), 0))).append(number).append('\n');
    }
    out.setLength(size);
    return out.toString();
  }

  private void link(Section s) throws IOException {
    String[] ends = s.argument().split(" -> ", 2);
    Path link = path(ends[0].strip());
    directory(link.getParent());
    Files.deleteIfExists(link);
    Files.createSymbolicLink(link, Path.of(expand(ends[1].strip())));
    if (s.has("owner")) {
      own(link, s.attribute("owner", ""));
    }
    touch(link.getParent(), TIME);
  }

  private void directory(Path dir) throws IOException {
    if (Files.isDirectory(dir)) {
      return;
    }
    directory(dir.getParent());
    Files.createDirectory(dir);
    permissions(dir, "755");
    touch(dir, TIME);
    touch(dir.getParent(), TIME);
  }

  private static void finish(Path path, Section s, String mode) throws IOException {
    permissions(path, s.attribute("mode", mode));
    if (s.has("owner")) {
      own(path, s.attribute("owner", ""));
    }
    touch(path, Instant.parse(s.attribute("mtime", TIME.toString())));
  }

  private static void touch(Path path, Instant time) throws IOException {
    Files.setLastModifiedTime(path, FileTime.from(time));
  }

  private static void own(Path path, String owner) throws IOException {
    var lookup = path.getFileSystem().getUserPrincipalLookupService();
    Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
        .setOwner(lookup.lookupPrincipalByName(owner));
  }

  private static void permissions(Path path, String octal) throws IOException {
    int bits = Integer.parseInt(octal, 8);
    StringBuilder text = new StringBuilder("rwxrwxrwx");
    for (int i = 0; i < 9; i++) {
      if ((bits & (1 << (8 - i))) == 0) {
        text.setCharAt(i, '-');
      }
    }
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(text.toString()));
  }

  private static void delete(Path path) throws IOException {
    try (Stream<Path> all = Files.walk(path)) {
      for (Path p : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(p);
      }
    }
    touch(path.getParent(), TIME);
  }

  @Override
  public void close() throws IOException {
    run("rm", "-rf", root.toString());
  }
}
