package io.stoker.fleet;

import io.stoker.runtime.ContentPlane;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * All replicas of this server. Each of them can be asked for all: it asks the others, when somebody
 * wants to know and not before, and keeps the answer for a moment.
 */
public final class Fleet implements AutoCloseable {

  /** So that many who look do not make many questions. */
  private static final Duration FRESH = Duration.ofSeconds(1);

  private final Self self;
  private final @Nullable Roster roster;
  private final Token token;
  private final Duration patience;
  private final IntSupplier port;
  private final InstantSource clock;
  private final ReentrantLock making = new ReentrantLock();
  private @Nullable Questioner questioner;
  private @Nullable FleetView latest;

  /**
   * A fleet that nobody has asked for.
   *
   * @param name of this replica
   * @param roster who else should be there; null where there is nobody
   * @param patience how long each has for its answer
   * @param port of this replica's management plane
   */
  public Fleet(
      ContentPlane plane,
      String name,
      @Nullable Roster roster,
      Token token,
      Duration patience,
      IntSupplier port,
      InstantSource clock) {
    this.self = new Self(plane, name, token);
    this.roster = roster;
    this.token = token;
    this.patience = patience;
    this.port = port;
    this.clock = clock;
  }

  /** Whether there may be others. */
  public boolean isConfigured() {
    return roster != null;
  }

  /** This replica alone. */
  public ReplicaStatus self() {
    return self.status();
  }

  /** Whether the value of an Authorization field is that of another replica. */
  public boolean knows(@Nullable String authorization) {
    return token.isKnown(authorization);
  }

  /** All of them; blocks while they are asked. */
  public synchronized FleetView view() throws InterruptedException {
    FleetView known = latest;
    if (known == null || !clock.instant().isBefore(known.at().plus(FRESH))) {
      known = look();
      latest = known;
    }
    return known;
  }

  private FleetView look() throws InterruptedException {
    Roster.Found found = roster == null ? new Roster.Found(List.of(), List.of()) : roster.look();
    List<Replica> replicas = new ArrayList<>(ask(found.members()));
    if (replicas.stream().noneMatch(Replica::isSelf)) {
      replicas.add(Replica.of(new Member(null, null, null, null), true, self.status()));
    }
    replicas.sort(Comparator.comparing(Replica::name).thenComparing(r -> "" + r.address()));
    return new FleetView(clock.instant(), Drift.among(replicas), found.notes());
  }

  private List<Replica> ask(List<Member> members) throws InterruptedException {
    List<Replica> replicas = new ArrayList<>();
    try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Replica>> answers =
          members.stream().map(member -> each.submit(() -> ask(member))).toList();
      for (Future<Replica> answer : answers) {
        replicas.add(answer.get());
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause()); // ask tells what went wrong in its answer
    }
    return replicas;
  }

  private Replica ask(Member member) throws InterruptedException {
    InetSocketAddress address = member.address();
    if (address == null) {
      return Replica.unreachable(member, "it has no address yet");
    }
    if (isOwn(address)) {
      return Replica.of(member, true, self.status());
    }
    try {
      ReplicaStatus status = questioner().ask(address);
      return Replica.of(member, self.is(status), status);
    } catch (IOException e) {
      return Replica.unreachable(member, e.getMessage() == null ? e.toString() : e.getMessage());
    }
  }

  /** Whether it leads to this process, which need not ask itself then. */
  private boolean isOwn(InetSocketAddress address) {
    try {
      return address.getPort() == port.getAsInt()
          && NetworkInterface.getByInetAddress(address.getAddress()) != null;
    } catch (SocketException e) {
      return false;
    }
  }

  /**
   * Called by the threads that ask, of which there may be many; the client is made by the first.
   */
  private Questioner questioner() {
    making.lock();
    try {
      Questioner made = questioner;
      if (made == null) {
        made = new Questioner(token, patience);
        questioner = made;
      }
      return made;
    } finally {
      making.unlock();
    }
  }

  @Override
  public void close() {
    making.lock();
    try {
      if (questioner != null) {
        questioner.close();
      }
    } finally {
      making.unlock();
    }
  }
}
