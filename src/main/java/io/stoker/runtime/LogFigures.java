package io.stoker.runtime;

/**
 * How the access logs fare.
 *
 * @param waiting lines that wait to be written, roughly
 * @param dropped lines that were dropped since the start, since they could not be written
 */
public record LogFigures(long waiting, long dropped) {}
