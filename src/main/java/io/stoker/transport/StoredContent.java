package io.stoker.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.util.IllegalReferenceCountException;
import io.netty.util.ReferenceCounted;
import io.stoker.engine.ContentStore;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/** Content in memory outside of the heap, from where the kernel can take it. */
final class StoredContent implements Sendable {

  /** Keeps what plans are made of. */
  static final ContentStore STORE =
      new ContentStore() {
        @Override
        public Stored store(ByteBuffer content) {
          ByteBuf copy = UnpooledByteBufAllocator.DEFAULT.directBuffer(content.remaining());
          return new StoredContent(copy.writeBytes(content));
        }

        @Override
        public Stored store(FileChannel file, long offset, long length, Runnable release) {
          return new StoredFile(file, offset, length, release);
        }
      };

  // Not pooled: a buffer that was released must never come back as another one, since an event loop
  // may still be about to take it.
  private final ByteBuf bytes;

  private StoredContent(ByteBuf bytes) {
    this.bytes = bytes;
  }

  @Override
  public @Nullable ReferenceCounted take() {
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

  @Override
  public long weight() {
    return bytes.capacity();
  }
}
