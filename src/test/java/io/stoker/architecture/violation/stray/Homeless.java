package io.stoker.architecture.violation.stray;

/** In a package without a row and without a package-info.java. */
public record Homeless() {}
