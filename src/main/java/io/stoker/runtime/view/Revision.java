package io.stoker.runtime.view;

import java.time.Instant;

/**
 * A configuration of the history.
 *
 * @param number from 1, counted over all starts of the server
 * @param id of the commit
 * @param generation its number in the life of the server that took it
 * @param how start, signal, file watch, REST or rollback
 * @param by the signal or the user
 * @param why it was accepted
 */
public record Revision(
    long number, String id, long generation, Instant at, String how, String by, String why) {}
