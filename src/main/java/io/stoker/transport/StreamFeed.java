package io.stoker.transport;

import io.stoker.api.Body;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A streamed part of a reply. The worker drives the source, since asking it for the next buffer may
 * block; the event loop says when it wants one. So a slow client holds up the source and nothing
 * piles up.
 */
final class StreamFeed implements Flow.Subscriber<ByteBuffer> {

  /** Who sends the buffers; called on the source's thread. */
  interface Sink {
    void next(ByteBuffer bytes);

    /** The last call; {@code failure} is null when all is well. */
    void ended(@Nullable Throwable failure);
  }

  private final Body.Stream body;
  private final Gate gate;
  private final Sink sink;

  private final AtomicBoolean over = new AtomicBoolean();
  private volatile boolean wanted;
  private volatile boolean cancelled;
  private volatile Flow.@Nullable Subscription subscription;

  StreamFeed(Body.Stream body, Gate gate, Sink sink) {
    this.body = body;
    this.gate = gate;
    this.sink = sink;
  }

  /** The loop has room for one buffer. */
  void want() {
    wanted = true;
    gate.ring();
  }

  /** The loop wants no more; the source is released by the worker. */
  void cancel() {
    cancelled = true;
    gate.ring();
  }

  /** Runs the source to its end, on the worker. Waits whenever the client does not keep up. */
  void drive() {
    try {
      gate.await(() -> wanted || cancelled);
      if (cancelled) {
        body.release();
        return;
      }
      body.source().subscribe(this);
      run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stop(e);
    } catch (RuntimeException e) {
      stop(e);
    }
  }

  private void run() throws InterruptedException {
    while (true) {
      gate.await(() -> cancelled || over.get() || (wanted && subscription != null));
      Flow.Subscription source = subscription;
      if (over.get()) {
        return;
      }
      if (cancelled) {
        cancelSource();
        return;
      }
      wanted = false;
      if (source != null) {
        source.request(1);
      }
    }
  }

  private void stop(Throwable failure) {
    if (!over.get()) {
      cancelSource();
    }
    onError(failure);
  }

  private void cancelSource() {
    Flow.Subscription source = subscription;
    if (source != null) {
      source.cancel();
    }
  }

  @Override
  public void onSubscribe(Flow.Subscription source) {
    subscription = source;
    gate.ring();
  }

  @Override
  public void onNext(ByteBuffer bytes) {
    sink.next(bytes);
  }

  @Override
  public void onError(Throwable failure) {
    end(failure);
  }

  @Override
  public void onComplete() {
    end(null);
  }

  private void end(@Nullable Throwable failure) {
    if (over.compareAndSet(false, true)) {
      gate.ring();
      sink.ended(failure);
    }
  }
}
