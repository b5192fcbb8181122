package io.stoker.api;

import java.util.List;

/**
 * One place of the scoreboard as it is at a moment, with the child that has it or had it last.
 *
 * @param slot its number, from 0
 * @param generation of the MPM when the child was started, from 0
 * @param isPresent false where no child has the place
 * @param isStopping whether the child retires
 * @param isAccepting whether it takes connections
 * @param connections given to it and open
 * @param waitingForInput connections whose request has not come whole
 * @param writing connections whose reply is being written without a worker
 * @param keepAlive connections that wait for another request without a worker
 * @param closing connections that are being closed without a worker
 * @param ageNanos how long ago it was started; 0 where no child has the place
 * @param accepted connections that it was given since
 */
public record ChildStatus(
    int slot,
    long generation,
    boolean isPresent,
    boolean isStopping,
    boolean isAccepting,
    int connections,
    int waitingForInput,
    int writing,
    int keepAlive,
    int closing,
    long ageNanos,
    int accepted,
    List<WorkerStatus> workers) {}
