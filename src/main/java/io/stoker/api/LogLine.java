package io.stoker.api;

import io.stoker.http.Escapes;
import java.util.Arrays;

/**
 * A line of a log while it is put together: octets, whose memory serves for the next line. Used by
 * one thread.
 */
public final class LogLine {

  private byte[] octets = new byte[512];
  private int length;

  /** The line begins anew. */
  public LogLine clear() {
    length = 0;
    return this;
  }

  /**
   * Takes back what stands behind the first octets.
   *
   * @param to how many stay, at most {@link #length}
   */
  public LogLine shorten(int to) {
    length = Math.min(length, to);
    return this;
  }

  public int length() {
    return length;
  }

  /** Where the line is, from 0 to {@link #length}; to be read before the next octet is added. */
  public byte[] octets() {
    return octets;
  }

  public LogLine append(char octet) {
    reserve(1);
    octets[length++] = (byte) octet;
    return this;
  }

  public LogLine append(byte[] text) {
    return append(text, 0, text.length);
  }

  /** Adds what is in {@code source} from {@code start} to {@code end}. */
  public LogLine append(byte[] source, int start, int end) {
    int count = end - start;
    reserve(count);
    System.arraycopy(source, start, octets, length, count);
    length += count;
    return this;
  }

  /** Adds a text, one octet for each char. */
  public LogLine append(String text) {
    int count = text.length();
    reserve(count);
    for (int i = 0; i < count; i++) {
      octets[length + i] = (byte) text.charAt(i);
    }
    length += count;
    return this;
  }

  /** Adds octets as {@link Escapes#logItem} shows them. */
  public LogLine escaped(byte[] source, int start, int end) {
    reserve((end - start) * Escapes.LOG_ITEM_GROWTH);
    length = Escapes.logItem(source, start, end, octets, length);
    return this;
  }

  /** Adds a number in decimal. */
  public LogLine number(long value) {
    return number(value, 1);
  }

  /**
   * Adds a number in decimal, with zeros in front.
   *
   * @param width digits at least
   */
  public LogLine number(long value, int width) {
    if (value < 0) {
      append('-');
    }
    int digits = 1;
    for (long rest = value / 10; rest != 0; rest /= 10) {
      digits++;
    }
    int count = Math.max(digits, width);
    reserve(count);
    long rest = value;
    for (int i = length + count - 1; i >= length; i--) {
      octets[i] = (byte) ('0' + Math.abs(rest % 10));
      rest /= 10;
    }
    length += count;
    return this;
  }

  /** Adds a number in hexadecimal, small letters. */
  public LogLine hex(long value) {
    int digits = Math.max(1, (67 - Long.numberOfLeadingZeros(value)) / 4);
    reserve(digits);
    for (int i = digits - 1; i >= 0; i--) {
      octets[length++] = (byte) Character.forDigit((int) (value >>> (4 * i)) & 15, 16);
    }
    return this;
  }

  private void reserve(int count) {
    if (octets.length - length < count) {
      octets = Arrays.copyOf(octets, Math.max(length + count, octets.length * 2));
    }
  }
}
