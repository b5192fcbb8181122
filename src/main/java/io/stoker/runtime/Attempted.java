package io.stoker.runtime;

import io.stoker.runtime.view.Finding;
import java.time.Instant;
import java.util.List;

/**
 * Somebody has, or would have, another configuration taken.
 *
 * @param cause who, how and from where
 * @param result in a lower-case word: {@code accepted}, {@code rejected} and {@code failed} of a
 *     reload, {@code applied}, {@code invalid} … of a change
 * @param generation what is served since
 * @param files that were to be written or removed; empty for a reload
 */
public record Attempted(
    Cause cause,
    Instant at,
    String result,
    long generation,
    List<Finding> findings,
    List<String> files) {}
