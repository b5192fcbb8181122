package io.stoker.actuator;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.stoker.api.Position;
import io.stoker.api.Server;
import io.stoker.api.SlotValues;
import io.stoker.mpm.Children;
import io.stoker.mpm.Generation;
import io.stoker.mpm.Occupant;
import io.stoker.mpm.Seat;
import io.stoker.testing.TestChildren;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class WorkerMetersTest {

  private final Queue<Runnable> threads = new ArrayDeque<>();
  private final Children children = TestChildren.on(1, threads::add, () -> 0);
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private long now;

  private double gauge(String name, String state) {
    return meters.get(name).tag("state", state).gauge().value();
  }

  private double count(String name) {
    return meters.get(name).functionCounter().count();
  }

  private void restart() throws Exception {
    Server main = new Server(Position.NONE, false, List.of(), SlotValues.EMPTY, SlotValues.EMPTY);
    children.restart(new Generation(1, TestChildren.event(4), false, main, List.of()));
  }

  @Test
  void countsWhatTheScoreboardShows() throws Exception {
    restart();
    WorkerMeters.bind(meters, children, () -> now += 1_000_000_000);
    assertThat(gauge("stoker.workers", "ready")).isEqualTo(4);
    Seat seat = Objects.requireNonNull(children.seat());
    seat.settle(
        0,
        new Occupant() {
          @Override
          public void childRetires() {}

          @Override
          public void cutOff() {}
        });
    seat.execute(
        slot -> {
          slot.begin(null, 1, 0);
          assertThat(gauge("stoker.workers", "writing")).isEqualTo(1);
          seat.served(slot, 310, 1);
        });
    threads.remove().run();
    seat.keptAlive();
    assertThat(gauge("stoker.workers", "ready")).isEqualTo(4);
    assertThat(gauge("stoker.connections", "keepalive")).isEqualTo(1);
    assertThat(gauge("stoker.children", "active")).isEqualTo(1);
    assertThat(count("stoker.requests")).isEqualTo(1);
    assertThat(count("stoker.bytes")).isEqualTo(310);
    assertThat(meters.get("stoker.workers.max").gauge().value()).isEqualTo(4);
    restart();
    assertThat(gauge("stoker.children", "retiring")).isEqualTo(1);
    assertThat(count("stoker.children.started")).isEqualTo(2);
    seat.leave();
    assertThat(count("stoker.children.ended")).isEqualTo(1);
  }

  @Test
  void allGaugesOfALookAreOfTheSameMoment() throws Exception {
    restart();
    WorkerMeters.bind(meters, children, () -> now);
    assertThat(gauge("stoker.connections", "all")).isZero();
    assertThat(children.seat()).isNotNull();
    now += 100_000_000;
    assertThat(gauge("stoker.connections", "all")).isZero();
    now++;
    assertThat(gauge("stoker.connections", "all")).isEqualTo(1);
  }
}
