package io.stoker.modules.mod_deflate;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.testing.Client;
import io.stoker.testing.Installed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A large file compressed for clients that are slow, gone, or well. */
class SlowReaderIT {

  /** Far more than the sockets' buffers hold. */
  private static final int SIZE = 64 << 20;

  @TempDir Path folder;
  private Installed site;
  private Path large;
  private long pid;

  @BeforeEach
  void serve() throws IOException {
    site = new Installed(folder);
    site.configure(
        """
        LoadModule deflate_module modules/mod_deflate.so
        LoadModule log_config_module modules/mod_log_config.so
        SetOutputFilter DEFLATE
        DeflateCompressionLevel 1
        CustomLog logs/access_log "%U %>s %X"
        """);
    large = folder.resolve("htdocs/large");
    byte[] content = new byte[SIZE];
    new Random(1).nextBytes(content);
    Files.write(large, content);
    pid = site.serve().pid();
  }

  @AfterEach
  void end() {
    site.close();
  }

  /** Bytes that the server has read so far, of files and from sockets. */
  private long bytesRead() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/io"))) {
      return lines
          .filter(line -> line.startsWith("rchar: "))
          .mapToLong(line -> Long.parseLong(line.substring(7)))
          .findFirst()
          .orElseThrow();
    }
  }

  private boolean isLargeOpen() {
    try (Stream<Path> files = Files.list(Path.of("/proc/" + pid + "/fd"))) {
      return files.anyMatch(file -> leadsToLarge(file));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private boolean leadsToLarge(Path file) {
    try {
      return Files.readSymbolicLink(file).equals(large);
    } catch (IOException e) {
      return false; // closed meanwhile
    }
  }

  @Test
  void readsNoFurtherThanTheClientDoesAndStopsWhenItGoes() throws IOException {
    long before = bytesRead();
    try (Client slow = new Client(site.port())) {
      slow.send("/large", "Accept-Encoding: gzip");
      assertThat(slow.readHead()).contains("\r\nTransfer-Encoding: chunked\r\n");
      assertThat(slow.body().readNBytes(1 << 20)).hasSize(1 << 20);
      // Others are served meanwhile.
      for (int i = 0; i < 20; i++) {
        try (Client other = new Client(site.port())) {
          for (int j = 0; j < 50; j++) {
            assertThat(other.get("/").text()).isEqualTo("hello\n");
          }
        }
      }
      assertThat(bytesRead() - before).isLessThan(SIZE / 2);
      assertThat(isLargeOpen()).isTrue();
    }
    site.awaitThat("the file is closed", () -> !isLargeOpen());
    site.awaitThat("the log line", () -> site.read("logs/access_log").contains("/large 200 X\n"));
    assertThat(bytesRead() - before).isLessThan(SIZE);
    assertThat(site.read("logs/error_log")).doesNotContain("STK0001").doesNotContain(":error]");
  }

  @Test
  void givesAReaderWhoTakesItsTimeAllOfIt() throws IOException {
    try (Client client = new Client(site.port())) {
      client.send("/large", "Accept-Encoding: gzip", "Connection: close");
      client.readHead();
      try (InputStream expected = Files.newInputStream(large);
          GZIPInputStream plain = new GZIPInputStream(new Unchunked(client.body()))) {
        byte[] want = new byte[1 << 20];
        for (int i = 0; i < SIZE >> 20; i++) {
          expected.readNBytes(want, 0, want.length);
          assertThat(plain.readNBytes(want.length)).isEqualTo(want);
        }
        assertThat(plain.read()).isEqualTo(-1);
      }
    }
    site.awaitThat("the log line", () -> site.read("logs/access_log").contains("/large 200 -\n"));
  }

  /** The content of chunks. */
  private static final class Unchunked extends InputStream {
    private final InputStream in;
    private int left;
    private boolean first = true;

    Unchunked(InputStream in) {
      this.in = in;
    }

    private boolean more() throws IOException {
      if (left == 0) {
        if (!first) {
          line();
        }
        first = false;
        left = Integer.parseInt(line(), 16);
      }
      return left > 0;
    }

    private String line() throws IOException {
      StringBuilder line = new StringBuilder();
      int c;
      while ((c = in.read()) != '\n' && c >= 0) {
        line.append((char) c);
      }
      return line.toString().strip();
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      if (!more()) {
        return -1;
      }
      int n = in.read(into, from, Math.min(length, left));
      left -= Math.max(n, 0);
      return n;
    }
  }
}
