package io.stoker.mpm;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.api.ChildContext;
import io.stoker.api.HttpdModule;
import io.stoker.api.MpmSettings;
import io.stoker.api.Position;
import io.stoker.api.Server;
import io.stoker.api.SlotValues;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The same with real threads: nothing is lost, nothing is left, no limit is broken. */
class ChildrenUnderLoadTest {

  private static final int LOOPS = 4;
  private static final int CONNECTIONS = 2000;
  private static final int REQUESTS = 3;

  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger ended = new AtomicInteger();
  private final AtomicInteger working = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();
  private final ExecutorService chores = Executors.newSingleThreadExecutor();
  private final Children children =
      new Children(
          LOOPS, Children.virtualThreads(), chores, System::nanoTime, 0, (message, args) -> {});

  private final HttpdModule counting =
      new HttpdModule() {
        @Override
        public String name() {
          return "mod_counting";
        }

        @Override
        public void childInit(ChildContext child, Server main) {
          begun.incrementAndGet();
        }

        @Override
        public void childExit(ChildContext child, Server main) {
          ended.incrementAndGet();
        }
      };

  private Generation generation(MpmSettings settings) {
    Server main = new Server(Position.NONE, false, List.of(), SlotValues.EMPTY, SlotValues.EMPTY);
    return new Generation(1, settings, true, main, List.of(counting));
  }

  /** Stands for an event loop: everything about its connections happens on its thread. */
  private final class Loop {
    private final int number;
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final Semaphore room;

    Loop(int number, Semaphore room) {
      this.number = number;
      this.room = room;
    }

    void accept(CountDownLatch over) {
      Seat seat = children.seat();
      while (seat == null) {
        if (children.shutIfFull()) {
          room.acquireUninterruptibly();
        }
        seat = children.seat();
      }
      Seat taken = seat;
      thread.execute(() -> new Client(taken, over).begin());
    }

    private final class Client implements Occupant {
      private final Seat seat;
      private final CountDownLatch over;
      private int requests;
      private boolean waits;

      Client(Seat seat, CountDownLatch over) {
        this.seat = seat;
        this.over = over;
      }

      void begin() {
        seat.settle(number, this);
        request();
      }

      private void request() {
        waits = false;
        seat.execute(
            slot -> {
              int now = working.incrementAndGet();
              most.accumulateAndGet(now, Math::max);
              slot.begin(null, seat.accessesAtBegin(), 0);
              Thread.yield();
              working.decrementAndGet();
              thread.execute(() -> answered(slot));
            });
      }

      private void answered(WorkerSlot slot) {
        seat.served(slot, 10, 1);
        if (++requests == REQUESTS) {
          seat.closes();
          seat.leave();
          over.countDown();
        } else {
          waits = true;
          seat.keptAlive();
          if (seat.isToMove()) {
            seat.move();
          }
          thread.execute(this::request);
        }
      }

      @Override
      public void childRetires() {
        thread.execute(
            () -> {
              if (waits && seat.isToMove()) {
                seat.move();
              }
            });
      }

      @Override
      public void cutOff() {}
    }
  }

  private void run(MpmSettings settings, int limit) throws Exception {
    children.restart(generation(settings));
    Semaphore room = new Semaphore(0);
    children.whenRoom(() -> room.release(LOOPS));
    CountDownLatch over = new CountDownLatch(CONNECTIONS);
    List<Loop> loops =
        java.util.stream.IntStream.range(0, LOOPS).mapToObj(i -> new Loop(i, room)).toList();
    for (int i = 0; i < CONNECTIONS; i++) {
      loops.get(i % LOOPS).accept(over);
    }
    over.await();
    assertThat(children.totals().accesses()).isEqualTo(CONNECTIONS * (long) REQUESTS);
    assertThat(children.totals().bytes()).isEqualTo(CONNECTIONS * (long) REQUESTS * 10);
    assertThat(most.get()).isLessThanOrEqualTo(limit);
    children.stop();
    assertThat(children.awaitEnd(Duration.ofMinutes(2))).isTrue();
    assertThat(begun.get()).isEqualTo(ended.get());
    assertThat(children.places()).allMatch(c -> !c.isPresent() && c.connections() == 0);
    loops.forEach(loop -> loop.thread.shutdown());
    chores.shutdown();
  }

  @Test
  void eventLosesNothingWhileChildrenAreReplaced() throws Exception {
    int perChild = 10;
    run(Sizes.event().start(2).threads(4).maxWorkers(8).connectionsPerChild(perChild).build(), 8);
    int replaced = CONNECTIONS / perChild;
    assertThat(begun.get()).isBetween(replaced, replaced + 4);
  }

  @Test
  void preforkLosesNothingWhileChildrenAreReplaced() throws Exception {
    int perChild = 10;
    run(Sizes.prefork().start(8).maxWorkers(8).connectionsPerChild(perChild).build(), 8);
    int replaced = CONNECTIONS / perChild;
    assertThat(begun.get()).isBetween(replaced, replaced + 10);
  }

  @Test
  void workerLosesNothingWhileItIsRestarted() throws Exception {
    MpmSettings sizes = Sizes.worker().start(2).threads(4).maxWorkers(8).build();
    Thread restarts =
        Thread.ofPlatform()
            .unstarted(
                () -> {
                  try {
                    for (int i = 0; i < 50; i++) {
                      children.restart(generation(sizes));
                    }
                  } catch (ChildStartException e) {
                    throw new IllegalStateException(e);
                  }
                });
    children.restart(generation(sizes));
    restarts.start();
    run(sizes, 8);
    restarts.join();
  }
}
