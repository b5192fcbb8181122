package io.stoker.transport;

import io.stoker.api.RequestBody;
import io.stoker.http.Scan;

/**
 * The line in front of a chunk: its size, and extensions that nobody uses (RFC 9112 section 7.1).
 */
final class ChunkSize {

  private ChunkSize() {}

  /**
   * Reads the line.
   *
   * @param line octets without the line end
   * @param crlf whether it ended with CR LF rather than LF alone
   * @param strict HttpProtocolOptions Strict
   * @return the size in octets
   * @throws RequestBody.TooLarge when no long can hold the size
   * @throws RequestBody.Unreadable for anything else that is not right
   */
  static long parse(String line, boolean crlf, boolean strict) throws RequestBody.Unreadable {
    if (strict && !crlf) {
      throw invalid();
    }
    long size = 0;
    int at = 0;
    while (at < line.length() && Scan.hex(line.charAt(at)) >= 0) {
      if (size > Long.MAX_VALUE >> 4) {
        throw new RequestBody.TooLarge("chunk size: more than a length can be");
      }
      size = size << 4 | Scan.hex(line.charAt(at++));
    }
    if (at == 0) {
      throw invalid();
    }
    int after = Scan.skipBlanks(line, at);
    boolean extended = after < line.length() && line.charAt(after) == ';';
    if (after < line.length() && !extended) {
      throw invalid();
    }
    for (int i = after; i < line.length(); i++) {
      char c = line.charAt(i);
      if ((c < ' ' && c != '\t') || c == 0x7f) {
        throw invalid();
      }
    }
    return size;
  }

  /** What is neither a chunk nor the end of one. */
  static RequestBody.Unreadable invalid() {
    return new RequestBody.BadChunk("AH01590: Error reading chunk ");
  }
}
