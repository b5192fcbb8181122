package io.stoker.mpm;

/** The work of a worker: one request. */
@FunctionalInterface
public interface Work {

  /** Does it, in a thread of its own that holds the slot; may block. */
  void run(WorkerSlot slot);
}
