package io.stoker.runtime.view;

import java.time.Instant;

/**
 * A line of a configuration file and the revision that it came with.
 *
 * @param line from 1
 * @param revision its number
 * @param by the signal or the user that had it taken
 */
public record BlamedLine(int line, long revision, String by, Instant at, String text) {}
