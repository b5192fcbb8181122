package io.stoker.api;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Publishes what can be had by asking, in the thread that asks. For one subscriber. */
final class PullPublisher implements Flow.Publisher<ByteBuffer> {

  private static final int PIECE = 64 * 1024;

  private final Bodies.Pieces source;
  private final AtomicBoolean taken = new AtomicBoolean();

  PullPublisher(Bodies.Pieces source) {
    this.source = source;
  }

  static Bodies.Pieces of(Body.Bytes body) {
    return new Bodies.Pieces() {
      private @Nullable ByteBuffer rest =
          body.bytes().length == 0 ? null : ByteBuffer.wrap(body.bytes()).asReadOnlyBuffer();

      @Override
      public @Nullable ByteBuffer next() {
        ByteBuffer all = rest;
        rest = null;
        return all;
      }

      @Override
      public void close() {
        rest = null;
      }
    };
  }

  static Bodies.Pieces of(Body.FileRegion region) {
    return new Bodies.Pieces() {
      private long at = region.offset();
      private long left = region.length();

      @Override
      public @Nullable ByteBuffer next() throws IOException {
        if (left == 0) {
          return null;
        }
        ByteBuffer piece = ByteBuffer.allocate((int) Math.min(PIECE, left));
        int n = region.channel().read(piece, at);
        if (n < 0) {
          throw new EOFException("the file became shorter by " + left + " bytes");
        }
        at += n;
        left -= n;
        return piece.flip();
      }

      @Override
      public void close() {
        region.release();
      }
    };
  }

  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
    if (!taken.compareAndSet(false, true)) {
      throw new IllegalStateException("a body can be sent once only");
    }
    subscriber.onSubscribe(new Pull(subscriber));
  }

  /** One thread at a time pulls; others only add to what is wanted. */
  private final class Pull implements Flow.Subscription {
    private final Flow.Subscriber<? super ByteBuffer> subscriber;
    private final AtomicLong wanted = new AtomicLong();
    private final AtomicBoolean closed = new AtomicBoolean();

    Pull(Flow.Subscriber<? super ByteBuffer> subscriber) {
      this.subscriber = subscriber;
    }

    @Override
    public void request(long n) {
      long before = wanted.getAndUpdate(w -> w + n < 0 ? Long.MAX_VALUE : w + n);
      if (before > 0) {
        return;
      }
      do {
        if (!emit()) {
          return;
        }
      } while (wanted.decrementAndGet() > 0);
    }

    private boolean emit() {
      if (closed.get()) {
        return false;
      }
      ByteBuffer piece;
      try {
        piece = source.next();
      } catch (IOException | RuntimeException e) {
        if (close()) {
          subscriber.onError(e);
        }
        return false;
      }
      if (piece == null) {
        if (close()) {
          subscriber.onComplete();
        }
        return false;
      }
      subscriber.onNext(piece);
      return true;
    }

    private boolean close() {
      boolean first = closed.compareAndSet(false, true);
      if (first) {
        source.close();
      }
      return first;
    }

    @Override
    public void cancel() {
      close();
    }
  }
}
