package io.stoker.architecture.violation.mpm;

import io.stoker.architecture.violation.api.Innocent;

/** The allowed half of a cycle. */
public record UsesInnocent(Innocent innocent) {}
