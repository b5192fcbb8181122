package io.stoker.mpm;

import io.stoker.api.WorkerState;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The worker slots of one child: work runs at once while a slot is free, else it waits its turn,
 * first come first served. Handing work over takes no lock, so that event loops may do it.
 */
final class WorkerPool {

  private final WorkerSlot[] workers;
  private final SlotSet slots;
  private final Permits permits;
  private final Executor threads;
  private final BooleanSupplier isRetiring;
  private final Runnable whenFreed;
  private final Queue<Work> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waits = new AtomicInteger();
  private final AtomicBoolean inLine = new AtomicBoolean();

  /**
   * Slots, all free.
   *
   * @param permits shared by all children
   * @param threads gives each piece of work a thread of its own
   * @param isRetiring whether the child retires
   * @param whenFreed told of every slot that was given back
   */
  WorkerPool(
      ScoreRow row,
      Permits permits,
      Executor threads,
      LongSupplier clock,
      BooleanSupplier isRetiring,
      Runnable whenFreed) {
    this.slots = new SlotSet(row.size());
    this.permits = permits;
    this.threads = threads;
    this.isRetiring = isRetiring;
    this.whenFreed = whenFreed;
    this.workers = new WorkerSlot[row.size()];
    for (int i = 0; i < workers.length; i++) {
      workers[i] = new WorkerSlot(i, row, clock);
    }
  }

  // ---- a slot for each request ----

  /** Runs {@code work} in a slot, now or when one becomes free. */
  void execute(Work work) {
    waits.incrementAndGet();
    waiting.add(work);
    startWaiting();
  }

  /** Whoever adds work or frees a slot looks here after that, so that neither waits for ever. */
  private void startWaiting() {
    while (!waiting.isEmpty()) {
      WorkerSlot slot = take();
      if (slot == null) {
        if (slots.free() == 0 || !waitInLine()) {
          return;
        }
      } else {
        startIn(slot);
      }
    }
  }

  /** Waits for a permit; true when there may be one already. */
  private boolean waitInLine() {
    if (inLine.compareAndSet(false, true)) {
      permits.await(this::called);
    }
    return permits.isAvailable();
  }

  private void called() {
    inLine.set(false);
    startWaiting();
  }

  private void startIn(WorkerSlot slot) {
    Work next = waiting.poll();
    if (next == null) {
      giveBack(slot); // somebody else took it
      return;
    }
    waits.decrementAndGet();
    try {
      threads.execute(() -> runAndFree(next, slot));
    } catch (RuntimeException | Error e) {
      free(slot);
      throw e;
    }
  }

  private void runAndFree(Work work, WorkerSlot slot) {
    try {
      work.run(slot);
    } finally {
      slot.connection(0, 0);
      free(slot);
    }
  }

  private void free(WorkerSlot slot) {
    release(slot);
    startWaiting();
  }

  // ---- a slot for each connection ----

  /** Takes a slot with a permit; null where there is none. */
  @Nullable WorkerSlot take() {
    WorkerSlot slot = takeWithout();
    if (slot != null && !permits.tryTake()) {
      giveBackOnly(slot);
      return null;
    }
    return slot;
  }

  /** Takes a slot for somebody who has a permit; null where there is none. */
  @Nullable WorkerSlot takeWithout() {
    int index = slots.take();
    return index < 0 ? null : workers[index];
  }

  /** Gives back what {@link #take} gave. */
  void release(WorkerSlot slot) {
    releaseWithout(slot);
    permits.give();
    whenFreed.run();
  }

  /** Gives back what {@link #take} gave and keeps the permit. */
  void releaseWithout(WorkerSlot slot) {
    slot.state(isRetiring.getAsBoolean() ? WorkerState.GRACEFUL : WorkerState.READY);
    slots.give(slot.index());
  }

  /** The slot was not used. */
  private void giveBack(WorkerSlot slot) {
    giveBackOnly(slot);
    permits.give();
  }

  private void giveBackOnly(WorkerSlot slot) {
    slots.give(slot.index());
  }

  /** Runs work in a slot that its connection holds. */
  void runIn(WorkerSlot slot, Work work) {
    threads.execute(() -> work.run(slot));
  }

  // ---- how it stands ----

  int size() {
    return slots.size();
  }

  int free() {
    return slots.free();
  }

  int busy() {
    return slots.taken();
  }

  int waiting() {
    return waits.get();
  }
}
