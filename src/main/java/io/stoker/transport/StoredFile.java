package io.stoker.transport;

import io.netty.channel.DefaultFileRegion;
import io.netty.util.AbstractReferenceCounted;
import io.netty.util.IllegalReferenceCountException;
import io.netty.util.ReferenceCounted;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/** Part of an open file that the kernel sends; the file is closed when the last reply is out. */
final class StoredFile implements Sendable {

  /** An open file costs no memory to speak of, but there is a limit to their number. */
  private static final long WEIGHT = 64 * 1024;

  private final FileChannel file;
  private final long offset;
  private final long length;
  private final Hold hold;

  StoredFile(FileChannel file, long offset, long length, Runnable release) {
    this.file = file;
    this.offset = offset;
    this.length = length;
    this.hold = new Hold(release);
  }

  /** Counts who needs the file open. */
  private static final class Hold extends AbstractReferenceCounted {
    private final Runnable release;

    Hold(Runnable release) {
      this.release = release;
    }

    @Override
    protected void deallocate() {
      release.run();
    }

    @Override
    public ReferenceCounted touch(Object hint) {
      return this;
    }
  }

  @Override
  public @Nullable ReferenceCounted take() {
    try {
      hold.retain();
    } catch (IllegalReferenceCountException gone) {
      return null;
    }
    return new DefaultFileRegion(file, offset, length) {
      /** The superclass would close the file. */
      @Override
      protected void deallocate() {
        hold.release();
      }
    };
  }

  @Override
  public void release() {
    hold.release();
  }

  @Override
  public long weight() {
    return WEIGHT;
  }
}
