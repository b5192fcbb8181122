package io.stoker.api;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Publishes what a filter makes of a source. The source is asked for one piece at a time, and only
 * while somebody wants what comes out. For one subscriber.
 */
final class FilteringPublisher implements Flow.Publisher<ByteBuffer> {

  private final Flow.Publisher<ByteBuffer> source;
  private final StreamFilter filter;

  FilteringPublisher(Flow.Publisher<ByteBuffer> source, StreamFilter filter) {
    this.source = source;
    this.filter = filter;
  }

  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
    source.subscribe(new Stage(subscriber));
  }

  private final class Stage implements Flow.Subscriber<ByteBuffer>, Flow.Subscription {
    private final Flow.Subscriber<? super ByteBuffer> subscriber;
    // All below under this monitor; signals are sent by the one thread that is draining.
    private final Queue<ByteBuffer> ready = new ArrayDeque<>();
    private Flow.@Nullable Subscription upstream;
    private @Nullable Throwable problem;
    private long wanted;
    private boolean asked;
    private boolean ended;
    private boolean over;
    private boolean draining;

    Stage(Flow.Subscriber<? super ByteBuffer> subscriber) {
      this.subscriber = subscriber;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      synchronized (this) {
        upstream = subscription;
      }
      subscriber.onSubscribe(this);
    }

    @Override
    public void request(long n) {
      synchronized (this) {
        wanted = wanted + n < 0 ? Long.MAX_VALUE : wanted + n;
      }
      drain();
    }

    @Override
    public void onNext(ByteBuffer piece) {
      synchronized (this) {
        asked = false;
        if (over || problem != null) {
          return;
        }
        try {
          filter.accept(piece, this::keep);
        } catch (IOException | RuntimeException e) {
          fail(e);
        }
      }
      drain();
    }

    @Override
    public void onComplete() {
      synchronized (this) {
        if (over || problem != null) {
          return;
        }
        try {
          filter.finish(this::keep);
          ended = true;
        } catch (IOException | RuntimeException e) {
          fail(e);
        }
      }
      drain();
    }

    @Override
    public void onError(Throwable cause) {
      synchronized (this) {
        problem = cause;
        ended = true;
      }
      drain();
    }

    private void keep(ByteBuffer piece) {
      if (piece.hasRemaining()) {
        ready.add(piece);
      }
    }

    private void fail(Throwable cause) {
      problem = cause;
      ended = true;
      if (upstream != null) {
        upstream.cancel();
      }
    }

    /** Sends what is ready and wanted, then asks for more; the loop belongs to one thread. */
    private void drain() {
      synchronized (this) {
        if (draining) {
          return;
        }
        draining = true;
      }
      while (step()) {
        // until there is nothing to do
      }
    }

    private boolean step() {
      ByteBuffer piece = null;
      Flow.Subscription ask = null;
      boolean finished = false;
      Throwable failure;
      synchronized (this) {
        failure = problem;
        if (over) {
          draining = false;
          return false;
        }
        if (failure != null || (ended && ready.isEmpty())) {
          finished = true;
          over = true;
          filter.release();
        } else if (wanted > 0 && !ready.isEmpty()) {
          piece = ready.poll();
          wanted -= wanted == Long.MAX_VALUE ? 0 : 1;
        } else if (wanted > 0 && !asked && !ended) {
          asked = true;
          ask = upstream;
        } else {
          draining = false;
          return false;
        }
      }
      send(piece, ask, finished, failure);
      return true;
    }

    private void send(
        @Nullable ByteBuffer piece,
        Flow.@Nullable Subscription ask,
        boolean finished,
        @Nullable Throwable failure) {
      if (piece != null) {
        subscriber.onNext(piece);
      } else if (ask != null) {
        ask.request(1);
      } else if (finished && failure != null) {
        subscriber.onError(failure);
      } else if (finished) {
        subscriber.onComplete();
      }
    }

    @Override
    public void cancel() {
      Flow.Subscription source;
      synchronized (this) {
        if (over) {
          return;
        }
        over = true;
        source = upstream;
        ready.clear();
        filter.release();
      }
      if (source != null) {
        source.cancel();
      }
    }
  }
}
