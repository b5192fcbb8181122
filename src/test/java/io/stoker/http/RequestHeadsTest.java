package io.stoker.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every request head of the table meets the fate that it met at Apache httpd. */
class RequestHeadsTest {

  record Case(String options, String request, String outcome, String log, String extra) {
    @Override
    public String toString() {
      return options + " " + (request.length() > 90 ? request.substring(0, 90) : request);
    }
  }

  static Stream<Case> cases() {
    return Tables.rows("request-heads.tsv")
        .map(row -> new Case(row.get(0), row.get(1), row.get(2), row.get(3), row.get(4)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void meetsTheSameFateAsAtHttpd(Case c) {
    RequestHead.Step step = RequestHeads.read(RequestHeads.unescape(c.request), options(c.options));
    if (c.outcome.equals("ok")) {
      assertThat(step).isInstanceOf(RequestHead.Complete.class);
      RequestHead.Complete complete = (RequestHead.Complete) step;
      if (!c.extra.equals("-")) {
        assertThat(complete.headers().get("Host", "")).isEqualTo(RequestHeads.unescape(c.extra));
      }
      return;
    }
    assertThat(step).isInstanceOf(RequestHead.Refused.class);
    Refusal refusal = ((RequestHead.Refused) step).refusal();
    assertThat(refusal.status()).isEqualTo(Integer.parseInt(c.outcome));
    assertThat(refusal.diagnostics().stream().map(RequestHeadsTest::logged))
        .containsExactly(c.log.split(" // "));
    assertThat(Objects.requireNonNullElse(refusal.notes(), "")).isEqualTo(c.extra);
  }

  private static String logged(Diagnostic line) {
    return line.level().name().toLowerCase(Locale.ROOT)
        + "|"
        + Escapes.errorLogItem(line.toString());
  }

  private static ProtocolOptions options(String name) {
    return switch (name) {
      case "strict" -> ProtocolOptions.DEFAULT;
      case "unsafe" -> new ProtocolOptions(false, false, true, 8190, 100, 8190);
      case "registered" -> new ProtocolOptions(true, true, true, 8190, 100, 8190);
      case "require1.0" -> new ProtocolOptions(true, false, false, 8190, 100, 8190);
      case "limits" -> new ProtocolOptions(true, false, true, 60, 3, 50);
      default -> throw new IllegalArgumentException(name);
    };
  }
}
