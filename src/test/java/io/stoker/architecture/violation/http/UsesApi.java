package io.stoker.architecture.violation.http;

import io.stoker.architecture.violation.api.Innocent;

/** Below api, and yet uses it. */
public record UsesApi(Innocent innocent) {}
