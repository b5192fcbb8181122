package io.stoker.files;

import static io.stoker.files.SymlinkPolicy.FOLLOW;
import static io.stoker.files.SymlinkPolicy.NEVER;
import static io.stoker.files.SymlinkPolicy.OWNER_MATCH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every implementation of {@link Disk} must do. */
abstract class DiskContract {

  @TempDir Path temp;
  private Path dir;
  private String root;
  private long openBefore;

  abstract Disk disk();

  @BeforeEach
  void physicalRoot() throws IOException {
    dir = temp.toRealPath();
    root = ByteNames.fromPath(dir);
    openBefore = OpenFile.live();
  }

  @AfterEach
  void nothingLeaks() {
    assertThat(OpenFile.live()).isEqualTo(openBefore);
  }

  private String write(String name, String text) throws IOException {
    Path p = dir.resolve(name);
    Files.createDirectories(p.getParent());
    Files.writeString(p, text);
    return root + '/' + name;
  }

  private void link(String name, String target) throws IOException {
    Path p = dir.resolve(name);
    Files.createDirectories(p.getParent());
    Files.createSymbolicLink(p, Path.of(target));
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private void chown(String name, int uid) throws IOException {
    Files.setAttribute(dir.resolve(name), "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
  }

  private static FileInfo info(Lookup seen) {
    assertThat(seen).isInstanceOf(Lookup.Found.class);
    return ((Lookup.Found) seen).info();
  }

  private Walked walk(String path, SymlinkPolicy policy) {
    return disk().walk(root + path, policy.everywhere());
  }

  private Walked.Found found(String path, SymlinkPolicy policy) {
    Walked w = walk(path, policy);
    assertThat(w).isInstanceOf(Walked.Found.class);
    return (Walked.Found) w;
  }

  @Test
  void statTellsWhatAFileIs() throws IOException {
    String f = write("f.txt", "hello");
    Instant time = Instant.ofEpochSecond(1_709_633_472L, 123_456_789);
    Files.setLastModifiedTime(dir.resolve("f.txt"), FileTime.from(time));
    Files.createLink(dir.resolve("hard"), dir.resolve("f.txt"));

    FileInfo seen = info(disk().stat(f));

    assertThat(seen.kind()).isEqualTo(FileKind.REGULAR);
    assertThat(seen.size()).isEqualTo(5);
    assertThat(seen.modified()).isEqualTo(time);
    assertThat(seen.modifiedMicros()).isEqualTo(1_709_633_472_123_456L);
    assertThat(seen.nlink()).isEqualTo(2);
    assertThat(seen.inode()).isEqualTo(Files.getAttribute(dir.resolve("f.txt"), "unix:ino"));
    assertThat(seen.device()).isEqualTo(Files.getAttribute(dir.resolve("f.txt"), "unix:dev"));
    assertThat(seen.uid()).isEqualTo(Files.getAttribute(dir.resolve("f.txt"), "unix:uid"));
    assertThat(seen.gid()).isEqualTo(Files.getAttribute(dir.resolve("f.txt"), "unix:gid"));
    assertThat(seen.mode()).isEqualTo(Files.getAttribute(dir.resolve("f.txt"), "unix:mode"));
  }

  @Test
  void failuresAreToldApart() throws IOException {
    String f = write("f.txt", "hello");
    link("loop", "loop");

    assertThat(disk().stat(root)).extracting(Lookup::kind).isEqualTo(FileKind.DIRECTORY);
    assertThat(disk().stat(root + "/gone")).isInstanceOf(Lookup.Missing.class);
    assertThat(disk().stat(f + "/below")).isInstanceOf(Lookup.NotDirectory.class);
    assertThat(disk().stat(root + "/loop")).isEqualTo(new Lookup.LoopOrTooLong(40));
    assertThat(disk().stat(root + "/" + "x".repeat(256))).isEqualTo(new Lookup.LoopOrTooLong(36));
    assertThat(disk().stat("")).isInstanceOf(Lookup.Missing.class);
    assertThat(disk().stat(root + "/f.txt\0.jpg")).isInstanceOf(Lookup.Missing.class);
    assertThat(disk().stat(root + "/loop").reason())
        .isEqualTo("(40)Too many levels of symbolic links");
  }

  @Test
  void deniedWithoutSearchPermission() throws IOException {
    assumeTrue(!isRoot(), "root may search every directory");
    write("private/f.txt", "hello");
    Files.setPosixFilePermissions(
        dir.resolve("private"), PosixFilePermissions.fromString("---------"));
    try {
      assertThat(disk().stat(root + "/private/f.txt")).isInstanceOf(Lookup.Denied.class);
      assertThat(walk("/private/f.txt", FOLLOW))
          .isEqualTo(new Walked.Failed(root + "/private/f.txt", Lookup.denied(), List.of()));
    } finally {
      Files.setPosixFilePermissions(
          dir.resolve("private"), PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Test
  void lstatAndReadLinkSeeTheLinkItself() throws IOException {
    link("link", "some where");

    assertThat(disk().lstat(root + "/link").kind()).isEqualTo(FileKind.SYMLINK);
    assertThat(disk().stat(root + "/link")).isInstanceOf(Lookup.Missing.class);
    assertThat(disk().readLink(root + "/link")).isEqualTo("some where");
    assertThat(disk().readLink(root)).isNull();
  }

  @Test
  void walkFindsFilesAndDirectoriesWithoutAskingForPolicy() throws IOException {
    String f = write("a/b/f.txt", "hello");
    SymlinkPolicy.ByDirectory never =
        d -> {
          throw new AssertionError("asked for " + d);
        };

    assertThat(disk().walk(f, never))
        .isEqualTo(new Walked.Found(f, info(disk().stat(f)), "", List.of()));
    assertThat(disk().walk(root + "//a///b/", never))
        .isInstanceOfSatisfying(
            Walked.Found.class,
            w -> {
              assertThat(w.info().isDirectory()).isTrue();
              assertThat(w.pathInfo()).isEmpty();
            });
    assertThat(disk().walk("/", never))
        .isInstanceOfSatisfying(Walked.Found.class, w -> assertThat(w.path()).isEqualTo("/"));
  }

  @Test
  void whatFollowsAFileIsPathInfo() throws IOException {
    String f = write("a/f.cgi", "hello");

    assertThat(found("/a/f.cgi/x//y/", NEVER))
        .satisfies(w -> assertThat(w.path()).isEqualTo(f))
        .satisfies(w -> assertThat(w.pathInfo()).isEqualTo("/x//y/"));
    assertThat(found("/a/f.cgi/", NEVER).pathInfo()).isEqualTo("/");
    assertThat(found("/a/f.cgi/" + "x".repeat(300), NEVER).pathInfo()).hasSize(301);
    assertThat(found("/a/f.cgi" + "/xyz".repeat(2000), NEVER).pathInfo()).hasSize(8000);
  }

  @Test
  void aMissingNameEndsThePath() throws IOException {
    write("a/f.txt", "hello");

    assertThat(walk("/a/gone", NEVER))
        .isEqualTo(new Walked.Missing(root + "/a/gone", "", List.of()));
    assertThat(walk("/a/gone/", NEVER))
        .isEqualTo(new Walked.Missing(root + "/a/gone", "/", List.of()));
    assertThat(walk("/gone/x/y", NEVER))
        .isEqualTo(new Walked.Missing(root + "/gone", "/x/y", List.of()));
    assertThat(walk("/a\0b", NEVER)).isInstanceOf(Walked.Missing.class);
  }

  @Test
  void dotsAndLongNamesAreRefused() throws IOException {
    write("a/f.txt", "hello");

    assertThat(walk("/a/../a/f.txt", FOLLOW))
        .isEqualTo(new Walked.Failed(root + "/a/..", Lookup.denied(), List.of()));
    assertThat(walk("/a/./f.txt", FOLLOW)).isInstanceOf(Walked.Failed.class);
    assertThat(walk("/a/..", FOLLOW)).isInstanceOf(Walked.Failed.class);
    assertThat(walk("/" + "x".repeat(256) + "/y", FOLLOW))
        .isEqualTo(
            new Walked.Failed(
                root + "/" + "x".repeat(256), new Lookup.LoopOrTooLong(36), List.of()));
  }

  @Test
  void linksAreFollowedWhereThePolicySaysSo() throws IOException {
    write("real/f.txt", "hello");
    link("dirlink", "real");
    link("abs", root + "/real/f.txt");
    link("real/chain", "../abs");

    assertThat(found("/dirlink/f.txt", FOLLOW).path()).isEqualTo(root + "/dirlink/f.txt");
    assertThat(found("/dirlink/f.txt/info", FOLLOW).pathInfo()).isEqualTo("/info");
    Walked.Found chain = found("/dirlink/chain", FOLLOW);
    assertThat(chain.info().size()).isEqualTo(5);
    assertThat(chain.links())
        .extracting(Walked.Link::path)
        .containsExactly(root + "/dirlink", root + "/dirlink/chain");
    assertThat(walk("/dirlink/gone", FOLLOW))
        .isInstanceOfSatisfying(
            Walked.Missing.class, w -> assertThat(w.path()).isEqualTo(root + "/dirlink/gone"));

    assertThat(walk("/dirlink/f.txt", NEVER))
        .isInstanceOfSatisfying(
            Walked.LinkRefused.class, w -> assertThat(w.path()).isEqualTo(root + "/dirlink"));
    assertThat(walk("/abs", NEVER)).isInstanceOf(Walked.LinkRefused.class);
  }

  @Test
  void thePolicyIsThatOfTheDirectoryThatHoldsTheLink() throws IOException {
    write("real/deep/f.txt", "hello");
    link("yes", "real");
    link("real/no", "deep");
    List<String> asked = new ArrayList<>();
    SymlinkPolicy.ByDirectory policies =
        d -> {
          asked.add(d);
          return d.equals(root) ? FOLLOW : NEVER;
        };

    assertThat(disk().walk(root + "/yes/deep/f.txt", policies)).isInstanceOf(Walked.Found.class);
    assertThat(disk().walk(root + "/yes/no/f.txt", policies))
        .isInstanceOfSatisfying(
            Walked.LinkRefused.class, w -> assertThat(w.path()).isEqualTo(root + "/yes/no"));
    assertThat(asked).containsExactly(root, root, root + "/yes");
  }

  @Test
  void aLinkToNothingOrItselfIsRefusedAsByHttpd() throws IOException {
    link("dangling", "gone");
    link("loop", "loop");

    assertThat(walk("/dangling", FOLLOW)).isInstanceOf(Walked.LinkRefused.class);
    assertThat(walk("/loop/x", FOLLOW)).isInstanceOf(Walked.LinkRefused.class);
  }

  @Test
  void ownerMatchComparesTheLinkWithItsFinalTarget() throws IOException {
    write("f.txt", "hello");
    link("same", "f.txt");
    assertThat(walk("/same", OWNER_MATCH)).isInstanceOf(Walked.Found.class);

    assumeTrue(isRoot(), "only root may give files away");
    write("other.txt", "hello");
    chown("other.txt", 4242);
    link("mine", "other.txt");
    link("theirs", "mine");
    chown("theirs", 4242);
    assertThat(walk("/mine", OWNER_MATCH)).isInstanceOf(Walked.LinkRefused.class);
    assertThat(walk("/theirs", OWNER_MATCH)).isInstanceOf(Walked.Found.class);
  }

  @Test
  void aWalkBeneathARootNeverLeavesIt() throws IOException {
    write("root/sub/f.txt", "hello");
    write("secret.txt", "secret");
    write("root2/f.txt", "neighbour");
    link("root/up", "../secret.txt");
    link("root/abs", root + "/secret.txt");
    link("root/outside", "..");
    link("root/neighbour", "../root2");
    link("root/in", root + "/root/sub");
    link("alias", "root");
    var follow = FOLLOW.everywhere();

    for (String top : List.of(root + "/root", root + "/root/", root + "/alias")) {
      assertThat(disk().walkBeneath(top, "/sub/f.txt", follow)).isInstanceOf(Walked.Found.class);
      assertThat(disk().walkBeneath(top, "in/f.txt/pi", follow))
          .isInstanceOfSatisfying(
              Walked.Found.class,
              w -> {
                assertThat(w.path()).endsWith("/in/f.txt");
                assertThat(w.pathInfo()).isEqualTo("/pi");
              });
      assertThat(disk().walkBeneath(top, "", follow)).isInstanceOf(Walked.Found.class);
      for (String out :
          List.of(
              "/up",
              "/abs",
              "/outside/secret.txt",
              "/outside",
              "/neighbour/f.txt",
              "/../secret.txt",
              "/sub/../../secret.txt")) {
        assertThat(disk().walkBeneath(top, out, follow))
            .as(out)
            .isInstanceOfSatisfying(
                Walked.Failed.class, w -> assertThat(w.why()).isInstanceOf(Lookup.Denied.class));
      }
    }
    assertThat(disk().walkBeneath(root + "/secret.txt", "/x", follow))
        .isInstanceOfSatisfying(
            Walked.Failed.class, w -> assertThat(w.why()).isEqualTo(Lookup.notDirectory()));
  }

  @Test
  void whatIsBeneathALinkedRootCanBeOpenedAndRecorded() throws IOException {
    write("root/f.txt", "hello");
    link("alias", "root");
    var follow = FOLLOW.everywhere();
    for (String top : List.of("/root", "/alias", "/alias/")) {
      RecordingDisk recording = new RecordingDisk(disk(), null);
      Walked.Found w = (Walked.Found) recording.walkBeneath(root + top, "f.txt", follow);
      try (OpenFile f = ((Opened.Open) recording.open(w)).file()) {
        assertThat(f.info().size()).isEqualTo(5);
      }
      assertThat(recording.dependencies().stillValid(disk())).as(top).isTrue();
    }
  }

  @Test
  void anOpenFileReadsAndTellsOfOneInode() throws IOException {
    String f = write("f.txt", "hello world");

    try (OpenFile file = ((Opened.Open) disk().open(f)).file()) {
      Files.delete(dir.resolve("f.txt"));
      write("f.txt", "changed, longer than before");

      ByteBuffer buffer = ByteBuffer.allocate(5);
      assertThat(file.read(buffer, 6)).isEqualTo(5);
      assertThat(new String(buffer.array(), StandardCharsets.UTF_8)).isEqualTo("world");
      assertThat(file.info().size()).isEqualTo(11);
      assertThat(file.read(ByteBuffer.allocate(1), 11)).isEqualTo(-1);
    }
  }

  @Test
  void onlyWhatWasWalkedToIsOpened() throws IOException {
    String f = write("f.txt", "hello");
    write("secret.txt", "secret");
    link("link", "f.txt");
    Walked.Found plain = found("/f.txt", NEVER);
    Walked.Found linked = found("/link", FOLLOW);

    ((Opened.Open) disk().open(plain)).file().close();
    ((Opened.Open) disk().open(linked)).file().close();
    assertThat(((Opened.Failed) disk().open(root + "/gone")).why()).isEqualTo(Lookup.missing());

    Files.delete(dir.resolve("link"));
    link("link", "secret.txt");
    assertThat(disk().open(linked)).isInstanceOf(Opened.Changed.class);

    Files.move(dir.resolve("f.txt"), dir.resolve("moved.txt"));
    link("f.txt", "moved.txt");
    assertThat(disk().open(plain))
        .as("same inode, by a link now")
        .isInstanceOf(Opened.Changed.class);
    assertThat(disk().stat(f).kind()).isEqualTo(FileKind.REGULAR);
  }

  @Test
  void directoriesAndDevicesAreNotOpened() {
    assertThat(disk().open(root)).isInstanceOf(Opened.NotRegular.class);
    assertThat(disk().open("/dev/null")).isInstanceOf(Opened.NotRegular.class);
    assertThat(disk().read(root, 100)).isInstanceOf(Content.NotRegular.class);
  }

  @Test
  void smallFilesAreReadWhole() throws IOException {
    String f = write("f.txt", "hello");

    assertThat(SmallFiles.text(disk().read(f, 5))).isEqualTo("hello");
    assertThat(disk().read(f, 4)).isInstanceOf(Content.TooLarge.class);
    assertThat(SmallFiles.text(disk().read(write("empty", ""), 0))).isEmpty();
    assertThat(disk().read(root + "/gone", 9)).isEqualTo(new Content.Failed(Lookup.missing()));
    // Says that it is empty and is not: never consistent.
    assertThat(disk().read("/proc/self/status", 4096)).isInstanceOf(Content.Changing.class);
  }

  @Test
  void listsADirectoryWithTheKindsOfItsEntries() throws IOException {
    write("l/f.txt", "hello");
    write("l/sub/x", "x");
    link("l/link", "f.txt");
    link("l/dangling", "gone");

    var kinds = new TreeMap<String, FileKind>();
    try (DirectoryListing l = ((Listed.Open) disk().list(root + "/l")).listing()) {
      assertThat(l.directory().isDirectory()).isTrue();
      while (l.hasNext()) {
        DirectoryListing.Entry e = l.next();
        kinds.put(e.name(), e.kind());
        switch (e.name()) {
          case "link" -> {
            assertThat(info(l.stat(e)).size()).isEqualTo(5);
            assertThat(l.lstat(e).kind()).isEqualTo(FileKind.SYMLINK);
          }
          case "dangling" -> assertThat(l.stat(e)).isEqualTo(Lookup.missing());
          default -> assertThat(l.stat(e).kind()).isEqualTo(e.kind());
        }
      }
      assertThat(l.errno()).isZero();
    }
    assertThat(kinds)
        .isEqualTo(
            new TreeMap<>(
                java.util.Map.of(
                    "f.txt", FileKind.REGULAR,
                    "sub", FileKind.DIRECTORY,
                    "link", FileKind.SYMLINK,
                    "dangling", FileKind.SYMLINK)));
    assertThat(disk().list(root + "/gone")).isEqualTo(new Listed.Failed(Lookup.missing()));
    assertThat(disk().list(root + "/l/f.txt")).isEqualTo(new Listed.Failed(Lookup.notDirectory()));
  }

  @Test
  void listsManyEntries() throws IOException {
    Files.createDirectory(dir.resolve("many"));
    for (int i = 0; i < 3000; i++) {
      Files.createFile(dir.resolve("many").resolve("entry-with-a-rather-long-name-" + i));
    }
    var names = new java.util.HashSet<String>();
    try (DirectoryListing l = ((Listed.Open) disk().list(root + "/many")).listing()) {
      l.forEachRemaining(e -> names.add(e.name()));
    }
    assertThat(names).hasSize(3000);
  }
}
