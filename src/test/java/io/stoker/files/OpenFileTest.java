package io.stoker.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenFileTest {

  @TempDir Path dir;

  private OpenFile open() throws IOException {
    Path f = Files.writeString(dir.resolve("f"), "hello world");
    return ((Opened.Open) Disk.system().open(ByteNames.fromPath(f))).file();
  }

  @Test
  void theLastReferenceClosesItOnce() throws IOException {
    long before = OpenFile.live();
    OpenFile f = open();
    assertThat(OpenFile.live()).isEqualTo(before + 1);
    f.retain().release();
    assertThat(f.isOpen()).isTrue();
    assertThat(f.tryRetain()).isTrue();
    f.close();
    assertThat(f.channel().isOpen()).isTrue();
    f.close();
    assertThat(f.isOpen()).isFalse();
    assertThat(f.channel().isOpen()).isFalse();
    assertThat(OpenFile.live()).isEqualTo(before);
  }

  @Test
  void aClosedFileIsNotUsedAgain() throws IOException {
    OpenFile f = open();
    f.close();
    assertThat(f.tryRetain()).isFalse();
    assertThatIllegalStateException().isThrownBy(f::retain).withMessageContaining(f.path());
    assertThatIllegalStateException().isThrownBy(f::close).withMessageContaining(f.path());
  }

  @Test
  void sendsAPart() throws IOException {
    var out = new ByteArrayOutputStream();
    try (OpenFile f = open()) {
      assertThat(f.transferTo(6, 5, Channels.newChannel(out))).isEqualTo(5);
    }
    assertThat(out.toString(java.nio.charset.StandardCharsets.UTF_8)).isEqualTo("world");
  }
}
