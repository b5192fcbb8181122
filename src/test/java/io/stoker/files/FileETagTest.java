package io.stoker.files;

import static io.stoker.files.FileETag.Part.DIGEST;
import static io.stoker.files.FileETag.Part.INODE;
import static io.stoker.files.FileETag.Part.MTIME;
import static io.stoker.files.FileETag.Part.SIZE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Expected tags were recorded from httpd 2.4.71. */
class FileETagTest {

  private static final Instant MODIFIED = Instant.parse("2024-03-05T10:11:12.123456789Z");
  private static final Instant LATER = MODIFIED.plusSeconds(1);

  private static FileInfo file(Instant modified) {
    return new FileInfo(FileKind.REGULAR, 12, modified, modified, 0x20c151, 1, 0, 0, 0100644, 1);
  }

  @Test
  void eachPartInHttpdsOrder() {
    FileInfo f = file(MODIFIED);
    assertThat(FileETag.of(f, Set.of(INODE), LATER)).isEqualTo("\"20c151\"");
    assertThat(FileETag.of(f, Set.of(SIZE), LATER)).isEqualTo("\"c\"");
    assertThat(FileETag.of(f, Set.of(MTIME), LATER)).isEqualTo("\"612e70fcd5240\"");
    assertThat(FileETag.of(f, Set.of(SIZE, MTIME), LATER)).isEqualTo("\"c-612e70fcd5240\"");
    assertThat(FileETag.of(f, EnumSet.of(MTIME, SIZE, INODE), LATER))
        .isEqualTo("\"20c151-c-612e70fcd5240\"");
    assertThat(FileETag.of(f, Set.of(), LATER)).isNull();
    assertThat(FileETag.of(f, Set.of(DIGEST), LATER)).isNull();
  }

  @Test
  void aTimeBeforeTheEpochIsUnsigned() {
    FileInfo f = file(Instant.parse("1960-01-01T00:00:00.5Z"));
    assertThat(FileETag.of(f, Set.of(MTIME), LATER)).isEqualTo("\"fffee0f22dbac120\"");
  }

  @Test
  void weakWithinTheSecondAndForTheFuture() {
    FileInfo f = file(MODIFIED);
    assertThat(FileETag.of(f, Set.of(SIZE), LATER.minusNanos(1000))).isEqualTo("W/\"c\"");
    assertThat(FileETag.of(f, Set.of(SIZE), MODIFIED.minusSeconds(10))).isEqualTo("W/\"c\"");
    assertThat(FileETag.isWeak(f, LATER)).isFalse();
  }

  @Test
  void theDigestIsSha1InBase64(@TempDir Path dir) throws IOException {
    byte[] hello = "hello world\n".getBytes(StandardCharsets.US_ASCII);
    ByteBuffer buffer = ByteBuffer.wrap(hello);
    assertThat(FileETag.digest(buffer)).isEqualTo("\"IlljY7PeQLBvmB+4XYIxLowO1RE=\"");
    assertThat(buffer.remaining()).isEqualTo(12);

    Path f = Files.write(dir.resolve("f"), hello);
    try (OpenFile open = ((Opened.Open) Disk.system().open(ByteNames.fromPath(f))).file()) {
      assertThat(FileETag.digest(open)).isEqualTo("\"IlljY7PeQLBvmB+4XYIxLowO1RE=\"");
    }
  }
}
