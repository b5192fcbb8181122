package io.stoker.modules.mod_log_config;

import io.stoker.api.Connection;
import io.stoker.api.Hit;
import java.nio.charset.StandardCharsets;

/** A hit with the numbers that a test gives it, and the head that a client sends. */
final class FakeHit implements Hit {

  private final Connection connection;
  private final byte[] head;
  private final int requestLineEnd;
  long startMicros;
  long startNanos;
  long endNanos;
  long bodyBytes;
  long wireIn;
  long wireOut;
  boolean aborted;
  boolean keptAlive;

  /**
   * A request as it came.
   *
   * @param fields lines without their ends
   */
  FakeHit(Connection connection, String requestLine, String... fields) {
    this.connection = connection;
    this.requestLineEnd = requestLine.length();
    this.head =
        (requestLine + "\r\n" + String.join("\r\n", fields) + "\r\n\r\nbehind it")
            .getBytes(StandardCharsets.ISO_8859_1);
  }

  @Override
  public Connection connection() {
    return connection;
  }

  @Override
  public byte[] head() {
    return head;
  }

  @Override
  public int requestLineEnd() {
    return requestLineEnd;
  }

  @Override
  public long field(byte[] name) {
    int at = requestLineEnd + 2;
    while (head[at] != '\r') {
      int end = at;
      while (head[end] != '\r') {
        end++;
      }
      if (isNamed(at, name)) {
        int start = at + name.length + 1;
        while (start < end && (head[start] == ' ' || head[start] == '\t')) {
          start++;
        }
        int last = end;
        while (last > start && (head[last - 1] == ' ' || head[last - 1] == '\t')) {
          last--;
        }
        return (long) start << 32 | last;
      }
      at = end + 2;
    }
    return ABSENT;
  }

  private boolean isNamed(int at, byte[] name) {
    for (int i = 0; i < name.length; i++) {
      int octet = head[at + i];
      if (name[i] != (octet >= 'A' && octet <= 'Z' ? octet + 32 : octet)) {
        return false;
      }
    }
    return head[at + name.length] == ':';
  }

  @Override
  public long startMicros() {
    return startMicros;
  }

  @Override
  public long startNanos() {
    return startNanos;
  }

  @Override
  public long endNanos() {
    return endNanos;
  }

  @Override
  public long bodyBytes() {
    return bodyBytes;
  }

  @Override
  public long wireIn() {
    return wireIn;
  }

  @Override
  public long wireOut() {
    return wireOut;
  }

  @Override
  public boolean aborted() {
    return aborted;
  }

  @Override
  public boolean keptAlive() {
    return keptAlive;
  }
}
