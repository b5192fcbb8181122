package io.stoker.api;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * Transforms content piece by piece: what {@link Bodies#filtered} runs a body through. One is made
 * for one body; its methods are never called at the same time.
 */
public interface StreamFilter {

  /**
   * Takes the next piece.
   *
   * @param piece to be read to its end
   * @param out takes what can be sent already; each buffer must not be touched afterwards
   */
  void accept(ByteBuffer piece, Consumer<ByteBuffer> out) throws IOException;

  /** The content ended: sends what is left. */
  void finish(Consumer<ByteBuffer> out) throws IOException;

  /** Lets go of what it holds; called once, after the end or instead of it. */
  default void release() {}
}
