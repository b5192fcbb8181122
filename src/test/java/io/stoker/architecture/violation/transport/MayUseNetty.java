package io.stoker.architecture.violation.transport;

import io.netty.buffer.ByteBuf;
import reactor.core.publisher.Mono;

/** Breaks no rule: transport is an edge. */
public record MayUseNetty(ByteBuf buffer, Mono<String> later) {}
