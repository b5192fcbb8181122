package io.stoker.mpm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.api.ChildContext;
import io.stoker.api.ChildStatus;
import io.stoker.api.HttpdModule;
import io.stoker.api.Key;
import io.stoker.api.Server;
import io.stoker.mpm.Stage.Guest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ChildrenTest {

  private final Stage stage = new Stage();

  // ---- how many there are ----

  @Test
  void startServersAreThereAtOnce() {
    stage.start(Sizes.event().start(3).threads(25).maxWorkers(400).build());
    assertThat(stage.accepting()).isEqualTo(3);
    assertThat(stage.children.places()).hasSize(16);
  }

  @Test
  void idleConnectionsMakeMoreChildrenWithWorkerButNotWithEvent() {
    Sizes event = Sizes.event().start(1).threads(2).maxWorkers(8).spare(1, 4);
    stage.start(event.build());
    stage.connect().served();
    stage.connect().served();
    stage.seconds(3);
    assertThat(stage.accepting()).isEqualTo(1);

    Stage worker = new Stage();
    worker.start(Sizes.worker().start(1).threads(2).maxWorkers(8).spare(1, 4).build());
    worker.connect().served();
    worker.connect().served();
    worker.seconds(3);
    assertThat(worker.accepting()).isEqualTo(2);
  }

  @Test
  void oneIdleChildASecondIsRetired() {
    stage.start(Sizes.prefork().start(10).maxWorkers(16).spare(1, 2).build());
    List<Long> counts = new ArrayList<>();
    for (int second = 0; second < 10; second++) {
      stage.seconds(1);
      counts.add(stage.accepting());
    }
    assertThat(counts).containsExactly(9L, 8L, 7L, 6L, 5L, 4L, 3L, 2L, 2L, 2L);
  }

  @Test
  void theIdlestChildIsTheOneThatGoes() {
    stage.start(Sizes.event().start(3).threads(2).maxWorkers(8).spare(1, 3).build());
    Guest first = stage.connect().served();
    Guest second = stage.connect().served();
    assertThat(first.child()).isNotEqualTo(second.child());
    stage.seconds(1);
    assertThat(stage.moved).isEmpty();
    assertThat(stage.accepting()).isEqualTo(2);
  }

  @Test
  void aChildThatIsReplacedFinishesWhatItHas() {
    stage.start(Sizes.event().start(1).threads(2).maxWorkers(8).spare(1, 8).build());
    stage.pass(5);
    assertThat(stage.children.places().getFirst().ageNanos())
        .isEqualTo(TimeUnit.SECONDS.toNanos(5));
    Guest guest = stage.connect();
    assertThat(stage.children.replace(0)).isTrue();
    stage.settle();
    assertThat(stage.children.replace(0)).as("it retires already").isFalse();
    assertThat(stage.children.replace(7)).as("there is none").isFalse();
    List<ChildStatus> places = stage.children.places();
    assertThat(places.get(0).isStopping()).isTrue();
    assertThat(places.get(0).connections()).isEqualTo(1);
    assertThat(places.get(0).accepted()).isEqualTo(1);
    assertThat(places.get(1).isAccepting()).isTrue();
    assertThat(places.get(1).ageNanos()).isZero();
    assertThat(guest.child()).isZero();
  }

  // ---- what a connection costs ----

  @Test
  void eventWithTwoThreadsKeepsSixIdleClients() {
    stage.start(Sizes.event().start(1).threads(2).maxWorkers(2).build());
    List<Guest> guests = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      guests.addAll(stage.accept(1));
      guests.getLast().served();
    }
    assertThat(guests).hasSize(6);
    assertThat(stage.children.shutIfFull()).isTrue();
    assertThat(stage.child(0).keepAlive()).isEqualTo(6);
    assertThat(stage.letters()).isEqualTo("__");
    guests.forEach(Guest::served);
    guests.getFirst().leave();
    assertThat(stage.opened).isEqualTo(1);
    assertThat(stage.accept(2)).hasSize(1);
  }

  @Test
  void workerAndPreforkKeepASlotForEach() {
    stage.start(Sizes.worker().start(1).threads(2).maxWorkers(2).build());
    Guest one = stage.connect().served();
    stage.connect();
    assertThat(stage.letters()).isEqualTo("KR");
    assertThat(stage.tryConnect()).isNull();
    one.seat.closes();
    assertThat(stage.letters()).isEqualTo("CR");
    assertThat(stage.tryConnect()).isNull();
    one.leave();
    assertThat(stage.letters()).isEqualTo("_R");
    assertThat(stage.tryConnect()).isNotNull();
  }

  @Test
  void aConnectionThatHasNotSentAnythingCountsAsWork() {
    stage.start(Sizes.event().start(1).threads(2).maxWorkers(2).build());
    List<Guest> guests = stage.accept(10);
    assertThat(guests).hasSize(2);
    guests.getFirst().seat.arrived();
    assertThat(stage.opened).isEqualTo(1);
    assertThat(stage.accept(10)).hasSize(1);
  }

  @Test
  void aClosingConnectionDoesNotCountWithEvent() {
    stage.start(Sizes.event().start(1).threads(1).factor(1).maxWorkers(1).build());
    Guest one = stage.connect().served();
    stage.connect().served();
    assertThat(stage.children.shutIfFull()).isTrue();
    one.seat.closes();
    assertThat(stage.opened).isEqualTo(1);
    assertThat(stage.child(0).closing()).isEqualTo(1);
    assertThat(stage.accept(1)).hasSize(1);
  }

  @Test
  void aConnectionGoesToTheChildWithTheMostFreeSlots() {
    stage.start(Sizes.worker().start(3).threads(2).maxWorkers(6).build());
    List<Integer> children = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      children.add(stage.connect().child());
    }
    assertThat(children).containsExactly(0, 1, 2, 0, 1, 2);
  }

  // ---- at the limit ----

  @Test
  void requestsWaitForASlotOfTheirChildInTheOrderInWhichTheyCame() {
    stage.start(Sizes.event().start(1).threads(1).factor(4).maxWorkers(1).build());
    List<Guest> guests = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      guests.add(stage.connect().served());
    }
    guests.forEach(Guest::request);
    assertThat(stage.threads).hasSize(1);
    assertThat(stage.letters()).isEqualTo("_");
    assertThat(stage.children.shutIfFull()).isTrue();
    stage.work();
    assertThat(stage.children.totals().accesses()).isEqualTo(6);
    assertThat(stage.opened).isEqualTo(1);
  }

  @Test
  void nothingIsAcceptedWhileAllWorkersAreBusy() {
    stage.start(Sizes.event().start(4).threads(2).maxWorkers(8).build());
    List<Guest> guests = stage.accept(100);
    guests.forEach(Guest::request);
    assertThat(guests).hasSize(8);
    assertThat(stage.threads).hasSize(8);
    assertThat(stage.children.shutIfFull()).isTrue();
    stage.threads.remove().run();
    assertThat(stage.opened).isEqualTo(1);
    assertThat(stage.accept(100)).isNotEmpty();
  }

  // ---- MaxConnectionsPerChild ----

  @Test
  void aChildIsReplacedExactlyAtItsLimit() {
    AtomicInteger started = new AtomicInteger();
    stage.with(new Counting(started));
    stage.start(Sizes.prefork().start(1).maxWorkers(1).connectionsPerChild(3).build());
    List<Child> children = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      Guest guest = stage.connect();
      children.add(guest.seat.child());
      guest.served().leave();
    }
    assertThat(children.subList(0, 3)).containsOnly(children.get(0));
    assertThat(children.subList(3, 6)).containsOnly(children.get(3));
    assertThat(children).extracting(Child::accepted).containsExactly(3, 3, 3, 3, 3, 3, 1);
    assertThat(started).hasValue(3);
    assertThat(stage.children.totals().accesses()).isEqualTo(7);
    assertThat(stage.present()).isEqualTo(1);
  }

  @Test
  void theLastConnectionOfAChildGoesOnInAnother() {
    stage.start(Sizes.event().start(1).threads(2).maxWorkers(2).connectionsPerChild(1).build());
    Guest guest = stage.connect();
    Child first = guest.seat.child();
    assertThat(first.isRetiring()).isTrue();
    assertThat(stage.accepting()).isEqualTo(1);
    guest.served();
    assertThat(stage.moved).containsExactly(guest);
    assertThat(guest.seat.child()).isNotSameAs(first);
    assertThat(guest.seat.child().accepted()).isZero();
    assertThat(first.isGone()).isTrue();
    guest.served();
    assertThat(stage.child(0).keepAlive()).isEqualTo(1);
    assertThat(stage.child(0).slot()).isEqualTo(1);
  }

  @Test
  void noMoreThanMaxRequestWorkersWorkWhileARetiredChildFinishes() {
    stage.start(
        Sizes.event().start(1).threads(1).factor(3).maxWorkers(1).connectionsPerChild(1).build());
    Guest slow = stage.connect().request();
    assertThat(stage.accepting()).isEqualTo(1);
    assertThat(stage.tryConnect()).isNull();
    assertThat(stage.threads).hasSize(1);
    stage.work();
    slow.keep();
    Guest next = stage.connect();
    next.request();
    assertThat(stage.threads).hasSize(1);
  }

  @Test
  void whoWaitsForAPermitGetsTheFirstThatIsGivenBack() {
    stage.start(Sizes.event().start(2).threads(1).factor(4).maxWorkers(2).build());
    Guest a = stage.connect().served();
    Guest b = stage.connect().served();
    stage.resize(Sizes.event().start(2).threads(1).factor(4).maxWorkers(1).build());
    a.request();
    b.request();
    assertThat(stage.threads).hasSize(1);
    stage.work();
    assertThat(stage.children.totals().accesses()).isEqualTo(4);
  }

  // ---- retirement ----

  @Test
  void aRetiredChildFinishesThenLetsGoOfEverything() {
    Key<String> pool = Key.named("pool");
    List<String> calls = new ArrayList<>();
    stage.with(new Keeping("mod_a", pool, calls)).with(new Keeping("mod_b", null, calls));
    stage.start(Sizes.event().start(1).threads(2).maxWorkers(2).build());
    Guest guest = stage.connect().request();
    Child child = guest.seat.child();
    child.memory().hold(100);
    assertThat(child.get(pool)).isEqualTo("kept by 0");
    stage.start(Sizes.event().start(1).threads(2).maxWorkers(2).build());
    assertThat(child.isRetiring()).isTrue();
    assertThat(calls)
        .containsExactly("mod_a begins 0", "mod_b begins 0", "mod_a begins 1", "mod_b begins 1");
    stage.work();
    child.memory().free(100);
    assertThat(stage.letters()).startsWith("G");
    guest.keep();
    stage.settle();
    assertThat(calls).endsWith("mod_b ends 0", "mod_a ends 0");
    assertThat(child.isGone()).isTrue();
    assertThat(child.connections()).isZero();
    assertThat(child.occupants()).isZero();
    assertThat(child.moduleValues()).isZero();
    assertThat(child.memory().held()).isZero();
    assertThat(stage.present()).isEqualTo(1);
  }

  @Test
  void connectionsThatWaitMoveAtOnceAndNobodyIsClosed() {
    stage.start(Sizes.worker().start(2).threads(2).maxWorkers(4).build());
    List<Guest> guests = stage.accept(4);
    guests.forEach(Guest::served);
    stage.start(Sizes.worker().start(2).threads(2).maxWorkers(4).build());
    assertThat(stage.moved).hasSize(4);
    assertThat(guests).noneMatch(g -> g.isClosed);
    assertThat(stage.present()).isEqualTo(2);
    assertThat(stage.letters()).isEqualTo("KK KK");
    assertThat(stage.child(0).generation()).isEqualTo(1);
    guests.forEach(Guest::served);
    assertThat(stage.children.totals().accesses()).isEqualTo(8);
  }

  @Test
  void whatNoChildCanTakeOverIsToldToEnd() {
    stage.start(Sizes.prefork().start(2).maxWorkers(2).build());
    Guest one = stage.connect().request();
    Guest two = stage.connect().request();
    stage.resize(Sizes.prefork().start(1).maxWorkers(1).build());
    assertThat(List.of(one.seat.isToEnd(), two.seat.isToEnd())).containsExactly(false, true);
    stage.work();
    one.keep();
    two.keep();
    assertThat(List.of(one.isClosed, two.isClosed)).containsExactly(false, true);
    assertThat(stage.present()).isEqualTo(1);
  }

  @Test
  void whoTakesTooLongIsCutOff() {
    stage.start(
        Sizes.event().start(1).threads(1).maxWorkers(1).grace(Duration.ofSeconds(5)).build());
    Guest slow = stage.connect().request();
    stage.start(
        Sizes.event().start(1).threads(1).maxWorkers(1).grace(Duration.ofSeconds(5)).build());
    stage.seconds(4);
    assertThat(slow.isCutOff).isFalse();
    stage.seconds(1);
    assertThat(slow.isCutOff).isTrue();
    stage.work();
    assertThat(stage.present()).isEqualTo(1);
  }

  @Test
  void aConnectionStaysWhereItIsUntilTheNextChildIsThere() {
    stage.start(Sizes.prefork().start(1).maxWorkers(1).connectionsPerChild(1).build());
    Seat seat = Objects.requireNonNull(stage.children.seat());
    Child first = seat.child();
    assertThat(first.isRetiring()).isTrue();
    assertThat(seat.isToMove()).isTrue();
    Guest guest = stage.new Guest(seat).keep();
    assertThat(seat.child()).isSameAs(first);
    assertThat(guest.isClosed).isFalse();
    stage.settle();
    assertThat(seat.child()).isNotSameAs(first);
    assertThat(first.isGone()).isTrue();
  }

  @Test
  void aConnectionThatIsClosedDoesNotMove() {
    stage.start(Sizes.event().start(1).threads(1).maxWorkers(1).build());
    Guest guest = stage.connect().served();
    guest.seat.leave();
    stage.start(Sizes.event().start(1).threads(1).maxWorkers(1).build());
    guest.keep();
    assertThat(guest.seat.move()).isFalse();
    assertThat(stage.present()).isEqualTo(1);
    assertThat(stage.child(0).connections()).isZero();
    assertThat(stage.child(0).keepAlive()).isZero();
  }

  @Test
  void stoppingReplacesNobody() throws InterruptedException {
    stage.start(Sizes.event().start(2).threads(1).maxWorkers(4).build());
    Guest guest = stage.connect().request();
    stage.children.stop();
    stage.settle();
    assertThat(stage.tryConnect()).isNull();
    assertThat(stage.children.awaitEnd(Duration.ZERO)).isFalse();
    stage.work();
    guest.leave();
    assertThat(stage.children.awaitEnd(Duration.ZERO)).isTrue();
    stage.seconds(2);
    assertThat(stage.present()).isZero();
  }

  @Test
  void whatWasStoppedCanBeStartedAgain() {
    stage.start(Sizes.event().start(1).threads(1).maxWorkers(2).build());
    stage.children.stop();
    stage.settle();
    stage.start(Sizes.event().start(1).threads(1).maxWorkers(2).spare(2, 3).build());
    stage.connect().served();
    stage.seconds(1);
    assertThat(stage.accepting()).isEqualTo(2);
  }

  // ---- live ----

  @Test
  void moreWorkersTakeWhatWaitsAtOnce() {
    stage.start(Sizes.prefork().start(8).maxWorkers(8).spare(1, 400).build());
    List<Guest> guests = stage.accept(1000);
    assertThat(guests).hasSize(8);
    stage.resize(Sizes.prefork().start(8).maxWorkers(400).spare(50, 400).build());
    List<Long> counts = new ArrayList<>();
    for (int second = 0; second < 7; second++) {
      stage.seconds(1);
      guests.addAll(stage.accept(1000));
      counts.add(stage.accepting());
    }
    assertThat(counts).containsExactly(9L, 11L, 15L, 23L, 39L, 71L, 103L);
    assertThat(guests).hasSize(103);
    stage.resize(Sizes.prefork().start(8).maxWorkers(8).spare(1, 400).build());
    assertThat(stage.accepting()).isEqualTo(8);
    guests.forEach(Guest::served);
    assertThat(guests.stream().filter(g -> !g.isClosed)).hasSizeLessThanOrEqualTo(8);
    assertThat(stage.children.totals().accesses()).isEqualTo(103);
    assertThat(stage.present()).isEqualTo(8);
  }

  @Test
  void anotherNumberOfThreadsTakesOtherChildren() {
    stage.start(Sizes.event().start(2).threads(2).maxWorkers(4).build());
    Guest guest = stage.connect().served();
    stage.resize(Sizes.event().start(1).threads(4).maxWorkers(8).build());
    assertThat(stage.moved).containsExactly(guest);
    assertThat(stage.letters()).isEqualTo("____ ____");
    assertThat(stage.children.process().mpmGeneration()).isEqualTo(1);
  }

  @Test
  void aLowerLimitOfConnectionsHoldsForThoseThatThereAre() {
    stage.start(Sizes.event().start(1).threads(2).maxWorkers(2).build());
    for (int i = 0; i < 3; i++) {
      stage.connect().served().leave();
    }
    stage.resize(Sizes.event().start(1).threads(2).maxWorkers(2).connectionsPerChild(3).build());
    assertThat(stage.present()).isEqualTo(1);
    Guest guest = stage.connect();
    assertThat(guest.seat.child().accepted()).isEqualTo(1);
  }

  // ---- modules that fail ----

  @Test
  void whereNoChildCanBeStartedThoseThatThereAreGoOn() {
    stage.start(Sizes.event().start(2).threads(1).maxWorkers(2).build());
    AtomicInteger failures = new AtomicInteger(Integer.MAX_VALUE);
    stage.with(new Failing(failures));
    Generation next = stage.next(Sizes.event().start(2).threads(1).maxWorkers(2).build());
    assertThatThrownBy(() -> stage.children.restart(next)).isInstanceOf(ChildStartException.class);
    stage.settle();
    assertThat(stage.accepting()).isEqualTo(2);
    assertThat(stage.connect().served().child()).isZero();
    assertThat(stage.log)
        .containsExactly(
            "STK0211: child 2: child_init of mod_failing failed:"
                + " java.io.IOException: no helper");
  }

  @Test
  void aChildThatCouldNotBeStartedIsTriedAgain() {
    AtomicInteger failures = new AtomicInteger();
    stage.with(new Failing(failures));
    stage.start(Sizes.event().start(1).threads(1).maxWorkers(2).spare(2, 4).build());
    failures.set(1);
    stage.seconds(1);
    assertThat(stage.accepting()).isEqualTo(1);
    stage.seconds(1);
    assertThat(stage.accepting()).isEqualTo(2);
  }

  @Test
  void aPreparedGenerationCanBeDiscarded() throws ChildStartException {
    List<String> calls = new ArrayList<>();
    stage.start(Sizes.event().start(1).threads(1).maxWorkers(1).build());
    stage.with(new Keeping("mod_a", null, calls));
    Children.Prepared prepared =
        stage.children.prepare(stage.next(Sizes.event().start(1).threads(1).maxWorkers(1).build()));
    prepared.discard();
    stage.settle();
    assertThat(calls).containsExactly("mod_a begins 1", "mod_a ends 1");
    assertThat(stage.children.places()).extracting(ChildStatus::isPresent).containsExactly(true);
  }

  // ---- what is recorded ----

  @Test
  void theScoreboardShowsWhatASlotDoesAndDid() {
    stage.start(Sizes.event().start(1).threads(2).maxWorkers(4).build());
    Guest guest = stage.connect().served().served();
    guest.request();
    stage.threads.remove().run();
    guest.keep();
    var slot = stage.slot(0, 0);
    assertThat(slot.accesses()).isEqualTo(2);
    assertThat(slot.bytes()).isEqualTo(200);
    assertThat(slot.connectionAccesses()).isZero();
    assertThat(TimeUnit.NANOSECONDS.toMillis(slot.durationNanos())).isEqualTo(10);
    assertThat(TimeUnit.NANOSECONDS.toMillis(slot.requestNanos())).isEqualTo(5);
    assertThat(slot.request()).isEqualTo("GET /x HTTP/1.1");
    assertThat(slot.client()).isEqualTo(Stage.CLIENT);
    assertThat(stage.slot(0, 1).accesses()).isEqualTo(1);
    stage.pass(3);
    assertThat(TimeUnit.NANOSECONDS.toSeconds(stage.slot(0, 0).sinceNanos())).isEqualTo(3);
    assertThat(stage.letters()).isEqualTo("__ ..");
  }

  @Test
  void aSlotGoesOnCountingWhereTheLastChildEnded() {
    stage.start(Sizes.worker().start(1).threads(2).maxWorkers(2).build());
    stage.connect().served().served().leave();
    assertThat(stage.slot(0, 0).childAccesses()).isEqualTo(2);
    stage.start(Sizes.worker().start(1).threads(2).maxWorkers(2).build());
    stage.start(Sizes.worker().start(1).threads(2).maxWorkers(2).build());
    stage.connect().served();
    assertThat(stage.child(0).generation()).isEqualTo(2);
    assertThat(stage.slot(0, 0).childAccesses()).isEqualTo(1);
    assertThat(stage.slot(0, 0).accesses()).isEqualTo(3);
    assertThat(stage.slot(0, 0).connectionAccesses()).isEqualTo(1);
    assertThat(stage.slot(0, 0).connectionBytes()).isEqualTo(100);
  }

  private static class Failing implements HttpdModule {
    private final AtomicInteger failures;

    Failing(AtomicInteger failures) {
      this.failures = failures;
    }

    @Override
    public String name() {
      return "mod_failing";
    }

    @Override
    public void childInit(ChildContext child, Server main) throws Exception {
      if (failures.getAndDecrement() > 0) {
        throw new java.io.IOException("no helper");
      }
    }
  }

  private static class Counting implements HttpdModule {
    private final AtomicInteger started;

    Counting(AtomicInteger started) {
      this.started = started;
    }

    @Override
    public String name() {
      return "mod_counting";
    }

    @Override
    public void childInit(ChildContext child, Server main) {
      started.incrementAndGet();
    }
  }

  private static final class Keeping implements HttpdModule {
    private final String name;
    private final @org.jspecify.annotations.Nullable Key<String> key;
    private final List<String> calls;

    Keeping(String name, @org.jspecify.annotations.Nullable Key<String> key, List<String> calls) {
      this.name = name;
      this.key = key;
      this.calls = calls;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public void childInit(ChildContext child, Server main) {
      calls.add(name + " begins " + child.slot());
      if (key != null) {
        child.put(key, "kept by " + child.slot());
      }
    }

    @Override
    public void childExit(ChildContext child, Server main) {
      calls.add(name + " ends " + child.slot());
    }
  }
}
