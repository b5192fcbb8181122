package io.stoker.architecture.violation.modules.mod_one;

import io.stoker.architecture.violation.modules.mod_two.ModTwo;

/** A module that reaches into another. */
public record UsesModTwo(ModTwo other) {}
