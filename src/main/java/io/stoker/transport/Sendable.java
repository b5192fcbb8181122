package io.stoker.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.FileRegion;
import io.netty.util.ReferenceCounted;
import io.stoker.engine.ContentStore;
import org.jspecify.annotations.Nullable;

/** Content of planned replies as the network can be given it. */
sealed interface Sendable extends ContentStore.Stored permits StoredContent, StoredFile {

  /** The content for one reply, to be released by who sends it; null when it is gone. */
  @Nullable ReferenceCounted take();

  /**
   * How many octets of what {@link #take} gave the network took before it broke; it may have been
   * released since.
   */
  static long transferred(ReferenceCounted taken) {
    return taken instanceof FileRegion region
        ? region.transferred()
        : ((ByteBuf) taken).readerIndex();
  }
}
