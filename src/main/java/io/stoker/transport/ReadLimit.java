package io.stoker.transport;

import io.stoker.api.ReadTimeouts;
import java.util.concurrent.TimeUnit;

/**
 * The time that a client has for one part of a request, the head or the content: what it sends
 * gives it more. Times are nanoseconds of one clock.
 */
final class ReadLimit {

  private static final long NEVER = Long.MAX_VALUE;

  private final ReadTimeouts.Stage stage;
  private final long latest;
  private long due;

  private ReadLimit(ReadTimeouts.Stage stage, long due, long latest) {
    this.stage = stage;
    this.due = due;
    this.latest = latest;
  }

  /** The limit of a part that begins now. */
  static ReadLimit begin(ReadTimeouts.Stage stage, long now) {
    long due = stage.seconds() == 0 ? NEVER : now + TimeUnit.SECONDS.toNanos(stage.seconds());
    long latest = stage.most() == 0 ? NEVER : now + TimeUnit.SECONDS.toNanos(stage.most());
    return new ReadLimit(stage, due, latest);
  }

  /** So many bytes have come. */
  void received(long bytes) {
    if (due != NEVER && stage.minRate() > 0) {
      due = Math.min(latest, due + bytes * TimeUnit.SECONDS.toNanos(1) / stage.minRate());
    }
  }

  /** How long to wait for more: {@code usual}, or less where the limit comes before. */
  long patience(long usual, long now) {
    return due == NEVER ? usual : Math.max(0, Math.min(usual, due - now));
  }

  boolean isOver(long now) {
    return due != NEVER && now - due >= 0;
  }
}
