package io.stoker.api;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** What can be done with a {@link Body} besides sending it. */
public final class Bodies {

  /** Bytes of a file that are given to a filter at once. */
  private static final int PIECE = 64 * 1024;

  private Bodies() {}

  /** Pieces of content that are had by asking. */
  public interface Pieces {

    /** The next piece, or null at the end; may block. */
    @Nullable ByteBuffer next() throws IOException;

    /** Nobody asks any more; called once, perhaps by another thread than that which asks. */
    void close();
  }

  /** Content of unknown length that comes piece by piece, as fast as it is sent. */
  public static Body of(Pieces pieces) {
    return new Body.Stream(new PullPublisher(pieces), -1);
  }

  /** Bytes whose number the client is not told beforehand. */
  public static Body ofUnknownLength(byte[] bytes) {
    return new Body.Stream(publisher(new Body.Bytes(bytes)), -1);
  }

  /**
   * The content as buffers, for one subscriber, who thereby owns the body. Files are read by the
   * thread that asks for more, which may block.
   */
  public static Flow.Publisher<ByteBuffer> publisher(Body body) {
    return switch (body) {
      case Body.Stream(Flow.Publisher<ByteBuffer> source, long length) -> source;
      case Body.Bytes bytes -> new PullPublisher(PullPublisher.of(bytes));
      case Body.FileRegion region -> new PullPublisher(PullPublisher.of(region));
      case Body.Sequence(List<Body> parts) -> new ConcatPublisher(parts);
    };
  }

  /**
   * The body sent through a filter: in memory where all of it is in memory, else as it is sent.
   *
   * @param filter for this body alone
   */
  public static Body filtered(Body body, StreamFilter filter) throws IOException {
    byte[] whole = inMemory(body);
    if (whole == null) {
      return new Body.Stream(new FilteringPublisher(publisher(body), filter), -1);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(whole.length);
    try {
      filter.accept(ByteBuffer.wrap(whole), piece -> write(out, piece));
      filter.finish(piece -> write(out, piece));
    } finally {
      filter.release();
    }
    return new Body.Bytes(out.toByteArray());
  }

  /**
   * As {@link #filtered(Body, StreamFilter)} for a filter that makes content smaller: what comes
   * out of a file is looked at first, and has a length where the filter gave no more than {@code
   * eager} bytes before the end. Blocks for as long as the file is read.
   *
   * @param filter for this body alone
   */
  public static Body filtered(Body body, StreamFilter filter, int eager) throws IOException {
    if (body instanceof Body.FileRegion region) {
      return filtered(region, filter, eager);
    }
    byte[] whole = inMemory(body);
    if (whole == null) {
      return filtered(body, filter);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      filter.accept(ByteBuffer.wrap(whole), piece -> write(out, piece));
      boolean told = out.size() <= eager;
      filter.finish(piece -> write(out, piece));
      return told ? new Body.Bytes(out.toByteArray()) : ofUnknownLength(out.toByteArray());
    } finally {
      filter.release();
    }
  }

  private static Body filtered(Body.FileRegion region, StreamFilter filter, int eager)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    boolean goesOn = false;
    try {
      long at = 0;
      while (at < region.length() && out.size() <= eager) {
        ByteBuffer piece = ByteBuffer.allocate((int) Math.min(PIECE, region.length() - at));
        if (region.channel().read(piece, region.offset() + at) < 0) {
          throw new IOException("file ended before its length");
        }
        at += piece.position();
        filter.accept(piece.flip(), made -> write(out, made));
      }
      goesOn = at < region.length();
      if (!goesOn) {
        boolean told = out.size() <= eager;
        filter.finish(made -> write(out, made));
        region.release();
        return told ? new Body.Bytes(out.toByteArray()) : ofUnknownLength(out.toByteArray());
      }
      Body rest =
          new Body.FileRegion(
              region.channel(),
              region.offset() + at,
              region.length() - at,
              false,
              region.onRelease());
      Body later = new Body.Stream(new FilteringPublisher(publisher(rest), filter), -1);
      Body all = new Body.Sequence(List.of(new Body.Bytes(out.toByteArray()), later));
      return new Body.Stream(publisher(all), -1);
    } finally {
      if (!goesOn) {
        filter.release();
      }
    }
  }

  private static byte @Nullable [] inMemory(Body body) {
    if (body instanceof Body.Bytes(byte[] bytes)) {
      return bytes;
    }
    if (!(body instanceof Body.Sequence(List<Body> parts))) {
      return null;
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (Body part : parts) {
      byte[] bytes = inMemory(part);
      if (bytes == null) {
        return null;
      }
      all.writeBytes(bytes);
    }
    return all.toByteArray();
  }

  private static void write(ByteArrayOutputStream out, ByteBuffer piece) {
    byte[] bytes = new byte[piece.remaining()];
    piece.get(bytes);
    out.writeBytes(bytes);
  }

  /** Whether {@link #slice} can be asked for parts: not where the content comes as a stream. */
  public static boolean isSliceable(Body body) {
    return switch (body) {
      case Body.Bytes b -> true;
      case Body.FileRegion r -> true;
      case Body.Sequence(List<Body> parts) -> parts.stream().allMatch(Bodies::isSliceable);
      case Body.Stream s -> false;
    };
  }

  /**
   * A part of a body. It holds nothing of its own: {@code body} stays to be released.
   *
   * @param offset of the first byte
   * @param length bytes, all within the body
   */
  public static Body slice(Body body, long offset, long length) {
    return switch (body) {
      case Body.Bytes(byte[] bytes) ->
          new Body.Bytes(
              java.util.Arrays.copyOfRange(bytes, (int) offset, (int) (offset + length)));
      case Body.FileRegion r ->
          new Body.FileRegion(r.channel(), r.offset() + offset, length, r.sendfile(), () -> {});
      case Body.Sequence(List<Body> parts) -> slice(parts, offset, length);
      case Body.Stream s -> throw new IllegalArgumentException("a stream has no parts");
    };
  }

  private static Body slice(List<Body> parts, long offset, long length) {
    List<Body> taken = new ArrayList<>();
    long at = 0;
    for (Body part : parts) {
      long from = Math.max(offset, at);
      long to = Math.min(offset + length, at + part.length());
      if (from < to) {
        taken.add(slice(part, from - at, to - from));
      }
      at += part.length();
    }
    return new Body.Sequence(taken);
  }

  /** The whole content; waits for it, and releases the body. */
  public static byte[] bytes(Body body) throws IOException {
    byte[] whole = inMemory(body);
    if (whole != null) {
      return whole;
    }
    Collector collector = new Collector();
    publisher(body).subscribe(collector);
    try {
      return collector.done.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    }
  }

  private static final class Collector implements Flow.Subscriber<ByteBuffer> {
    private final ByteArrayOutputStream all = new ByteArrayOutputStream();
    private final CompletableFuture<byte[]> done = new CompletableFuture<>();

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(ByteBuffer piece) {
      write(all, piece);
    }

    @Override
    public void onError(Throwable problem) {
      done.completeExceptionally(problem);
    }

    @Override
    public void onComplete() {
      done.complete(all.toByteArray());
    }
  }
}
