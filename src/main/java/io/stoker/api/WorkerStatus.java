package io.stoker.api;

import java.net.InetAddress;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One worker slot as it is at a moment. What ExtendedStatus turns on is null or 0 without it.
 *
 * @param connectionAccesses requests on its present connection
 * @param childAccesses requests answered in the slot since its child started
 * @param accesses requests answered in the slot ever
 * @param connectionBytes bytes sent on its present connection
 * @param childBytes, bytes the same for bytes sent
 * @param sinceNanos how long ago its state changed
 * @param requestNanos how long the latest request took, 0 while it runs
 * @param durationNanos how long all of its requests took
 * @param phaseNanos where the time of the latest request went; empty where that is not known, as
 *     for one that a plan has answered
 */
public record WorkerStatus(
    WorkerState state,
    long connectionAccesses,
    long childAccesses,
    long accesses,
    long connectionBytes,
    long childBytes,
    long bytes,
    long sinceNanos,
    long requestNanos,
    long durationNanos,
    @Nullable InetAddress client,
    @Nullable String protocol,
    @Nullable String virtualHost,
    @Nullable String request,
    Map<PhaseTimes.Part, Long> phaseNanos) {}
