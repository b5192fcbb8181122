package io.stoker.engine;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Takes the beginning of a stream into memory, up to a limit. If that was not all, it is itself the
 * stream, with the beginning put back: to be subscribed to once.
 *
 * <p>Only for sources that give what is asked for at once, as all do that are made of files and
 * memory; one that does not is left alone at the first buffer that does not come.
 */
final class StreamHead
    implements Flow.Subscriber<ByteBuffer>, Flow.Publisher<ByteBuffer>, Flow.Subscription {

  private final long most;
  private final Deque<ByteBuffer> kept = new ArrayDeque<>();
  private Flow.@Nullable Subscription source;
  private Flow.@Nullable Subscriber<? super ByteBuffer> reader;
  private long length;
  private boolean gave;
  private boolean ended;
  private boolean told;
  private @Nullable Throwable failure;

  StreamHead(long most) {
    this.most = most;
  }

  // ---- while it is looked into ----

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    source = subscription;
    do {
      gave = false;
      subscription.request(1);
    } while (gave && !ended && length <= most);
  }

  /** All of the stream; null where there is more of it, or it broke. */
  byte @Nullable [] whole() {
    if (!ended || failure != null || length > most) {
      return null;
    }
    ByteBuffer all = ByteBuffer.allocate((int) length);
    kept.forEach(piece -> all.put(piece.duplicate()));
    return all.array();
  }

  @Override
  public void onNext(ByteBuffer piece) {
    if (reader != null) {
      reader.onNext(piece);
      return;
    }
    gave = true;
    length += piece.remaining();
    // What came may be the source's own memory, to be filled again.
    ByteBuffer copy = ByteBuffer.allocate(piece.remaining());
    kept.add(copy.put(piece).flip());
  }

  @Override
  public void onError(Throwable problem) {
    ended = true;
    failure = problem;
    if (reader != null && kept.isEmpty()) {
      end(reader);
    }
  }

  @Override
  public void onComplete() {
    ended = true;
    if (reader != null && kept.isEmpty()) {
      end(reader);
    }
  }

  // ---- when it is the stream ----

  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
    reader = subscriber;
    subscriber.onSubscribe(this);
  }

  @Override
  public void request(long n) {
    Flow.Subscriber<? super ByteBuffer> to = Objects.requireNonNull(reader);
    long left = n;
    while (left > 0 && !kept.isEmpty()) {
      left--;
      to.onNext(kept.remove());
    }
    if (!kept.isEmpty()) {
      return;
    }
    if (ended) {
      end(to);
    } else if (left > 0) {
      Objects.requireNonNull(source).request(left);
    }
  }

  private void end(Flow.Subscriber<? super ByteBuffer> to) {
    if (told) {
      return;
    }
    told = true;
    if (failure != null) {
      to.onError(failure);
    } else {
      to.onComplete();
    }
  }

  @Override
  public void cancel() {
    kept.clear();
    if (source != null) {
      source.cancel();
    }
  }
}
