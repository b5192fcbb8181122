package io.stoker.mpm;

/**
 * Who is told of every request that was answered. It is called by event loops, so it must not wait
 * for anything.
 */
@FunctionalInterface
public interface RequestListener {

  /**
   * A request has been answered, just now.
   *
   * @param request not to be kept
   */
  void answered(AnsweredRequest request);
}
