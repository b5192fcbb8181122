package io.stoker.engine;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/** Keeps the content of planned replies where the transport can send it from. */
@FunctionalInterface
public interface ContentStore {

  /** Takes nothing: only replies with small content are planned. */
  ContentStore NONE = content -> null;

  /** Content that is kept. */
  interface Stored {
    /** Lets go of it, once; what is being sent of it is sent. */
    void release();

    /** What it counts for StokerContentCache, in bytes. */
    long weight();
  }

  /** Copies content in; null when there is no room for it. */
  @Nullable Stored store(ByteBuffer content);

  /**
   * Keeps a part of an open file, which the kernel is to send; null when it is not to be kept: the
   * file stays the caller's then.
   *
   * @param release closes the file; called once, when nothing of it is being sent any more
   */
  default @Nullable Stored store(FileChannel file, long offset, long length, Runnable release) {
    return null;
  }
}
