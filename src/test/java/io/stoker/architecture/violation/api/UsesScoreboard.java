package io.stoker.architecture.violation.api;

import io.stoker.architecture.violation.mpm.UsesInnocent;

/** Closes a cycle: mpm uses api. */
public record UsesScoreboard(UsesInnocent child) {}
