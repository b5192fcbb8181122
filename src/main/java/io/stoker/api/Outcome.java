package io.stoker.api;

/** What a hook says. {@link #OK}, {@link #DECLINED} and {@link #DONE} are constants. */
public sealed interface Outcome permits Outcome.Signal, Reply, InternalRedirect, Await {

  /** Handled, or nothing to object; go on. */
  Outcome OK = Signal.OK;

  /** Not for this hook. */
  Outcome DECLINED = Signal.DECLINED;

  /** The request is answered completely; skip what is left but logging. */
  Outcome DONE = Signal.DONE;

  /** The three constants. */
  enum Signal implements Outcome {
    OK,
    DECLINED,
    DONE
  }
}
