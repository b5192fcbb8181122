package io.stoker.architecture.violation.modules.three;

/** In a folder that is not named as a module. */
public record Misnamed() {}
