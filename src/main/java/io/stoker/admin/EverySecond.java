package io.stoker.admin;

import java.time.Duration;
import java.util.function.Supplier;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;

/**
 * What pages are sent each second. However many look, it is made once, and not at all while nobody
 * does; who is slow gets the latest.
 */
final class EverySecond {

  private EverySecond() {}

  /**
   * Something that is made anew each second, at once for the first who looks.
   *
   * @param clock tells the seconds
   */
  static <T> Flux<T> made(Supplier<T> something, Scheduler clock) {
    return Flux.interval(Duration.ZERO, Duration.ofSeconds(1), clock)
        .onBackpressureDrop()
        .map(second -> something.get())
        .replay(1)
        .refCount(1)
        .onBackpressureLatest();
  }
}
