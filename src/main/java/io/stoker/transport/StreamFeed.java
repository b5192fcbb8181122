package io.stoker.transport;

import io.stoker.api.Body;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
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

  // Guarded by the gate.
  private boolean wanted;
  private boolean cancelled;
  private boolean over;
  private Flow.@Nullable Subscription subscription;

  StreamFeed(Body.Stream body, Gate gate, Sink sink) {
    this.body = body;
    this.gate = gate;
    this.sink = sink;
  }

  /** The loop has room for one buffer. */
  void want() {
    gate.change(() -> wanted = true);
  }

  /** The loop wants no more; the source is released by the worker. */
  void cancel() {
    gate.change(() -> cancelled = true);
  }

  /** Runs the source to its end, on the worker. Waits whenever the client does not keep up. */
  void drive() {
    try {
      gate.await(() -> wanted || cancelled);
      if (isCancelled()) {
        body.release();
        return;
      }
      body.source().subscribe(this);
      while (awaitTurn()) {
        Flow.Subscription source = gate.get(() -> subscription);
        if (source != null) {
          source.request(1);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stop(e);
    } catch (RuntimeException e) {
      stop(e);
    }
  }

  /** Waits for demand; false when there is nothing more to ask for. */
  private boolean awaitTurn() throws InterruptedException {
    gate.await(() -> cancelled || over || (wanted && subscription != null));
    boolean more =
        gate.get(
            () -> {
              wanted = false;
              return !cancelled && !over;
            });
    if (!more && isCancelled()) {
      cancelSource();
    }
    return more;
  }

  private void stop(Throwable failure) {
    cancelSource();
    onError(failure);
  }

  private void cancelSource() {
    Flow.Subscription source = gate.get(() -> over ? null : subscription);
    if (source != null) {
      source.cancel();
    }
  }

  private boolean isCancelled() {
    return gate.get(() -> cancelled);
  }

  @Override
  public void onSubscribe(Flow.Subscription source) {
    gate.change(() -> subscription = source);
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
    if (gate.once(() -> over, () -> over = true)) {
      sink.ended(failure);
    }
  }
}
