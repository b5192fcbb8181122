package io.stoker.logging;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file where {@link Posix} is not to be had. */
final class ChannelFile implements LogFile {

  private final FileChannel channel;

  private ChannelFile(FileChannel channel) {
    this.channel = channel;
  }

  static ChannelFile append(String path) throws IOException {
    return new ChannelFile(
        FileChannel.open(Path.of(path), StandardOpenOption.CREATE, StandardOpenOption.APPEND));
  }

  @Override
  public int write(byte[] bytes, int from, int length) throws IOException {
    return channel.write(ByteBuffer.wrap(bytes, from, length));
  }

  @Override
  public long end() throws IOException {
    return channel.size();
  }

  @Override
  public void truncate(long size) throws IOException {
    channel.truncate(size);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
