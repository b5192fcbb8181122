package io.stoker.admin;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import io.netty.buffer.PooledByteBufAllocator;
import io.stoker.api.ChildStatus;
import io.stoker.api.ScoreboardView;
import io.stoker.api.WorkerState;
import io.stoker.api.WorkerStatus;
import io.stoker.mpm.HostTraffic;
import io.stoker.runtime.ContentPlane;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The server at a moment, as the charts draw it. Counters are totals since the start: who draws
 * takes the difference of two.
 *
 * @param millis since 1970
 * @param requests answered
 * @param bytes sent, heads and all
 * @param nanos that requests took, one after the other
 * @param busy workers that have a request
 * @param idle workers that wait for one
 * @param maxWorkers MaxRequestWorkers
 * @param children that take connections
 * @param connections open
 * @param keepAlive of these, those that wait for another request
 * @param reused requests on connections that had one before
 * @param hits requests that were answered from a plan
 * @param heap bytes that are in use
 * @param heapMax bytes that may be
 * @param direct bytes of buffers outside of the heap
 * @param logWaiting lines of access logs that wait to be written
 * @param logDropped lines that were dropped
 */
record Sample(
    long millis,
    String state,
    long generation,
    @Nullable String problem,
    long requests,
    long bytes,
    long nanos,
    int busy,
    int idle,
    int maxWorkers,
    int children,
    int connections,
    int keepAlive,
    long reused,
    long hits,
    long heap,
    long heapMax,
    long direct,
    long logWaiting,
    long logDropped) {

  static Sample of(ContentPlane plane, long millis) {
    ContentPlane.Status status = plane.status();
    ScoreboardView board = plane.children();
    ScoreboardView.Totals totals = board.totals();
    int busy = 0;
    int idle = 0;
    int children = 0;
    int connections = 0;
    int keepAlive = 0;
    for (ChildStatus child : board.places()) {
      if (!child.isPresent()) {
        continue;
      }
      children += child.isAccepting() ? 1 : 0;
      connections += child.connections();
      keepAlive += child.keepAlive();
      for (WorkerStatus worker : child.workers()) {
        idle += worker.state() == WorkerState.READY ? 1 : 0;
        busy += isBusy(worker.state()) ? 1 : 0;
      }
    }
    MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    boolean isServing = status.state() == ContentPlane.State.SERVING;
    return new Sample(
        millis,
        status.state().name(),
        status.generation(),
        status.problem(),
        totals.accesses(),
        totals.bytes(),
        totals.nanos(),
        busy,
        idle,
        isServing ? board.settings().maxRequestWorkers() : 0,
        children,
        connections,
        keepAlive,
        plane.children().traffic().hosts().stream().mapToLong(HostTraffic::reused).sum(),
        plane.plans().hits(),
        heap.getUsed(),
        heap.getMax(),
        outsideOfTheHeap(),
        plane.logs().waiting(),
        plane.logs().dropped());
  }

  private static long outsideOfTheHeap() {
    return Stream.of(ByteBufAllocator.DEFAULT, PooledByteBufAllocator.DEFAULT)
        .distinct()
        .filter(ByteBufAllocatorMetricProvider.class::isInstance)
        .mapToLong(a -> ((ByteBufAllocatorMetricProvider) a).metric().usedDirectMemory())
        .sum();
  }

  private static boolean isBusy(WorkerState state) {
    return switch (state) {
      case READING, WRITING, LOGGING, DNS -> true;
      case DEAD, STARTING, READY, KEEPALIVE, CLOSING, GRACEFUL, IDLE_KILL -> false;
    };
  }
}
