package io.stoker.mpm;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.testing.TestChildren;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What is counted for a virtual host. */
class TrafficTest {

  private final Traffic traffic = new Traffic(2);

  private static Seat seat(Children children, int loop) {
    Seat seat = Objects.requireNonNull(children.seat());
    seat.settle(
        loop,
        new Occupant() {
          @Override
          public void childRetires() {}

          @Override
          public void cutOff() {}
        });
    return seat;
  }

  @Test
  void columnsOfAllLoopsAreAddedUp() throws Exception {
    Children children = TestChildren.on(2, Runnable::run, () -> 0);
    children.restart(
        new Generation(
            1,
            TestChildren.event(4),
            false,
            new io.stoker.api.Server(
                io.stoker.api.Position.NONE,
                false,
                java.util.List.of(),
                io.stoker.api.SlotValues.EMPTY,
                io.stoker.api.SlotValues.EMPTY),
            java.util.List.of()));
    HostTraffic host = traffic.of("a:80");
    for (int loop = 0; loop < 2; loop++) {
      Seat seat = seat(children, loop);
      for (int i = 0; i < 3; i++) {
        seat.served(null, 100, 1);
        host.answered(seat, HostTraffic.Method.GET, 200, 100, 60_000);
      }
    }
    Seat seat = seat(children, 0);
    seat.served(null, 7, 1);
    host.answered(seat, HostTraffic.Method.of("PROPFIND"), 503, 7, 3_600_000_000_000L);
    assertThat(host.requests(HostTraffic.Method.GET, 2)).isEqualTo(6);
    assertThat(host.requests(HostTraffic.Method.OTHER, 5)).isEqualTo(1);
    assertThat(host.requests()).isEqualTo(7);
    assertThat(host.bytes()).isEqualTo(607);
    assertThat(host.reused()).isEqualTo(4);
    assertThat(host.seconds()).isEqualTo(3600.00036);
    long[] buckets = host.buckets();
    assertThat(buckets[1]).isEqualTo(6);
    assertThat(buckets[buckets.length - 1]).isEqualTo(1);
    assertThat(Arrays.stream(buckets).sum()).isEqualTo(7);
    assertThat(HostTraffic.bounds()).hasSameSizeAs(buckets).startsWith(0.00005, 0.0001).isSorted();
  }

  @Test
  void hostsKeepTheirCountsAndAreBounded() {
    HostTraffic first = traffic.of("host0");
    for (int i = 0; i < Traffic.MOST_HOSTS + 100; i++) {
      traffic.of("host" + i);
    }
    assertThat(traffic.of("host0")).isSameAs(first);
    assertThat(traffic.hosts()).hasSize(Traffic.MOST_HOSTS + 1);
    assertThat(traffic.of("yet another").host()).isEqualTo(Traffic.OTHERS);
  }
}
