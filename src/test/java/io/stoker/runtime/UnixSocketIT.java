package io.stoker.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.boot.ManagedSite;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code Listen unix:…}: as with a port, but for addresses. */
class UnixSocketIT {

  private static final String CONFIG =
      """
      LoadModule log_config_module modules/mod_log_config.so
      CustomLog logs/access_log "%h %A %p %>s %U"
      Listen unix:run.sock options=mode=660
      KeepAliveTimeout 300
      """;

  @TempDir Path root;
  private ManagedSite site;
  private Path file;

  @BeforeEach
  void makeSite() throws IOException {
    site = new ManagedSite(root).configure(CONFIG);
    file = root.resolve("run.sock");
    Path page = root.resolve("htdocs/index.html");
    Files.setLastModifiedTime(page, FileTime.from(Instant.parse("2024-01-01T00:00:00Z")));
    Files.write(root.resolve("htdocs/large.bin"), new byte[3_000_000]);
  }

  @AfterEach
  void close() {
    site.close();
  }

  private static String head(SocketChannel socket) throws IOException {
    StringBuilder head = new StringBuilder();
    ByteBuffer one = ByteBuffer.allocate(1);
    while (head.indexOf("\r\n\r\n") < 0) {
      if (socket.read(one.clear()) < 0) {
        throw new EOFException(head.toString());
      }
      head.append((char) one.get(0));
    }
    return head.toString();
  }

  private static long get(SocketChannel socket, String path) throws IOException {
    String request = "GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n";
    socket.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.ISO_8859_1)));
    String head = head(socket);
    assertThat(head).startsWith("HTTP/1.1 200 OK\r\n");
    long length = Long.parseLong(head.replaceFirst("(?s).*Content-Length: (\\d+).*", "$1"));
    ByteBuffer content = ByteBuffer.allocate((int) length);
    while (content.hasRemaining()) {
      if (socket.read(content) < 0) {
        throw new EOFException();
      }
    }
    return length;
  }

  @Test
  void isServedAsAPortIsAndStaysOpenOverReloads() throws Exception {
    site.serve();
    assertThat(site.plane().status().shown()).contains("unix:" + file);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-rw----");
    try (SocketChannel socket = SocketChannel.open(UnixDomainSocketAddress.of(file))) {
      for (int i = 0; i < 3; i++) {
        assertThat(get(socket, "/index.html")).isEqualTo(6);
        assertThat(get(socket, "/large.bin")).isEqualTo(3_000_000);
      }
      assertThat(site.plane().reload(ServerSignal.GRACEFUL)).isTrue();
      assertThat(get(socket, "/index.html")).isEqualTo(6);
    }
    assertThat(site.plane().plans().hits()).isPositive();
    site.configure("");
    assertThat(site.plane().reload(ServerSignal.GRACEFUL)).isTrue();
    assertThat(file).doesNotExist();
    site.close();
    assertThat(site.read("logs/access_log").lines())
        .hasSize(7)
        .allMatch(line -> line.startsWith("127.0.0.1 127.0.0.1 80 200 /"));
  }

  @Test
  void takesThePlaceOfAFileThatNobodyListensAtAndOfNoOther() throws Exception {
    try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      dead.bind(UnixDomainSocketAddress.of(file));
    }
    assertThat(file).exists();
    site.serve();
    try (SocketChannel socket = SocketChannel.open(UnixDomainSocketAddress.of(file))) {
      assertThat(get(socket, "/index.html")).isEqualTo(6);
    }
    Path taken = Files.writeString(root.resolve("taken.sock"), "not a socket");
    site.configure(CONFIG.replace("run.sock", "taken.sock"));
    assertThat(site.plane().reload(ServerSignal.GRACEFUL)).isFalse();
    assertThat(site.plane().status().problem()).contains("AH00072", taken.toString());
    assertThat(taken).hasContent("not a socket");
    try (SocketChannel socket = SocketChannel.open(UnixDomainSocketAddress.of(file))) {
      assertThat(get(socket, "/index.html")).isEqualTo(6);
    }
  }
}
