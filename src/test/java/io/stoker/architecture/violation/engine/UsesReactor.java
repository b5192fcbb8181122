package io.stoker.architecture.violation.engine;

import reactor.core.publisher.Mono;

/** A Reactor type behind the edge. */
public record UsesReactor(Mono<String> later) {}
