package io.stoker.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.config.FileEdits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFilesTest {

  private static final Set<PosixFilePermission> PRIVATE =
      PosixFilePermissions.fromString("rw-------");

  @TempDir Path folder;
  private Path file;
  private Path link;

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(folder.resolve("a.conf"), "A\n");
    Files.setPosixFilePermissions(file, PRIVATE);
    link = Files.createSymbolicLink(folder.resolve("link.conf"), Path.of("a.conf"));
  }

  @Test
  void whatALinkLeadsToIsWritten() throws IOException {
    ConfigFiles.write(new FileEdits(Map.of(link.toString(), "B\n"), Set.of()));
    assertThat(link).isSymbolicLink();
    assertThat(file).hasContent("B\n");
    assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PRIVATE);
  }

  @Test
  void ofALinkThatIsRemovedTheFileStays() throws IOException {
    ConfigFiles done = ConfigFiles.write(new FileEdits(Map.of(), Set.of(link.toString())));
    assertThat(Files.isSymbolicLink(link)).isFalse();
    assertThat(file).hasContent("A\n");
    done.undo();
    assertThat(Files.readSymbolicLink(link)).isEqualTo(Path.of("a.conf"));
  }

  @Test
  void aFileThatIsPutBackIsAsPrivateAsBefore() throws IOException {
    ConfigFiles done = ConfigFiles.write(new FileEdits(Map.of(), Set.of(file.toString())));
    assertThat(file).doesNotExist();
    done.undo();
    assertThat(file).hasContent("A\n");
    assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PRIVATE);
  }

  @Test
  void allIsAsBeforeWhenOneCannotBeWritten() {
    Path nowhere = folder.resolve("none/b.conf");
    FileEdits edits =
        new FileEdits(Map.of(file.toString(), "B\n", nowhere.toString(), "B\n"), Set.of());
    assertThatThrownBy(() -> ConfigFiles.write(edits)).isInstanceOf(IOException.class);
    assertThat(file).hasContent("A\n");
  }
}
