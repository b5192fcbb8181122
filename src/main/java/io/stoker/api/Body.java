package io.stoker.api;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Flow;

/** The content of a reply: bytes, a region of a file, several of these, or a stream. */
public sealed interface Body {

  Body EMPTY = new Bytes(new byte[0]);

  /** Length in bytes, or -1 where only the end will tell. */
  long length();

  /** Lets go of what it holds; to be called once, by whoever does not send it after all. */
  default void release() {}

  /** The text as ISO-8859-1, one byte per char. */
  static Body text(String text) {
    return new Bytes(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Bytes in memory; not to be changed after. */
  record Bytes(byte[] bytes) implements Body {
    @Override
    public long length() {
      return bytes.length;
    }
  }

  /**
   * A region of an open file.
   *
   * @param channel open for reading
   * @param offset first byte
   * @param length bytes
   * @param sendfile whether the kernel may send it without reading (EnableSendfile)
   * @param onRelease closes or gives the channel back; runs once, after sending or instead of it
   */
  record FileRegion(
      FileChannel channel, long offset, long length, boolean sendfile, Runnable onRelease)
      implements Body {
    @Override
    public void release() {
      onRelease.run();
    }
  }

  /** One after the other. */
  record Sequence(List<Body> parts) implements Body {
    @Override
    public long length() {
      long sum = 0;
      for (Body part : parts) {
        if (part.length() < 0) {
          return -1;
        }
        sum += part.length();
      }
      return sum;
    }

    @Override
    public void release() {
      parts.forEach(Body::release);
    }
  }

  /**
   * Buffers as they come, asked for one by one; cancelling releases the source.
   *
   * @param source gives each buffer to be read from position to limit; it must not be touched after
   * @param length in all, or -1
   */
  record Stream(Flow.Publisher<ByteBuffer> source, long length) implements Body {
    @Override
    public void release() {
      source.subscribe(Cancelling.INSTANCE);
    }
  }

  /** Cancels at once. */
  enum Cancelling implements Flow.Subscriber<ByteBuffer> {
    INSTANCE;

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.cancel();
    }

    @Override
    public void onNext(ByteBuffer item) {}

    @Override
    public void onError(Throwable throwable) {}

    @Override
    public void onComplete() {}
  }
}
