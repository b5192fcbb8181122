package io.stoker.api;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;

/**
 * Where the time of one request goes: a clock that is always in one of the parts. Made for requests
 * that ExtendedStatus records and no plan answers. One thread at a time moves it on, in turn the
 * event loop, the worker and the loop again; any may look.
 */
public final class PhaseTimes {

  /** What a request spends its time with, in this order; parts may come again. */
  public enum Part {
    /** From the first octet of the head to its last. */
    READ,
    /** For a worker. */
    WAIT,
    /** post_read_request, quick_handler and translate_name, with the Location sections before. */
    TRANSLATE,
    /** map_to_storage: the walk to the file with Directory sections and {@code .htaccess} files. */
    WALK,
    /** header_parser, access_checker, check_user_id and auth_checker. */
    ACCESS,
    /** type_checker and fixups. */
    TYPE,
    /** insert_filter and the handler. */
    HANDLER,
    /** The head of the reply: response_headers, conditions and ranges. */
    REPLY,
    /** To the last octet of the reply; with the making of a body that is made while it is sent. */
    SEND,
    /** log_transaction. */
    LOG
  }

  private static final Part[] PARTS = Part.values();
  private static final int ENDED = PARTS.length;

  private final LongSupplier clock;
  private final AtomicLongArray nanos = new AtomicLongArray(PARTS.length);
  private volatile long since;
  private volatile int now;

  /**
   * In {@link Part#READ}.
   *
   * @param clock nanoseconds, as {@link System#nanoTime}
   * @param begun when the first octet came, by that clock
   */
  public PhaseTimes(LongSupplier clock, long begun) {
    this.clock = clock;
    this.since = begun;
  }

  /** What was under way ends, and another part begins. */
  public void enter(Part part) {
    moveTo(part.ordinal());
  }

  /** The request is over. */
  public void end() {
    moveTo(ENDED);
  }

  private void moveTo(int next) {
    long time = clock.getAsLong();
    int last = now;
    if (last != ENDED) {
      nanos.setPlain(last, nanos.getPlain(last) + time - since);
    }
    since = time;
    now = next;
  }

  /**
   * Nanoseconds for each part that took any, the one under way up to this moment. Who looks while
   * it moves on may find that part a little short or long.
   */
  public Map<Part, Long> nanos() {
    int running = now;
    long time = running == ENDED ? 0 : clock.getAsLong() - since;
    Map<Part, Long> all = new EnumMap<>(Part.class);
    for (Part part : PARTS) {
      long taken = nanos.get(part.ordinal()) + (part.ordinal() == running ? time : 0);
      if (taken > 0) {
        all.put(part, taken);
      }
    }
    return all;
  }
}
