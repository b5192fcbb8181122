package io.stoker.transport;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Finds lines in what has come so far; no byte is looked at twice for the same line. */
final class LineReader {

  private int scanned;
  private boolean crlf;

  /**
   * The next line without its end, or null when it is not here yet. A line that is longer than
   * {@code limit} can never be accepted; it is cut short as soon as that is known, so that no more
   * of it is kept.
   */
  @Nullable String next(ByteBuf in, int limit) {
    int from = in.readerIndex();
    int lf = in.indexOf(from + scanned, in.writerIndex(), (byte) '\n');
    int most = limit + 3; // one more than the limit and a line end: enough to be refused
    if (lf < 0) {
      if (in.readableBytes() <= most) {
        scanned = in.readableBytes();
        return null;
      }
      scanned = 0;
      crlf = true;
      return in.readString(most, StandardCharsets.ISO_8859_1);
    }
    scanned = 0;
    crlf = lf > from && in.getByte(lf - 1) == '\r';
    int length = (crlf ? lf - 1 : lf) - from;
    String line = in.toString(from, length, StandardCharsets.ISO_8859_1);
    in.readerIndex(lf + 1);
    return line;
  }

  /** Whether the last line ended with CR LF rather than LF alone. */
  boolean endedWithCrlf() {
    return crlf;
  }
}
