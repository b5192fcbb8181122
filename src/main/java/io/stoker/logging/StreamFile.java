package io.stoker.logging;

import java.io.IOException;
import java.io.OutputStream;

/** A stream as a log: takes all it is given or fails, and cannot be cut. */
final class StreamFile implements LogFile {

  private final OutputStream out;
  private final boolean owned;

  StreamFile(OutputStream out, boolean owned) {
    this.out = out;
    this.owned = owned;
  }

  @Override
  public int write(byte[] bytes, int from, int length) throws IOException {
    out.write(bytes, from, length);
    out.flush();
    return length;
  }

  @Override
  public long end() {
    return -1;
  }

  @Override
  public void truncate(long size) throws IOException {
    throw new IOException("a stream cannot be cut");
  }

  @Override
  public void close() throws IOException {
    if (owned) {
      out.close();
    }
  }
}
