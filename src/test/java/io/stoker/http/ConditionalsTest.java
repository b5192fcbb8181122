package io.stoker.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConditionalsTest {
  private static final long NOW = 1_795_000_000L;
  private static final Pattern TIME = Pattern.compile("LM([+-]\\d+)");

  static Stream<List<String>> cases() {
    return Tables.rows("conditions.tsv");
  }

  /** Every case of the table is answered as Apache httpd answered it. */
  @ParameterizedTest
  @MethodSource("cases")
  void answersAsHttpd(List<String> row) {
    long modified = NOW - Integer.parseInt(row.get(0));
    Headers headers = new Headers();
    for (String field : row.get(2).split(" // ")) {
      Matcher time = TIME.matcher(field);
      String sent =
          time.replaceAll(m -> HttpDate.format(modified + Integer.parseInt(m.group(1))))
              .replace("ETAG", "\"14-66\"");
      int colon = sent.indexOf(':');
      headers.add(sent.substring(0, colon), sent.substring(colon + 1).strip());
    }
    var target = new Conditionals.Target(row.get(1), "\"14-66\"", modified, NOW);
    assertThat(status(headers, target)).isEqualTo(Integer.parseInt(row.get(3)));
  }

  private static int status(Headers headers, Conditionals.Target target) {
    return switch (Conditionals.evaluate(headers, target, 200)) {
      case PRECONDITION_FAILED -> 412;
      case NOT_MODIFIED -> 304;
      case PROCEED ->
          ByteRanges.evaluate(headers, target, 20, ByteRanges.Limits.DEFAULT)
                  instanceof ByteRanges.Partial
              ? 206
              : 200;
    };
  }

  @Test
  void onlySuccessIsConditional() {
    var target = new Conditionals.Target("GET", null, NOW, NOW);
    Headers star = Headers.of("If-None-Match", "*");
    assertThat(Conditionals.evaluate(star, target, 404)).isEqualTo(Conditionals.Verdict.PROCEED);
    assertThat(Conditionals.evaluate(star, target, 200))
        .isEqualTo(Conditionals.Verdict.NOT_MODIFIED);
  }

  @Test
  void withoutEtagNothingButTheStarMatches() {
    var target = new Conditionals.Target("GET", null, NOW, NOW);
    assertThat(Conditionals.evaluate(Headers.of("If-Match", "\"a\""), target, 200))
        .isEqualTo(Conditionals.Verdict.PRECONDITION_FAILED);
    assertThat(Conditionals.evaluate(Headers.of("If-Match", "*"), target, 200))
        .isEqualTo(Conditionals.Verdict.PROCEED);
  }
}
