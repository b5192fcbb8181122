package io.stoker.engine;

/** Answers requests; what the transport calls for each one that it read. */
@FunctionalInterface
public interface ContentService {

  /**
   * Answers one request, refused ones included: these get their error page. Blocks; called on a
   * virtual thread that holds a worker slot.
   */
  Response serve(Request request);
}
