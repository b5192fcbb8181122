package io.stoker.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ByteRangesTest {

  static Stream<List<String>> cases() {
    return Tables.rows("ranges.tsv");
  }

  /** Every Range field of the table gets the ranges that Apache httpd sent. */
  @ParameterizedTest
  @MethodSource("cases")
  void sendsWhatHttpdSent(List<String> row) {
    ByteRanges.Limits limits =
        row.get(0).equals("tight") ? new ByteRanges.Limits(3, 2, 2) : ByteRanges.Limits.DEFAULT;
    assertThat(shown(ByteRanges.parse(row.get(1), 20, limits))).isEqualTo(row.get(2));
  }

  private static String shown(ByteRanges.Result result) {
    return switch (result) {
      case ByteRanges.Whole() -> "whole";
      case ByteRanges.Unsatisfiable() -> "416";
      case ByteRanges.Partial(List<ByteRanges.Range> ranges) ->
          ranges.stream().map(r -> r.first() + "-" + r.last()).collect(Collectors.joining(","));
    };
  }

  @Test
  void limitsOfMinusOneAreNone() {
    String many = "bytes=" + "0-0,2-2,".repeat(300) + "4-4";
    assertThat(ByteRanges.parse(many, 20, new ByteRanges.Limits(-1, -1, -1)))
        .as("601 ranges hold more octets than the body")
        .isInstanceOf(ByteRanges.Whole.class);
    assertThat(ByteRanges.parse(many, 10_000, new ByteRanges.Limits(-1, -1, -1)))
        .isInstanceOf(ByteRanges.Partial.class);
    assertThat(ByteRanges.parse(many, 10_000, ByteRanges.Limits.DEFAULT))
        .isInstanceOf(ByteRanges.Whole.class);
    assertThat(ByteRanges.parse("bytes=0-0", 20, new ByteRanges.Limits(0, 0, 0)))
        .isInstanceOf(ByteRanges.Whole.class);
  }

  @Test
  void anEmptyBodyHasNoRanges() {
    assertThat(ByteRanges.parse("bytes=0-0", 0, ByteRanges.Limits.DEFAULT))
        .isInstanceOf(ByteRanges.Whole.class);
  }

  /** Recorded from httpd for ranges 0-4 and 6-8 of 20 octets: 190 octets in all. */
  @Test
  void framesPartsAsHttpd() {
    var ranges = List.of(new ByteRanges.Range(0, 4), new ByteRanges.Range(6, 8));
    MultipartRanges frame = new MultipartRanges("c560654cec71abc3", "text/plain", 20);
    String body =
        text(frame.partHeader(ranges.get(0)))
            + "01234"
            + text(frame.partHeader(ranges.get(1)))
            + "678"
            + text(frame.closing());
    assertThat(frame.contentType()).isEqualTo("multipart/byteranges; boundary=c560654cec71abc3");
    assertThat(body)
        .isEqualTo(
            "\r\n--c560654cec71abc3\r\nContent-type: text/plain\r\n"
                + "Content-range: bytes 0-4/20\r\n\r\n01234"
                + "\r\n--c560654cec71abc3\r\nContent-type: text/plain\r\n"
                + "Content-range: bytes 6-8/20\r\n\r\n678"
                + "\r\n--c560654cec71abc3--\r\n")
        .hasSize(190);
    assertThat(frame.length(ranges)).isEqualTo(190);
    assertThat(MultipartRanges.BOUNDARY).matches("[0-9a-f]{16}");
  }

  private static String text(byte[] octets) {
    return new String(octets, StandardCharsets.ISO_8859_1);
  }

  @Property(tries = 2000, seed = "1")
  void rangesAlwaysLieInTheBody(
      @ForAll @Chars({'-', ',', ' '}) @CharRange(from = '0', to = '9') String spec,
      @ForAll @IntRange(min = 1, max = 5000) int length) {
    if (ByteRanges.parse("bytes=" + spec, length, ByteRanges.Limits.DEFAULT)
        instanceof ByteRanges.Partial(List<ByteRanges.Range> ranges)) {
      assertThat(ranges).isNotEmpty();
      assertThat(ranges).allMatch(r -> 0 <= r.first() && r.first() <= r.last());
      assertThat(ranges).allMatch(r -> r.last() < length);
      assertThat(ranges.stream().mapToLong(ByteRanges.Range::length).sum())
          .isLessThanOrEqualTo(length);
    }
  }
}
