package io.stoker.transport;

import io.stoker.api.Body;
import io.stoker.engine.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A reply with its body taken apart: sequences flattened, empty parts left out. */
final class ReplyParts {

  /** A piece of a body and how far it has been sent. */
  static final class Part {
    private final Body body;
    private final @Nullable StreamFeed feed;
    private long done;
    private int pace = FileReader.CHUNK;

    private Part(Body body, @Nullable StreamFeed feed) {
      this.body = body;
      this.feed = feed;
    }

    /** Bytes, a file region or a stream. */
    Body body() {
      return body;
    }

    /** The feed of a stream. */
    StreamFeed feed() {
      return Objects.requireNonNull(feed);
    }

    /** Bytes of a file region that were read. */
    long done() {
      return done;
    }

    void advance(int bytes) {
      done += bytes;
    }

    /** How many bytes to read at once. */
    int pace() {
      return pace;
    }

    /** Reads more at once while the client keeps up, so that a slow one never holds much. */
    void pace(boolean keepsUp) {
      pace = keepsUp ? Math.min(2 * pace, FileReader.LARGEST_CHUNK) : FileReader.CHUNK;
    }

    /** Lets go of it; a stream is let go of by the worker that drives it. */
    void drop() {
      if (feed != null) {
        feed.cancel();
      } else {
        body.release();
      }
    }
  }

  private final Response response;
  private final boolean sendfile;
  private final List<Part> parts = new ArrayList<>(2);

  /**
   * Takes a reply apart.
   *
   * @param sendfile whether the connection can have the kernel send files
   * @param feeds makes the feed of a stream
   */
  ReplyParts(Response response, boolean sendfile, Function<Body.Stream, StreamFeed> feeds) {
    this.response = response;
    this.sendfile = sendfile;
    add(response.body(), feeds);
  }

  private void add(Body body, Function<Body.Stream, StreamFeed> feeds) {
    switch (body) {
      case Body.Sequence(List<Body> several) -> several.forEach(part -> add(part, feeds));
      case Body.Stream stream -> parts.add(new Part(stream, feeds.apply(stream)));
      case Body.Bytes(byte[] bytes) when bytes.length == 0 -> {}
      default -> parts.add(new Part(body, null));
    }
  }

  Response response() {
    return response;
  }

  List<Part> parts() {
    return parts;
  }

  /** Whether that region cannot be sent by the kernel. */
  boolean mustRead(Body.FileRegion region) {
    return FileReader.mustRead(region, sendfile);
  }

  /** Runs the streams to their ends, one after the other; on the worker. */
  void driveStreams() {
    for (Part part : parts) {
      if (part.feed != null) {
        part.feed.drive();
      }
    }
  }

  /** Whether the worker is needed until the last byte. */
  boolean hasStreams() {
    for (Part part : parts) {
      if (part.feed != null) {
        return true;
      }
    }
    return false;
  }

  /** Lets go of everything; nothing was sent. */
  void drop() {
    parts.forEach(Part::drop);
  }
}
