package io.stoker.engine;

import java.nio.ByteBuffer;
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
  }

  /** Copies content in; null when there is no room for it. */
  @Nullable Stored store(ByteBuffer content);
}
