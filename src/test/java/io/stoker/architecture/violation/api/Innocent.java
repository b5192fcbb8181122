package io.stoker.architecture.violation.api;

/** Breaks no rule. */
public record Innocent(String name) {}
