package io.stoker.transport;

import io.netty.buffer.ByteBuf;
import io.stoker.api.RequestBody;
import io.stoker.http.Headers;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The content of a request on its way from the event loop, which puts it in, to the worker, who
 * takes it out. The loop reads from the client only while little is waiting here.
 */
final class RequestContent implements RequestBody {

  /** So much may wait before reading stops, in bytes. */
  static final int ENOUGH = 64 * 1024;

  /** What the reader wants of the connection; called on the worker's thread. */
  interface Client {
    /** The content is being read for the first time. */
    void firstRead();

    /** The reader waits, or there is room for more. */
    void wanted();
  }

  private final long declared;
  private final Gate gate;
  private final Client client;

  // Guarded by the gate.
  private final Queue<ByteBuffer> waiting = new ArrayDeque<>();
  private long waitingBytes;
  private boolean ended;
  private boolean readerWaits;
  private @Nullable Unreadable failure;
  private Headers trailers = Headers.EMPTY;

  // The reader's own.
  private long limit;
  private long taken;
  private boolean started;

  /**
   * Content to come.
   *
   * @param declared as {@link #declaredLength}
   */
  RequestContent(long declared, Gate gate, Client client) {
    this.declared = declared;
    this.gate = gate;
    this.client = client;
  }

  // ---- the event loop's side ----

  /** Puts in a copy of what came. */
  void add(ByteBuf bytes) {
    byte[] copy = new byte[bytes.readableBytes()];
    bytes.readBytes(copy);
    gate.change(
        () -> {
          waiting.add(ByteBuffer.wrap(copy));
          waitingBytes += copy.length;
        });
  }

  void end(Headers fields) {
    gate.change(
        () -> {
          trailers = fields;
          ended = true;
        });
  }

  /** No more will come; what came before can still be read. */
  void fail(Unreadable why) {
    gate.change(
        () -> {
          if (!ended && failure == null) {
            failure = why;
          }
        });
  }

  boolean hasRoom() {
    return gate.get(() -> waitingBytes < ENOUGH);
  }

  boolean isReaderWaiting() {
    return gate.get(() -> readerWaits && waiting.isEmpty() && !ended && failure == null);
  }

  // ---- the worker's side ----

  @Override
  public long declaredLength() {
    return declared;
  }

  @Override
  public void limit(long bytes) {
    limit = bytes;
  }

  @Override
  public @Nullable ByteBuffer read() throws IOException {
    if (!started) {
      started = true;
      if (limit > 0 && declared > limit) {
        throw new TooLarge(
            "AH01588: Requested content-length of "
                + declared
                + " is larger than the configured limit of "
                + limit);
      }
      if (declared != 0) {
        client.firstRead();
      }
    }
    if (!gate.get(this::isReady)) {
      await();
    }
    ByteBuffer next = poll();
    if (next == null) {
      return end();
    }
    client.wanted();
    taken += next.remaining();
    if (limit > 0 && taken > limit) {
      throw new TooLarge(
          "AH01591: Read content-length of "
              + taken
              + " is larger than the configured limit of "
              + limit);
    }
    return next;
  }

  private boolean isReady() {
    return !waiting.isEmpty() || ended || failure != null;
  }

  private void await() throws InterruptedIOException {
    gate.change(() -> readerWaits = true);
    try {
      client.wanted();
      gate.await(this::isReady);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for the client");
    } finally {
      gate.change(() -> readerWaits = false);
    }
  }

  private @Nullable ByteBuffer poll() {
    return gate.get(
        () -> {
          ByteBuffer next = waiting.poll();
          if (next != null) {
            waitingBytes -= next.remaining();
          }
          return next;
        });
  }

  private @Nullable ByteBuffer end() throws Unreadable {
    Unreadable why = gate.get(() -> failure);
    if (why != null) {
      throw why;
    }
    return null;
  }

  @Override
  public InputStream stream() {
    return new ContentStream(this);
  }

  @Override
  public Headers trailers() {
    return gate.get(() -> trailers);
  }
}
