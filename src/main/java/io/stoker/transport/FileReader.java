package io.stoker.transport;

import io.netty.buffer.ByteBuf;
import io.stoker.api.Body;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Reads regions of files where the kernel may not send them itself. Blocks: never on a loop. */
final class FileReader {

  /** Bytes read at first; a smaller region becomes bytes in memory before the loop sees it. */
  static final int CHUNK = 64 * 1024;

  /** Bytes read at once for a client that takes all as fast as it comes. */
  static final int LARGEST_CHUNK = 512 * 1024;

  private FileReader() {}

  /**
   * Replaces small regions that must be read by their bytes, so that the common small file costs no
   * further change of thread. Every region replaced is released.
   *
   * @throws IOException when a file cannot be read; the whole body is released then
   */
  static Body load(Body body, boolean sendfile) throws IOException {
    return switch (body) {
      case Body.FileRegion region when mustRead(region, sendfile) && region.length() <= CHUNK ->
          new Body.Bytes(whole(region));
      case Body.Sequence sequence -> loadAll(sequence, sendfile);
      default -> body;
    };
  }

  static boolean mustRead(Body.FileRegion region, boolean sendfile) {
    return !(sendfile && region.sendfile());
  }

  private static Body loadAll(Body.Sequence sequence, boolean sendfile) throws IOException {
    List<Body> loaded = new ArrayList<>(sequence.parts().size());
    List<Body> parts = sequence.parts();
    for (int i = 0; i < parts.size(); i++) {
      try {
        loaded.add(load(parts.get(i), sendfile));
      } catch (IOException | RuntimeException e) {
        loaded.forEach(Body::release);
        parts.subList(i + 1, parts.size()).forEach(Body::release);
        throw e;
      }
    }
    return new Body.Sequence(loaded);
  }

  private static byte[] whole(Body.FileRegion region) throws IOException {
    try {
      ByteBuffer bytes = ByteBuffer.allocate((int) region.length());
      while (bytes.hasRemaining()) {
        if (region.channel().read(bytes, region.offset() + bytes.position()) < 0) {
          throw truncated(region);
        }
      }
      return bytes.array();
    } finally {
      region.release();
    }
  }

  /**
   * Fills {@code out} from the region.
   *
   * @param done bytes of the region that were read before
   */
  static void fill(Body.FileRegion region, long done, ByteBuf out) throws IOException {
    int wanted = (int) Math.min(out.writableBytes(), region.length() - done);
    int read = 0;
    while (read < wanted) {
      int n = out.writeBytes(region.channel(), region.offset() + done + read, wanted - read);
      if (n < 0) {
        throw truncated(region);
      }
      read += n;
    }
  }

  private static EOFException truncated(Body.FileRegion region) {
    return new EOFException(
        "file became shorter than "
            + (region.offset() + region.length())
            + " bytes while it was sent");
  }
}
