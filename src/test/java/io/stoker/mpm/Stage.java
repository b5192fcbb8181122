package io.stoker.mpm;

import io.stoker.api.ChildStatus;
import io.stoker.api.HttpdModule;
import io.stoker.api.LogLevel;
import io.stoker.api.MpmSettings;
import io.stoker.api.Position;
import io.stoker.api.Server;
import io.stoker.api.SlotValues;
import io.stoker.api.WorkerStatus;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Children without threads and without time: work, chores and seconds pass when the test says so.
 */
final class Stage {

  static final InetAddress CLIENT = InetAddress.ofLiteral("192.0.2.1");

  final Deque<Runnable> threads = new ArrayDeque<>();
  final Deque<Runnable> chores = new ArrayDeque<>();
  final List<String> log = new ArrayList<>();
  final List<Guest> moved = new ArrayList<>();
  final Children children;
  private final List<HttpdModule> modules = new ArrayList<>();
  private boolean isExtended = true;
  private long now = 1_000_000_000L;
  private long generation;
  int opened;

  Stage() {
    children =
        new Children(
            2,
            threads::add,
            chores::add,
            () -> now,
            0,
            (message, args) -> {
              if (message.level().passes(LogLevel.INFO)) {
                log.add(message.format(args));
              }
            });
    children.whenRoom(() -> opened++);
  }

  Stage with(HttpdModule module) {
    modules.add(module);
    return this;
  }

  Stage notExtended() {
    isExtended = false;
    return this;
  }

  Stage start(MpmSettings settings) {
    try {
      children.restart(next(settings));
    } catch (ChildStartException e) {
      throw new IllegalStateException(e);
    }
    settle();
    return this;
  }

  Generation next(MpmSettings settings) {
    Server main = new Server(Position.NONE, false, List.of(), SlotValues.EMPTY, SlotValues.EMPTY);
    return new Generation(++generation, settings, isExtended, main, List.copyOf(modules));
  }

  Stage resize(MpmSettings settings) {
    try {
      children.resize(settings);
    } catch (ChildStartException e) {
      throw new IllegalStateException(e);
    }
    settle();
    return this;
  }

  /** All chores are done; work that waits for a thread goes on waiting. */
  void settle() {
    while (!chores.isEmpty()) {
      chores.remove().run();
    }
  }

  void pass(long seconds) {
    now += TimeUnit.SECONDS.toNanos(seconds);
  }

  /** Seconds pass, with what is done once in each. */
  Stage seconds(int count) {
    for (int i = 0; i < count; i++) {
      pass(1);
      children.tick();
      settle();
    }
    return this;
  }

  /** Threads do their work until there is none. */
  void work() {
    while (!threads.isEmpty()) {
      threads.remove().run();
    }
    settle();
  }

  /** Connections that are accepted until there is no more room, at most {@code most}. */
  List<Guest> accept(int most) {
    List<Guest> guests = new ArrayList<>();
    while (guests.size() < most && !children.shutIfFull()) {
      guests.add(connect());
    }
    return guests;
  }

  Guest connect() {
    Guest guest = tryConnect();
    return Objects.requireNonNull(guest, "no room");
  }

  @Nullable Guest tryConnect() {
    Seat seat = children.seat();
    Guest guest = seat == null ? null : new Guest(seat);
    settle();
    return guest;
  }

  String letters() {
    return children.places().stream()
        .map(
            child ->
                child.workers().stream()
                    .map(slot -> String.valueOf(slot.state().letter()))
                    .collect(Collectors.joining()))
        .collect(Collectors.joining(" "));
  }

  ChildStatus child(int index) {
    return children.places().get(index);
  }

  WorkerStatus slot(int child, int index) {
    return child(child).workers().get(index);
  }

  /** Children that are there, retiring ones too. */
  long present() {
    return children.places().stream().filter(ChildStatus::isPresent).count();
  }

  long accepting() {
    return children.places().stream().filter(ChildStatus::isAccepting).count();
  }

  /** A connection that does as it is told. */
  final class Guest implements Occupant {
    final Seat seat;
    boolean isCutOff;
    boolean isClosed;
    private boolean isWaiting;

    Guest(Seat seat) {
      this.seat = seat;
      seat.settle(0, this);
    }

    int child() {
      return seat.child().slot();
    }

    /** Sends a request; the work waits for a thread. */
    Guest request() {
      isWaiting = false;
      seat.execute(this::serve);
      return this;
    }

    private void serve(WorkerSlot slot) {
      RequestInfo info = new RequestInfo(CLIENT, "http/1.1", "a:80", "GET /x HTTP/1.1", null);
      slot.begin(info, seat.accessesAtBegin(), seat.bytesAtBegin());
      now += 5_000_000;
      seat.served(slot, 100, 5_000_000);
    }

    /** Its reply is out; it waits for another request. */
    Guest keep() {
      if (seat.isToMove()) {
        go();
      } else {
        seat.keptAlive();
        isWaiting = true;
      }
      return this;
    }

    private void go() {
      seat.keptAlive();
      isWaiting = true;
      if (seat.move()) {
        moved.add(this);
      } else if (seat.isToEnd()) {
        leave();
      }
    }

    Guest served() {
      request();
      work();
      return keep();
    }

    void leave() {
      isClosed = true;
      seat.leave();
      settle();
    }

    @Override
    public void childRetires() {
      if (isWaiting) {
        go();
      }
    }

    @Override
    public void cutOff() {
      isCutOff = true;
      leave();
    }
  }
}
