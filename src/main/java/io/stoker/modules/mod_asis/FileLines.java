package io.stoker.modules.mod_asis;

import io.stoker.api.ScriptHeader;
import io.stoker.files.OpenFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The lines at the beginning of a file, and where in it they end. */
final class FileLines implements ScriptHeader.Lines {

  private static final int CHUNK = 8192;

  private final OpenFile file;
  private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK).limit(0);
  private long position;

  FileLines(OpenFile file) {
    this.file = file;
  }

  /** How many octets of the file were given as lines. */
  long position() {
    return position;
  }

  @Override
  public @Nullable String next(int limit) throws IOException {
    StringBuilder line = new StringBuilder();
    while (line.length() < limit && fill()) {
      byte octet = chunk.get();
      position++;
      line.append((char) (octet & 0xff));
      if (octet == '\n') {
        break;
      }
    }
    return line.isEmpty() ? null : line.toString();
  }

  /** Whether there is one more octet. */
  private boolean fill() throws IOException {
    if (chunk.hasRemaining()) {
      return true;
    }
    chunk.clear();
    int read = file.read(chunk, position);
    chunk.flip();
    return read > 0;
  }
}
