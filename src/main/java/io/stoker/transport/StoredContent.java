package io.stoker.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.util.IllegalReferenceCountException;
import io.stoker.engine.ContentStore;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Content of planned replies in memory outside of the heap, from where the kernel can send it. */
final class StoredContent implements ContentStore.Stored {

  // Not pooled: a buffer that was released must never come back as another one, since an event loop
  // may still be about to take it.
  private final ByteBuf bytes;

  private StoredContent(ByteBuf bytes) {
    this.bytes = bytes;
  }

  static ContentStore.Stored store(ByteBuffer content) {
    ByteBuf copy = UnpooledByteBufAllocator.DEFAULT.directBuffer(content.remaining());
    return new StoredContent(copy.writeBytes(content));
  }

  /** The content for one reply, to be released by who sends it; null when it is gone. */
  @Nullable ByteBuf take() {
    try {
      return bytes.retainedDuplicate();
    } catch (IllegalReferenceCountException gone) {
      return null;
    }
  }

  @Override
  public void release() {
    bytes.release();
  }
}
