package io.stoker.modules.mod_ratelimit;

import io.stoker.api.StreamFilter;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Flow;
import java.util.function.Consumer;

/** So many bytes, then a pause, as often as it takes. */
final class Pace {

  /** How long a pause is, and so how much is sent in between. */
  private static final Duration INTERVAL = Duration.ofMillis(200);

  /** Waits; the worker's thread is virtual, so that nobody else has to. */
  @FunctionalInterface
  interface Pause {
    void take(Duration time) throws InterruptedException;
  }

  private final int first;
  private final int portion;
  private final Pause pause;

  /**
   * @param rate bytes a second
   * @param burst bytes that are sent at once in the beginning, or 0
   */
  Pace(int rate, int burst) {
    this(rate, burst, Thread::sleep);
  }

  Pace(int rate, int burst, Pause pause) {
    this.portion = (int) Math.max(1, rate * INTERVAL.toMillis() / 1000);
    this.first = Math.max(burst, portion);
    this.pause = pause;
  }

  /** Bytes that are sent before the first pause. */
  int first() {
    return first;
  }

  /** Cuts content where pauses are. */
  StreamFilter cutter() {
    return new StreamFilter() {
      private int left = first;

      @Override
      public void accept(ByteBuffer piece, Consumer<ByteBuffer> out) {
        while (piece.hasRemaining()) {
          int length = Math.min(left, piece.remaining());
          out.accept(piece.slice(piece.position(), length));
          piece.position(piece.position() + length);
          left = left == length ? portion : left - length;
        }
      }

      @Override
      public void finish(Consumer<ByteBuffer> out) {
        // Nothing is held back.
      }
    };
  }

  /** What was cut, with the pauses. */
  Flow.Publisher<ByteBuffer> of(Flow.Publisher<ByteBuffer> cut) {
    return subscriber -> cut.subscribe(new Delaying(subscriber));
  }

  /** Hands pieces on, and waits before the first of each portion but the first. */
  private final class Delaying implements Flow.Subscriber<ByteBuffer> {
    private final Flow.Subscriber<? super ByteBuffer> subscriber;
    private int left = first;

    Delaying(Flow.Subscriber<? super ByteBuffer> subscriber) {
      this.subscriber = subscriber;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscriber.onSubscribe(subscription);
    }

    @Override
    public void onNext(ByteBuffer piece) {
      if (left == 0) {
        try {
          pause.take(INTERVAL);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
        left = portion;
      }
      left -= piece.remaining();
      subscriber.onNext(piece);
    }

    @Override
    public void onError(Throwable problem) {
      subscriber.onError(problem);
    }

    @Override
    public void onComplete() {
      subscriber.onComplete();
    }
  }
}
