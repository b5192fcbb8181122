package io.stoker.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A regular file opened once for reading, with the information of that very descriptor, so that
 * length, times and bytes belong together. Shared by counting references: it starts with one, and
 * the last {@link #release} closes it, once. Reads give the position, so threads can share it.
 */
public final class OpenFile implements AutoCloseable {

  private static final VarHandle REFERENCES;
  private static final AtomicLong LIVE = new AtomicLong();
  private static final boolean TRACK = Boolean.getBoolean("stoker.files.track");
  private static final Map<OpenFile, Throwable> TRACKED = new ConcurrentHashMap<>();

  static {
    try {
      REFERENCES = MethodHandles.lookup().findVarHandle(OpenFile.class, "references", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final String path;
  private final FileInfo info;
  private final FileChannel channel;

  @SuppressWarnings("unused") // by REFERENCES
  private volatile int references = 1;

  OpenFile(String path, FileInfo info, FileChannel channel) {
    this.path = path;
    this.info = info;
    this.channel = channel;
    LIVE.incrementAndGet();
    if (TRACK) {
      TRACKED.put(this, new Throwable("opened here: " + path));
    }
  }

  /** The path it was opened by. */
  public String path() {
    return path;
  }

  /** From {@code fstat} on the open descriptor. */
  public FileInfo info() {
    return info;
  }

  /** For {@code sendfile}; owned by this object, never to be closed by others. */
  public FileChannel channel() {
    return channel;
  }

  /** Reads at a position without moving any; -1 at the end. */
  public int read(ByteBuffer into, long position) throws IOException {
    return channel.read(into, position);
  }

  /** Sends part of the file; the number of bytes sent, which may be fewer. */
  public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
    return channel.transferTo(position, count, target);
  }

  /** Takes one more reference. Throws {@link IllegalStateException} when it is closed. */
  public OpenFile retain() {
    while (true) {
      int n = (int) REFERENCES.getVolatile(this);
      if (n == 0) {
        throw new IllegalStateException("retain of a closed file: " + path);
      }
      if (REFERENCES.compareAndSet(this, n, n + 1)) {
        return this;
      }
    }
  }

  /** Takes one more reference unless it is closed already. */
  public boolean tryRetain() {
    while (true) {
      int n = (int) REFERENCES.getVolatile(this);
      if (n == 0) {
        return false;
      }
      if (REFERENCES.compareAndSet(this, n, n + 1)) {
        return true;
      }
    }
  }

  /** Gives one reference back. Throws {@link IllegalStateException} when there is none. */
  public void release() {
    while (true) {
      int n = (int) REFERENCES.getVolatile(this);
      if (n == 0) {
        throw new IllegalStateException("released more often than retained: " + path);
      }
      if (REFERENCES.compareAndSet(this, n, n - 1)) {
        if (n == 1) {
          shut();
        }
        return;
      }
    }
  }

  private void shut() {
    LIVE.decrementAndGet();
    TRACKED.remove(this);
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@link #release}, for try-with-resources. */
  @Override
  public void close() {
    release();
  }

  public boolean isOpen() {
    return (int) REFERENCES.getVolatile(this) > 0;
  }

  /** How many are open in this process. */
  public static long live() {
    return LIVE.get();
  }

  /**
   * Where the open ones were opened, when the system property {@code stoker.files.track} is true;
   * else empty.
   */
  public static Collection<Throwable> tracked() {
    return List.copyOf(TRACKED.values());
  }
}
