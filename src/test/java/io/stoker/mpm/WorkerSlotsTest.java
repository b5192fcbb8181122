package io.stoker.mpm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WorkerSlotsTest {

  private final Queue<Runnable> threads = new ArrayDeque<>();
  private final List<String> ran = new ArrayList<>();
  private final WorkerSlots slots = new WorkerSlots(2, threads::add);

  private void submit(String name) {
    slots.execute(() -> ran.add(name));
  }

  @Test
  void runsNoMoreThanTheLimitAndTheRestInOrder() {
    for (String name : List.of("a", "b", "c", "d")) {
      submit(name);
    }
    assertThat(threads).hasSize(2);
    assertThat(slots.busy()).isEqualTo(2);
    assertThat(slots.waiting()).isEqualTo(2);
    threads.remove().run();
    assertThat(slots.busy()).isEqualTo(2);
    assertThat(slots.waiting()).isEqualTo(1);
    while (!threads.isEmpty()) {
      threads.remove().run();
    }
    assertThat(ran).containsExactly("a", "b", "c", "d");
    assertThat(slots.busy()).isZero();
  }

  @Test
  void aFailureFreesTheSlot() {
    slots.execute(
        () -> {
          throw new IllegalStateException("boom");
        });
    assertThatThrownBy(() -> threads.remove().run()).hasMessage("boom");
    assertThat(slots.busy()).isZero();
  }

  @Test
  void aThreadThatCannotBeHadFreesTheSlot() {
    WorkerSlots none =
        new WorkerSlots(
            1,
            work -> {
              throw new RejectedExecutionException("no thread");
            });
    assertThatThrownBy(() -> none.execute(() -> {})).hasMessage("no thread");
    assertThat(none.busy()).isZero();
  }

  @Test
  void moreSlotsTakeWaitingWork() {
    List.of("a", "b", "c", "d", "e").forEach(this::submit);
    slots.resize(4);
    assertThat(slots.limit()).isEqualTo(4);
    assertThat(threads).hasSize(4);
    assertThat(slots.waiting()).isEqualTo(1);
  }

  @Test
  void fewerSlotsLetRunningWorkEnd() {
    List.of("a", "b", "c", "d").forEach(this::submit);
    slots.resize(1);
    assertThat(slots.busy()).isEqualTo(2);
    threads.remove().run();
    assertThat(slots.busy()).isEqualTo(1);
    assertThat(slots.waiting()).isEqualTo(2);
    threads.remove().run();
    assertThat(threads).hasSize(1);
    assertThat(slots.busy()).isEqualTo(1);
  }

  @Test
  void wantsAtLeastOneSlot() {
    assertThatThrownBy(() -> new WorkerSlots(0, threads::add))
        .hasMessage("worker slots: 0 (expected: 1 or more)");
    assertThatThrownBy(() -> slots.resize(-1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void boundsVirtualThreads() throws InterruptedException {
    WorkerSlots virtual = WorkerSlots.ofVirtualThreads(3);
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch done = new CountDownLatch(200);
    for (int i = 0; i < 200; i++) {
      virtual.execute(
          () -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            Thread.yield();
            now.decrementAndGet();
            done.countDown();
          });
    }
    done.await();
    assertThat(most.get()).isBetween(1, 3);
  }
}
