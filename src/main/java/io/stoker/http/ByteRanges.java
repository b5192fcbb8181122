package io.stoker.http;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The Range field as httpd's byterange filter reads it. */
public final class ByteRanges {
  private ByteRanges() {}

  /** What a Range field asks for. */
  public sealed interface Result {}

  /** No usable range: send the whole body. */
  public record Whole() implements Result {}

  /** Every range lies behind the end: 416. */
  public record Unsatisfiable() implements Result {}

  /** Ranges to send in this order with status 206; more than one as multipart/byteranges. */
  public record Partial(List<Range> ranges) implements Result {}

  /**
   * A range of octets.
   *
   * @param first offset of the first octet, from 0
   * @param last offset of the last octet
   */
  public record Range(long first, long last) {
    /** Number of octets. */
    public long length() {
      return last - first + 1;
    }

    /** Value of a Content-Range field: {@code bytes 0-4/20}. */
    public String contentRange(long total) {
      return "bytes " + first + "-" + last + "/" + total;
    }
  }

  /**
   * What a client may ask for before its Range is ignored; -1 for no limit, 0 for none at all.
   *
   * @param ranges MaxRanges
   * @param overlaps MaxRangeOverlaps
   * @param reversals MaxRangeReversals
   */
  public record Limits(int ranges, int overlaps, int reversals) {
    /** httpd's defaults: 200, 20, 20. */
    public static final Limits DEFAULT = new Limits(200, 20, 20);

    private boolean exceededBy(Merging merging) {
      return (ranges >= 0 && merging.ranges.size() > ranges)
          || (overlaps >= 0 && merging.overlaps > overlaps)
          || (reversals >= 0 && merging.reversals > reversals);
    }
  }

  private static final Whole WHOLE = new Whole();

  /**
   * Evaluates Range and If-Range of a request for a body of known length. The caller asks only when
   * the reply is a 200 without Content-Range and no multipart/byteranges already.
   *
   * @param length of the whole body in octets
   */
  public static Result evaluate(
      Headers request, Conditionals.Target target, long length, Limits limits) {
    String field = request.get(HeaderNames.RANGE);
    if (field == null || Conditionals.ifRange(request, target) == Conditionals.Condition.NO_MATCH) {
      return WHOLE;
    }
    return parse(field, length, limits);
  }

  /**
   * Reads a Range field. Ranges that touch or overlap their predecessor are merged with it; more
   * octets than the body has, a syntax error, and more than {@code limits} allows make it void. A
   * {@code 0-} stands for the whole body, whatever comes before or after it.
   */
  public static Result parse(String field, long length, Limits limits) {
    if (length <= 0 || !field.regionMatches(true, 0, "bytes=", 0, 6)) {
      return WHOLE;
    }
    Merging merging = new Merging();
    boolean unsatisfiable = false;
    int at = 6;
    while (at < field.length() && field.charAt(at) != ',') {
      int end = field.indexOf(',', at);
      if (end < 0) {
        end = field.length();
      }
      String spec = field.substring(at, end);
      Range range = range(spec, length);
      if (range == null) {
        return WHOLE;
      }
      if (range.first == 0 && spec.endsWith("-")) {
        merging.everything(length);
        break;
      }
      if (range.first >= length) {
        unsatisfiable = true;
      } else {
        merging.take(range);
      }
      at = end;
      while (at < field.length() && field.charAt(at) == ',') {
        at++;
      }
    }
    merging.finish();
    if (merging.ranges.isEmpty()) {
      return unsatisfiable ? new Unsatisfiable() : WHOLE;
    }
    if (merging.octets > length || limits.exceededBy(merging)) {
      return WHOLE;
    }
    return new Partial(List.copyOf(merging.ranges));
  }

  /** One range; null on a syntax error. One behind the end comes back with first >= length. */
  private static @Nullable Range range(String spec, long length) {
    int dash = spec.indexOf('-');
    if (dash < 0) {
      return null;
    }
    long second = number(spec, dash + 1, spec.length());
    if (dash == 0) {
      return second < 1 ? null : new Range(Math.max(0, length - second), length - 1);
    }
    long first = number(spec, 0, dash);
    boolean open = dash + 1 == spec.length();
    if (first < 0 || (!open && (second < 0 || first > second))) {
      return null;
    }
    return new Range(first, open ? length - 1 : Math.min(second, length - 1));
  }

  /** Digits to a number; -1 for none, for other chars and for what no long holds. */
  private static long number(String s, int from, int to) {
    if (from >= to) {
      return -1;
    }
    long value = 0;
    for (int i = from; i < to; i++) {
      int digit = s.charAt(i) - '0';
      if (digit < 0 || digit > 9 || value > (Long.MAX_VALUE - digit) / 10) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }

  /** Joins each range with the one before it where they touch, counting how often. */
  private static final class Merging {
    final List<Range> ranges = new ArrayList<>(2);
    int overlaps;
    int reversals;
    long octets;
    private long first = -1;
    private long last;

    void take(Range next) {
      if (first < 0) {
        open(next);
      } else if (next.first <= last + 1 && next.last >= first - 1) {
        join(next);
      } else {
        finish();
        open(next);
      }
    }

    private void open(Range range) {
      first = range.first;
      last = range.last;
    }

    private void join(Range next) {
      overlaps++;
      if (next.first < first) {
        first = next.first;
        reversals++;
      }
      last = Math.max(last, next.last);
    }

    void everything(long length) {
      ranges.clear();
      octets = 0;
      open(new Range(0, length - 1));
    }

    void finish() {
      if (first >= 0) {
        ranges.add(new Range(first, last));
        octets += last - first + 1;
        first = -1;
      }
    }
  }
}
