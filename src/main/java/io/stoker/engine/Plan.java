package io.stoker.engine;

import io.stoker.api.Hit;
import io.stoker.api.HitLog;
import io.stoker.api.Server;
import io.stoker.files.Guard;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A reply that is kept for every later request that the same would be said to: its head as octets,
 * its content, and how such requests are logged. It holds as long as nothing that it was made of
 * has changed.
 */
public final class Plan {

  /**
   * The reply as it is sent.
   *
   * @param start status line and fields up to where Connection and Keep-Alive stand
   * @param dateAt where in {@code start} the value of Date begins, 29 octets
   * @param rest the other fields and the blank line
   * @param content what follows, framed as it is sent; empty where it is stored
   * @param stored content that is too large for {@code content}; null where there is none
   * @param storedLength its length in octets
   * @param bodyBytes octets of content without framing
   * @param keepAliveMillis how long the connection may be idle after it; 0 where it ends
   * @param maxKeepAliveRequests 0 for no limit
   */
  public record Wire(
      byte[] start,
      int dateAt,
      byte[] rest,
      byte[] content,
      ContentStore.@Nullable Stored stored,
      long storedLength,
      long bodyBytes,
      long keepAliveMillis,
      int maxKeepAliveRequests) {}

  private static final AtomicInteger COUNT = new AtomicInteger();

  private final int number = COUNT.getAndIncrement();
  private final PlanSet home;
  private final Server server;
  private final byte @Nullable [] clientField;
  private final String virtualHost;
  private final int status;
  private final Wire wire;
  private final PlanCondition[] conditions;
  private final HitLog[] logs;
  private final Guard guard;
  private final @Nullable Asked asked;
  private final long epoch;
  private final boolean timed;
  private final long goodUntilNanos;

  /**
   * A plan.
   *
   * @param server as {@link #server}
   * @param virtualHost as {@link #virtualHost}
   * @param asked what is kept of its requests; null for nothing
   * @param epoch of the access files that were seen
   * @param goodForNanos how long it holds without being looked at again; negative for ever
   */
  Plan(
      PlanSet home,
      Server server,
      String virtualHost,
      Wire wire,
      List<PlanCondition> conditions,
      List<HitLog> logs,
      Guard guard,
      @Nullable Asked asked,
      long epoch,
      long goodForNanos) {
    this.home = home;
    this.server = server;
    this.virtualHost = virtualHost;
    this.wire = wire;
    this.conditions = conditions.toArray(PlanCondition[]::new);
    this.logs = logs.toArray(HitLog[]::new);
    this.guard = guard;
    this.asked = asked;
    this.epoch = epoch;
    this.timed = goodForNanos >= 0;
    this.goodUntilNanos = System.nanoTime() + goodForNanos;
    this.clientField = clientField(conditions);
    this.status = status(wire.start());
  }

  /** Of a line such as {@code HTTP/1.1 200 OK}. */
  private static int status(byte[] line) {
    return (line[9] - '0') * 100 + (line[10] - '0') * 10 + (line[11] - '0');
  }

  private static byte @Nullable [] clientField(List<PlanCondition> conditions) {
    for (PlanCondition condition : conditions) {
      if (condition instanceof PlanCondition.Forwarded forwarded) {
        return forwarded.name();
      }
    }
    return null;
  }

  /** The host that its requests are for, as the scoreboard shows it: name and port. */
  public String virtualHost() {
    return virtualHost;
  }

  /** Its own; plans made one after the other have numbers that follow each other. */
  public int number() {
    return number;
  }

  /** The host itself. */
  public Server server() {
    return server;
  }

  /** The status of the reply. */
  public int status() {
    return status;
  }

  /** The field that holds the address of its clients, in lower case; null where none does. */
  public byte @Nullable [] clientField() {
    return clientField;
  }

  /** What to send. */
  public Wire wire() {
    return wire;
  }

  /** Whether all who account for its requests can take another one now. */
  public boolean isReady() {
    for (HitLog log : logs) {
      if (!log.ready()) {
        return false;
      }
    }
    return true;
  }

  /** Accounts for a request that was answered with it. */
  public void log(Hit hit) {
    for (HitLog log : logs) {
      log.log(hit);
    }
  }

  /** What is kept of the requests that are answered with it. */
  @Nullable Asked asked() {
    return asked;
  }

  PlanSet home() {
    return home;
  }

  boolean isFor(PlanProbe probe) {
    for (PlanCondition condition : conditions) {
      if (!condition.holds(probe)) {
        return false;
      }
    }
    return true;
  }

  /** Whether it is for exactly the requests that these conditions are true of. */
  boolean isFor(List<PlanCondition> others) {
    return Arrays.asList(conditions).equals(others);
  }

  /** Whether nothing has changed, as far as has been told. */
  boolean holds(long currentEpoch, long nanos) {
    return guard.intact() && epoch == currentEpoch && (!timed || nanos - goodUntilNanos < 0);
  }

  /** Bytes in memory, about, without stored content. */
  int weight() {
    int sum = 256 + wire.start().length + wire.rest().length + wire.content().length;
    for (PlanCondition condition : conditions) {
      sum += condition.weight();
    }
    return sum;
  }

  void close() {
    guard.close();
    if (wire.stored() != null) {
      wire.stored().release();
    }
  }
}
