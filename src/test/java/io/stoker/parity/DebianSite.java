package io.stoker.parity;

import io.stoker.testing.Installed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Debian's {@code /etc/apache2} as it is installed, copied, with a docroot of its own. Changed is
 * only where it listens, and that {@code /var/www} is a folder of the test.
 */
final class DebianSite {

  private static final Instant MODIFIED = Instant.parse("2024-01-01T00:00:00Z");

  /** The variable that says where a server listens, so that both read the same files. */
  static final String ADDRESS = "SITE_ADDRESS";

  private final Path etc;
  private final Path www;

  private DebianSite(Path etc, Path www) {
    this.etc = etc;
    this.www = www;
  }

  static DebianSite in(Installed site) throws IOException {
    Path etc = site.root().resolve("apache2");
    Installed.Result copied = site.run(List.of("cp", "-a", "/etc/apache2", etc.toString()));
    if (copied.status() != 0) {
      throw new IOException(copied.err());
    }
    Path www = site.root().resolve("www");
    DebianSite debian = new DebianSite(etc, www);
    debian.enableManual();
    debian.move(site.port());
    debian.fill(www.resolve("html"));
    return debian;
  }

  Path etc() {
    return etc;
  }

  /** As the package of the manual does when it is installed after the server. */
  private void enableManual() throws IOException {
    Path link = etc.resolve("conf-enabled/apache2-doc.conf");
    if (Files.exists(etc.resolve("conf-available/apache2-doc.conf")) && !Files.exists(link)) {
      Files.createSymbolicLink(link, Path.of("../conf-available/apache2-doc.conf"));
    }
  }

  private void move(int port) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(etc)) {
      files = all.filter(p -> Files.isRegularFile(p) && p.toString().endsWith(".conf")).toList();
    }
    for (Path file : files) {
      String text = Files.readString(file, StandardCharsets.ISO_8859_1);
      String moved =
          text.replace("Listen 80\n", "Listen ${" + ADDRESS + "}:" + port + "\n")
              .replace("*:80>", "*:" + port + ">")
              .replace("/var/www", www.toString());
      if (!moved.equals(text)) {
        Files.writeString(file, moved, StandardCharsets.ISO_8859_1);
      }
    }
  }

  private void fill(Path html) throws IOException {
    for (String name :
        List.of(
            "index.html",
            "style.css",
            "app.js",
            "app.mjs",
            "data.json",
            "feed.xml",
            "feed.rss",
            "pic.png",
            "pic.jpg",
            "pic.svg",
            "pic.webp",
            "font.woff2",
            "movie.mp4",
            "doc.pdf",
            "doc.ps",
            "archive.tar.gz",
            "archive.tgz",
            "a.zip",
            "page.html.gz",
            "x.Z",
            "noext",
            "file.unknown",
            "UPPER.HTML",
            "page.xhtml",
            "notes.md",
            "utf8.html",
            "page.shtml",
            "run.cgi",
            "run.php",
            "page.html.en",
            "page.html.de",
            "text.de.txt",
            "a.b.c.txt",
            "t.csv",
            "t.ics",
            "t.wasm",
            ".htaccess",
            ".htpasswd",
            ".hidden",
            ".git/config",
            "with space.txt",
            "with+plus.txt",
            "quote\".txt",
            "apo's.txt",
            "<b>.txt",
            "amp&.txt",
            "semi;colon.txt",
            "question?.txt",
            "hash#.txt",
            "percent%.txt",
            "ümlaut.txt",
            "tilde~.txt",
            "star*.txt",
            "colon:a.txt",
            "back\\slash.txt",
            "comma,.txt",
            "withindex/index.html",
            "dir/f1.txt",
            "dir/f2.txt",
            "dir/f3.html",
            "dir/g.tar.gz",
            "dir/.htaccess",
            "dir/.hidden",
            "dir/core",
            "dir/backup~",
            "dir/RCS",
            "dir/file#",
            "dir/a-name-that-is-longer-than-the-column-for-names-is-wide.txt",
            "dir/sub/x.txt",
            "odd/<b>bold.txt",
            "odd/a b.txt",
            "odd/&amp;.txt",
            "odd/%41.txt",
            "odd/\"q\".txt",
            "odd/ü.txt",
            "odd/?.txt",
            "odd/'.txt",
            "odd/:colon",
            "odd/a;b",
            "kinds/a.gif",
            "kinds/a.bin",
            "kinds/a.txt",
            "kinds/a.c",
            "kinds/a.tex",
            "kinds/a.sh",
            "kinds/a.zip",
            "kinds/a.tar",
            "kinds/a.mp3",
            "kinds/a.mpg",
            "kinds/a.ps",
            "kinds/a.pdf",
            "kinds/a.html",
            "kinds/a.js",
            "kinds/a.py",
            "kinds/a.ods",
            "kinds/a.iso",
            "kinds/a.dvi",
            "kinds/a.uu",
            "kinds/a.odt",
            "kinds/core",
            "kinds/a.gz",
            "kinds/README",
            "withreadme/README.html",
            "withreadme/HEADER.html",
            "withreadme/a.txt",
            "closed/x.txt",
            "link-target/in.txt")) {
      write(html.resolve(name), name + "\n");
    }
    write(html.resolve("a.txt"), "twenty octets of it\n");
    write(html.resolve("empty.txt"), "");
    write(html.resolve("closed.txt"), "secret\n");
    write(html.resolve("large.bin"), "0123456789abcdef".repeat(1 << 16));
    write(html.resolve("dir/k.txt"), "k".repeat(1500));
    write(html.resolve("dir/m.txt"), "m".repeat(3_000_000));
    write(
        html.resolve("doc.var"),
        "URI: page.html.en\nContent-Language: en\nContent-type: text/html\n");
    for (String type : List.of("html", "css", "js", "json", "xml", "txt", "svg")) {
      write(html.resolve("long." + type), "a line of some length\n".repeat(300));
    }
    Files.createDirectories(html.resolve("empty"));
    Files.createSymbolicLink(html.resolve("link.txt"), Path.of("a.txt"));
    Files.createSymbolicLink(html.resolve("link-out"), Path.of("/etc/hostname"));
    Files.createSymbolicLink(html.resolve("link-broken"), Path.of("nowhere"));
    Files.createSymbolicLink(html.resolve("link-dir"), Path.of("link-target"));
    Files.createSymbolicLink(html.resolve("link-self"), Path.of("link-self"));
    close(html.resolve("closed.txt"), "rw-------");
    close(html.resolve("closed"), "rwx------");
    date(html);
  }

  private static void close(Path path, String mode) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text, StandardCharsets.UTF_8);
  }

  /** Everything is of one day; the innermost first, since a change dates what it is in. */
  private static void date(Path html) throws IOException {
    List<Path> all = new ArrayList<>();
    try (Stream<Path> paths = Files.walk(html)) {
      paths.filter(p -> !Files.isSymbolicLink(p)).forEach(all::add);
    }
    for (Path path : all.reversed()) {
      Files.setLastModifiedTime(path, FileTime.from(MODIFIED));
    }
  }
}
