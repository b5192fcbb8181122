package io.stoker.advisor.rules;

import io.stoker.advisor.rules.SendfileCheck.Result;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * Sends a file of a directory over a connection of this machine to itself, as the kernel does it
 * for EnableSendfile, and compares the checksum of what comes with that of what is read.
 */
final class SendfileTrial {

  /** The most that is sent. */
  private static final long MOST = 4L << 20;

  private SendfileTrial() {}

  /** The largest file directly in the directory, or the beginning of it. */
  static Result of(String directory) {
    try (Stream<Path> files = Files.list(Path.of(directory))) {
      Optional<Path> largest =
          files
              .filter(file -> Files.isRegularFile(file) && Files.isReadable(file))
              .max(Comparator.comparingLong(file -> file.toFile().length()));
      return largest.isPresent() ? send(largest.get()) : Result.UNTRIED;
    } catch (IOException | InvalidPathException | CompletionException e) {
      return Result.UNTRIED;
    }
  }

  private static Result send(Path file) throws IOException {
    try (FileChannel from = FileChannel.open(file, StandardOpenOption.READ);
        ServerSocketChannel server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      long length = Math.min(MOST, from.size());
      long expected = checksum(from, length);
      try (SocketChannel client = SocketChannel.open(server.getLocalAddress());
          SocketChannel peer = server.accept()) {
        CompletableFuture<Void> sending =
            CompletableFuture.runAsync(() -> transfer(from, length, peer));
        long received = checksum(client);
        sending.join();
        return received == expected ? Result.SAME : Result.DIFFERENT;
      }
    }
  }

  private static void transfer(FileChannel from, long length, SocketChannel to) {
    try {
      long at = 0;
      while (at < length) {
        at += from.transferTo(at, length - at, to);
      }
      to.shutdownOutput();
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }

  private static long checksum(FileChannel file, long length) throws IOException {
    CRC32C sum = new CRC32C();
    ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
    long at = 0;
    while (at < length) {
      buffer.clear().limit((int) Math.min(buffer.capacity(), length - at));
      int read = file.read(buffer, at);
      if (read < 0) {
        break;
      }
      at += read;
      sum.update(buffer.flip());
    }
    return sum.getValue();
  }

  private static long checksum(SocketChannel from) throws IOException {
    CRC32C sum = new CRC32C();
    ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
    while (from.read(buffer.clear()) >= 0) {
      sum.update(buffer.flip());
    }
    return sum.getValue();
  }
}
