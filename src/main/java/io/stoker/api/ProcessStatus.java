package io.stoker.api;

import java.util.List;

/**
 * The server's process as it is at a moment.
 *
 * @param startedMicros when the server started, microseconds since 1970
 * @param configGeneration how many configurations were taken, the first is 1
 * @param mpmGeneration how often children were replaced for a new configuration, from 0
 * @param loads averages of the system's load over 1, 5 and 15 minutes; negative where unknown
 * @param userSeconds, systemSeconds CPU time of the process
 * @param childrenUserSeconds, childrenSystemSeconds CPU time of programs that it started and that
 *     have ended
 */
public record ProcessStatus(
    long pid,
    long startedMicros,
    long configGeneration,
    long mpmGeneration,
    List<Double> loads,
    double userSeconds,
    double systemSeconds,
    double childrenUserSeconds,
    double childrenSystemSeconds) {}
