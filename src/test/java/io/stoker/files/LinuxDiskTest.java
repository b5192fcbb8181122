package io.stoker.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.parallel.Isolated;

@EnabledOnOs(OS.LINUX)
@Isolated("it counts the descriptors of the process")
class LinuxDiskTest extends DiskContract {

  @Override
  Disk disk() {
    return LinuxDisk.probe();
  }

  @Test
  void namesThatAreNotUtf8SurviveTheWayToTheDiskAndBack() throws Exception {
    String dir = ByteNames.fromPath(temp.toRealPath());
    String latin = "caf\u00e9-\u00ff.txt";
    // Not through java.nio, which cannot name it: by the shell.
    Process sh =
        new ProcessBuilder("sh", "-c", "printf hi > \"$(printf 'caf\\351-\\377.txt')\"")
            .directory(temp.toFile())
            .start();
    assertThat(sh.waitFor()).isZero();

    assertThat(SmallFiles.text(disk().read(dir + '/' + latin, 10))).isEqualTo("hi");
    assertThat(disk().walk(dir + '/' + latin, SymlinkPolicy.NEVER.everywhere()))
        .isInstanceOf(Walked.Found.class);
    ((Opened.Open) disk().open(dir + '/' + latin)).file().close();
    Set<String> names = new HashSet<>();
    try (DirectoryListing l = ((Listed.Open) disk().list(dir)).listing()) {
      l.forEachRemaining(e -> names.add(e.name()));
    }
    assertThat(names).containsExactly(latin);
  }

  @Test
  void everyDescriptorIsClosedAgain() throws IOException {
    Files.createDirectories(temp.resolve("a/b"));
    Files.writeString(temp.resolve("a/b/f"), "x");
    Files.createSymbolicLink(temp.resolve("link"), temp.resolve("a"));
    String root = ByteNames.fromPath(temp.toRealPath());
    exercise(root);
    long before = descriptors();
    for (int i = 0; i < 200; i++) {
      exercise(root);
    }
    assertThat(descriptors()).isLessThan(before + 100);
  }

  private void exercise(String root) {
    for (SymlinkPolicy policy : SymlinkPolicy.values()) {
      for (String path :
          new String[] {"/a/b/f", "/link/b/f/info", "/link/gone", "/gone", "/a/.."}) {
        disk().walk(root + path, policy.everywhere());
        disk().walkBeneath(root, path, policy.everywhere());
        disk().read(root + path, 10);
        if (disk().open(root + path) instanceof Opened.Open(OpenFile f)) {
          f.close();
        }
        if (disk().list(root + path) instanceof Listed.Open(DirectoryListing l)) {
          l.close();
        }
      }
    }
  }

  private static long descriptors() throws IOException {
    try (var open = Files.list(java.nio.file.Path.of("/proc/self/fd"))) {
      return open.count();
    }
  }

  @Test
  void itIsWhatThisSystemUses() {
    assertThat(Disk.system().name()).startsWith("linux");
    assertThat(Disk.system()).isSameAs(Disk.system());
  }
}
