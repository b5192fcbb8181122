package io.stoker.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a hook of the phase LOG_TRANSACTION does for requests that are answered from a plan: their
 * phases do not run, so whatever is the same for all of them was found out when the plan was made.
 */
public interface HitLog {

  /** Nothing to be done. */
  HitLog NONE =
      new HitLog() {
        @Override
        public List<String> fields() {
          return List.of();
        }

        @Override
        public void log(Hit hit) {}
      };

  /** Makes the logging of a plan's hits. */
  @FunctionalInterface
  interface Maker {
    /**
     * Called once for a plan, when the reply of its first request is ready and before it is sent:
     * {@link Exchange#transfer} knows nothing yet. All that is read through the exchange becomes a
     * condition of the plan.
     *
     * @param first the request as it came; {@link Exchange#next} leads to those that internal
     *     redirects made of it
     * @return null when this reply cannot be logged so, which is to be told to {@link
     *     Exchange#unplannable}; once that is told, no plan is made whatever is returned
     */
    @Nullable HitLog make(Exchange first);
  }

  /**
   * Names of the request's fields that {@link #log} reads, in lower case; a request that has one of
   * them twice takes the long way.
   */
  List<String> fields();

  /**
   * Whether {@link #log} has room for another hit; where it has none, the request takes the long
   * way, on which a worker may wait. Asked before a hit is served, on its event loop.
   */
  default boolean ready() {
    return true;
  }

  /** Accounts for one hit; on an event loop, so it does not allocate and never waits. */
  void log(Hit hit);
}
