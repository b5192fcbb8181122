package io.stoker.api;

/** How busy the server and its machine are at the moment. */
public interface ServerLoad {

  /** Worker slots that answer a request now. */
  int busy();

  /** Worker slots that wait for a request. */
  int idle();

  /**
   * Processes that run or wait to run, on average over the last minute, five minutes and fifteen;
   * zeros where the system does not tell.
   */
  double[] averages();

  /** Share of the slots that are busy, 0 to 100. */
  default int busyPercent() {
    return percent(busy());
  }

  /** Share of the slots that are idle, 0 to 100. */
  default int idlePercent() {
    return percent(idle());
  }

  private int percent(int part) {
    int all = busy() + idle();
    return all == 0 ? 0 : (int) (part * 100L / all);
  }
}
