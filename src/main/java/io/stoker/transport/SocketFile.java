package io.stoker.transport;

import io.netty.channel.epoll.Epoll;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** The file of a Unix socket, which outlives a server that did not end in order. */
final class SocketFile {

  private SocketFile() {}

  /**
   * Binds, in the place of a file that nobody listens at any more, and says who may connect.
   *
   * @throws IOException in the system's words when the file cannot be made, is no socket, or one
   *     that somebody listens at
   */
  static DisposableServer bind(ListenSocket socket, HttpServer server) throws IOException {
    Path file = Objects.requireNonNull(socket.file());
    if (!Epoll.isAvailable()) {
      throw new IOException("Unix sockets are there on Linux alone");
    }
    if (Files.exists(file) && !isLeftBehind(file)) {
      throw new IOException("Address already in use");
    }
    // Netty takes away whatever is there now.
    DisposableServer bound = server.bindNow();
    Files.setAttribute(file, "unix:mode", Integer.parseInt(socket.mode(), 8));
    return bound;
  }

  private static boolean isLeftBehind(Path file) throws IOException {
    if (!isSocket(file)) {
      return false;
    }
    try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      probe.connect(UnixDomainSocketAddress.of(file));
      return false;
    } catch (IOException nobodyListens) {
      return true;
    }
  }

  private static boolean isSocket(Path file) throws IOException {
    int type = (int) Files.getAttribute(file, "unix:mode") & 0xf000;
    return type == 0xc000;
  }

  /** Takes it away with its listener; who has no right to leaves it to the next start. */
  static void remove(ListenSocket socket) {
    Path file = socket.file();
    if (file != null) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException left) {
        // isLeftBehind() finds it
      }
    }
  }
}
