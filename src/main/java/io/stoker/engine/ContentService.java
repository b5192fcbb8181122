package io.stoker.engine;

import io.stoker.api.Connection;
import org.jspecify.annotations.Nullable;

/** Answers requests; what the transport calls for each one that it read. */
@FunctionalInterface
public interface ContentService extends AutoCloseable {

  /**
   * Answers one request, refused ones included: these get their error page. Blocks; called on a
   * virtual thread that holds a worker slot.
   */
  Response serve(Request request);

  /**
   * Looks for changes of files, so that {@link #planned} knows of all that were made before. Called
   * on an event loop before the first question since it asked the kernel what there is to do; never
   * blocks.
   *
   * @return false when it cannot be told now: then nothing may be asked
   */
  default boolean lookForChanges() {
    return false;
  }

  /**
   * The plan for a request whose head was read, if there is one: its reply may be sent as it is,
   * and nothing else needs to be done but to log it. Called on an event loop; never blocks.
   *
   * @param probe with the head of a plain request
   * @param nanos the time by {@link System#nanoTime}
   */
  default @Nullable Plan planned(PlanProbe probe, Connection connection, long nanos) {
    return null;
  }

  /** Lets go of what is kept for requests; there will be no more of them. */
  @Override
  default void close() {}
}
