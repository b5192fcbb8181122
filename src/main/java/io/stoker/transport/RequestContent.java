package io.stoker.transport;

import io.netty.buffer.ByteBuf;
import io.stoker.api.RequestBody;
import io.stoker.http.Headers;
import io.stoker.mpm.MemoryAccount;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
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
  private final MemoryAccount memory;
  private final Gate gate;
  private final Client client;

  // Written by the loop, read by the worker, and the other way round.
  private final Queue<ByteBuffer> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicLong waitingBytes = new AtomicLong();
  private volatile boolean ended;
  private volatile boolean readerWaits;
  private volatile @Nullable Unreadable failure;
  private volatile Headers trailers = Headers.EMPTY;

  // The reader's own.
  private long limit;
  private long taken;
  private boolean started;

  /**
   * Content to come.
   *
   * @param declared as {@link #declaredLength}
   * @param memory where the bytes that wait are put down
   */
  RequestContent(long declared, MemoryAccount memory, Gate gate, Client client) {
    this.declared = declared;
    this.memory = memory;
    this.gate = gate;
    this.client = client;
  }

  // ---- the event loop's side ----

  /** Puts in a copy of what came. */
  void add(ByteBuf bytes) {
    byte[] copy = new byte[bytes.readableBytes()];
    bytes.readBytes(copy);
    waitingBytes.addAndGet(copy.length);
    memory.hold(copy.length);
    waiting.add(ByteBuffer.wrap(copy));
    gate.ring();
  }

  void end(Headers fields) {
    trailers = fields;
    ended = true;
    gate.ring();
  }

  /** No more will come; what came before can still be read. */
  void fail(Unreadable why) {
    if (!ended && failure == null) {
      failure = why;
      gate.ring();
    }
  }

  /** Nobody reads any more: lets go of what waits. */
  void release() {
    for (ByteBuffer left = waiting.poll(); left != null; left = waiting.poll()) {
      memory.free(left.remaining());
    }
  }

  boolean hasRoom() {
    return waitingBytes.get() < ENOUGH;
  }

  boolean isReaderWaiting() {
    return readerWaits && !isReady();
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
    ByteBuffer next = next();
    if (next == null) {
      return null;
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

  private @Nullable ByteBuffer next() throws IOException {
    while (true) {
      boolean over = ended || failure != null; // asked first: what came before the end is here then
      ByteBuffer next = waiting.poll();
      if (next != null) {
        waitingBytes.addAndGet(-next.remaining());
        memory.free(next.remaining());
        return next;
      }
      if (over) {
        return end();
      }
      await();
    }
  }

  private boolean isReady() {
    return !waiting.isEmpty() || ended || failure != null;
  }

  private void await() throws InterruptedIOException {
    readerWaits = true;
    try {
      client.wanted();
      gate.await(this::isReady);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for the client");
    } finally {
      readerWaits = false;
    }
  }

  private @Nullable ByteBuffer end() throws Unreadable {
    Unreadable why = failure;
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
    return trailers;
  }
}
