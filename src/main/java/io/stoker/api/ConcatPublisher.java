package io.stoker.api;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Publishes several bodies, one after the other. For one subscriber. */
final class ConcatPublisher implements Flow.Publisher<ByteBuffer> {

  private final List<Body> parts;

  ConcatPublisher(List<Body> parts) {
    this.parts = parts;
  }

  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
    Relay relay = new Relay(subscriber);
    subscriber.onSubscribe(relay);
    relay.start();
  }

  private final class Relay implements Flow.Subscription, Flow.Subscriber<ByteBuffer> {
    private final Flow.Subscriber<? super ByteBuffer> subscriber;
    // All below under this monitor.
    private Flow.@Nullable Subscription current;
    private int next;
    private long wanted;
    private boolean started;
    private boolean over;
    private boolean advancing;
    private boolean ended;

    Relay(Flow.Subscriber<? super ByteBuffer> subscriber) {
      this.subscriber = subscriber;
    }

    /** Takes up the first part: when something is wanted, also by who is just being told of us. */
    void start() {
      synchronized (this) {
        if (started) {
          return;
        }
        started = true;
      }
      advance();
    }

    /** Subscribes to parts until one has more to give than its end. A loop, so no stack grows. */
    void advance() {
      synchronized (this) {
        if (advancing) {
          ended = true;
          return;
        }
        advancing = true;
      }
      while (true) {
        Body part;
        synchronized (this) {
          ended = false;
          current = null;
          if (over) {
            return;
          }
          part = next < parts.size() ? parts.get(next++) : null;
          over = part == null;
        }
        if (part == null) {
          subscriber.onComplete();
          return;
        }
        Bodies.publisher(part).subscribe(this);
        synchronized (this) {
          if (!ended) {
            advancing = false;
            return;
          }
        }
      }
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      long open;
      boolean cancelled;
      synchronized (this) {
        current = subscription;
        open = wanted;
        cancelled = over;
      }
      if (cancelled) {
        subscription.cancel();
      } else if (open > 0) {
        subscription.request(open);
      }
    }

    @Override
    public void request(long n) {
      Flow.Subscription source;
      synchronized (this) {
        wanted = wanted + n < 0 ? Long.MAX_VALUE : wanted + n;
        source = current;
      }
      if (source != null) {
        source.request(n);
      } else {
        start();
      }
    }

    @Override
    public void onNext(ByteBuffer piece) {
      synchronized (this) {
        wanted -= wanted == Long.MAX_VALUE ? 0 : 1;
      }
      subscriber.onNext(piece);
    }

    @Override
    public void onComplete() {
      advance();
    }

    @Override
    public void onError(Throwable problem) {
      releaseRest();
      subscriber.onError(problem);
    }

    @Override
    public void cancel() {
      Flow.Subscription source;
      synchronized (this) {
        source = current;
      }
      releaseRest();
      if (source != null) {
        source.cancel();
      }
    }

    private void releaseRest() {
      List<Body> rest;
      synchronized (this) {
        if (over) {
          return;
        }
        over = true;
        rest = parts.subList(next, parts.size());
      }
      rest.forEach(Body::release);
    }
  }
}
