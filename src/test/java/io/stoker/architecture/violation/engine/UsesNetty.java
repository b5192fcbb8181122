package io.stoker.architecture.violation.engine;

import io.netty.buffer.ByteBuf;

/** A Netty type behind the edge. */
public record UsesNetty(ByteBuf buffer) {}
