package io.stoker.modules.mod_deflate;

import java.nio.ByteBuffer;
import java.util.zip.Deflater;

/** The platform's zlib, which has one size of window and memory. */
final class PlatformCompressor implements Compressor {

  /** Bits of its window. */
  static final int WINDOW = 15;

  /** Its memory level. httpd's, 9, differs in when a block ends, seldom in what is sent. */
  static final int MEMORY = 8;

  private final Deflater deflater;

  PlatformCompressor(int level) {
    deflater = new Deflater(level, true);
  }

  @Override
  public void input(ByteBuffer piece) {
    deflater.setInput(piece);
  }

  @Override
  public void finish() {
    deflater.finish();
  }

  @Override
  public boolean needsInput() {
    return deflater.needsInput();
  }

  @Override
  public boolean isFinished() {
    return deflater.finished();
  }

  @Override
  public int deflate(ByteBuffer buffer) {
    return deflater.deflate(buffer);
  }

  @Override
  public long in() {
    return deflater.getBytesRead();
  }

  @Override
  public long out() {
    return deflater.getBytesWritten();
  }

  @Override
  public void end() {
    deflater.end();
  }
}
