package io.stoker.modules.mod_deflate;

import com.jcraft.jzlib.Deflater;
import com.jcraft.jzlib.JZlib;
import java.nio.ByteBuffer;

/** JZlib, which takes any size of window and memory, for those who ask for less than usual. */
final class SmallCompressor implements Compressor {

  private final Deflater deflater = new Deflater();
  private int flush = JZlib.Z_NO_FLUSH;
  private boolean finished;

  SmallCompressor(int level, int window, int memory) {
    int done = deflater.init(level, window, memory, JZlib.W_NONE);
    if (done != JZlib.Z_OK) {
      throw new IllegalArgumentException("level " + level + ", window " + window + ": " + done);
    }
  }

  @Override
  public void input(ByteBuffer piece) {
    byte[] bytes = new byte[piece.remaining()];
    piece.get(bytes);
    deflater.setInput(bytes);
  }

  @Override
  public void finish() {
    flush = JZlib.Z_FINISH;
  }

  @Override
  public boolean needsInput() {
    return deflater.getAvailIn() == 0;
  }

  @Override
  public boolean isFinished() {
    return finished;
  }

  @Override
  public int deflate(ByteBuffer buffer) {
    byte[] made = new byte[buffer.remaining()];
    deflater.setOutput(made);
    finished = deflater.deflate(flush) == JZlib.Z_STREAM_END;
    int length = deflater.getNextOutIndex();
    buffer.put(made, 0, length);
    return length;
  }

  @Override
  public long in() {
    return deflater.getTotalIn();
  }

  @Override
  public long out() {
    return deflater.getTotalOut();
  }

  @Override
  public void end() {
    deflater.end();
  }
}
