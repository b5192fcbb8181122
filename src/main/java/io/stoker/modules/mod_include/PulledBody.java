package io.stoker.modules.mod_include;

import io.stoker.api.Bodies;
import io.stoker.api.Body;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** A body whose pieces are asked for one by one, by a thread that may wait for them. */
final class PulledBody implements Flow.Subscriber<ByteBuffer> {

  private volatile CountDownLatch arrived = new CountDownLatch(1);
  private volatile @Nullable ByteBuffer piece;
  private volatile @Nullable Throwable failure;
  private volatile boolean ended;
  private volatile Flow.@Nullable Subscription subscription;

  PulledBody(Body body) {
    Bodies.publisher(body).subscribe(this);
  }

  /** The next piece, or null at the end. */
  @Nullable ByteBuffer next() throws IOException {
    Flow.Subscription source = subscription;
    if (ended || source == null) {
      return null;
    }
    piece = null;
    arrived = new CountDownLatch(1);
    source.request(1);
    try {
      if (!ended) {
        arrived.await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    Throwable why = failure;
    if (why != null) {
      throw why instanceof IOException io ? io : new IOException(why);
    }
    return piece;
  }

  void cancel() {
    Flow.Subscription source = subscription;
    if (source != null) {
      source.cancel();
    }
  }

  @Override
  public void onSubscribe(Flow.Subscription source) {
    subscription = source;
  }

  @Override
  public void onNext(ByteBuffer next) {
    // What came may be the source's own memory, to be filled again.
    ByteBuffer copy = ByteBuffer.allocate(next.remaining());
    piece = copy.put(next).flip();
    arrived.countDown();
  }

  @Override
  public void onError(Throwable problem) {
    failure = problem;
    end();
  }

  @Override
  public void onComplete() {
    end();
  }

  private void end() {
    ended = true;
    arrived.countDown();
  }
}
