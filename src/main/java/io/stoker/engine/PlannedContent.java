package io.stoker.engine;

import io.stoker.api.Bodies;
import io.stoker.api.Body;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The content of a reply, read into memory so that it can be sent again.
 *
 * @param bytes all of it; null where it is too large
 * @param response the reply to send now: what was read of a stream is put back in front of it
 */
record PlannedContent(byte @Nullable [] bytes, Response response) {

  /**
   * Reads the content of a reply, if that is not more than {@code most} octets. Blocks.
   *
   * @throws IOException when a file gives less than it promised; the reply has yet to be sent
   */
  static PlannedContent of(Response response, long most) throws IOException {
    Body body = response.body();
    if (body instanceof Body.Stream stream) {
      Lookahead seen = Lookahead.into(stream, most);
      return new PlannedContent(seen.whole(), response.with(seen.body()));
    }
    if (body.length() < 0 || body.length() > most) {
      return new PlannedContent(null, response);
    }
    ByteBuffer into = ByteBuffer.allocate((int) body.length());
    return new PlannedContent(read(body, into) ? into.array() : null, response);
  }

  /** False where there is a stream among the parts. */
  private static boolean read(Body body, ByteBuffer into) throws IOException {
    switch (body) {
      case Body.Bytes(byte[] bytes) -> into.put(bytes);
      case Body.FileRegion region -> read(region, into);
      case Body.Sequence(List<Body> parts) -> {
        for (Body part : parts) {
          if (!read(part, into)) {
            return false;
          }
        }
      }
      case Body.Stream stream -> {
        return false;
      }
    }
    return true;
  }

  private static void read(Body.FileRegion region, ByteBuffer into) throws IOException {
    ByteBuffer part = into.slice(into.position(), (int) region.length());
    while (part.hasRemaining()) {
      if (region.channel().read(part, region.offset() + part.position()) < 0) {
        throw new IOException("the file has become shorter");
      }
    }
    into.position(into.position() + part.limit());
  }

  /** A stream of which the beginning is in memory. */
  private record Lookahead(byte @Nullable [] whole, Body body) {

    static Lookahead into(Body.Stream stream, long most) {
      StreamHead head = new StreamHead(most);
      stream.source().subscribe(head);
      byte[] whole = head.whole();
      if (whole == null) {
        return new Lookahead(null, new Body.Stream(head, stream.length()));
      }
      boolean told = stream.length() >= 0;
      return new Lookahead(whole, told ? new Body.Bytes(whole) : Bodies.ofUnknownLength(whole));
    }
  }
}
