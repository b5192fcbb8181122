package io.stoker.http;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Bodies that are accepted, and the outcome of whole heads; refusals are in the table. */
class BodyFramingTest {

  @Test
  void lengths() {
    assertThat(BodyFraming.of(Headers.EMPTY, "/")).isEqualTo(new BodyFraming.None());
    assertThat(BodyFraming.of(Headers.of("Content-Length", "007"), "/"))
        .isEqualTo(new BodyFraming.Length(7));
    assertThat(BodyFraming.parseLength("9223372036854775807")).isEqualTo(Long.MAX_VALUE);
    assertThat(BodyFraming.parseLength("9223372036854775808")).isEqualTo(-1);
    assertThat(BodyFraming.parseLength("")).isEqualTo(-1);
  }

  @Test
  void chunkedWinsAndTheLengthGoes() {
    RequestHead.Step step =
        RequestHeads.read(
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n"
                + "Transfer-Encoding: gzip, chunked\r\nExpect: 100-Continue\r\n\r\n",
            ProtocolOptions.DEFAULT);
    assertThat(step)
        .isInstanceOfSatisfying(
            RequestHead.Complete.class,
            done -> {
              assertThat(done.body()).isEqualTo(new BodyFraming.Chunked(true));
              assertThat(done.headers().has("Content-Length")).isFalse();
              assertThat(BodyFraming.expectsContinue(done.headers(), done.line().version()))
                  .isTrue();
            });
    assertThat(
            BodyFraming.expectsContinue(Headers.of("Expect", "100-continue"), HttpVersion.HTTP_1_0))
        .isFalse();
  }

  /** httpd logged {@code a b}, {@code b} and {@code a, , c} for these fields. */
  @Test
  void foldsAndMergesAsHttpd() {
    assertThat(valueOfX("X: a  \r\n \t  b  \r\n")).isEqualTo("a b");
    assertThat(valueOfX("X:\r\n b\r\n")).isEqualTo("b");
    assertThat(valueOfX("X: a\r\nX:\r\nx: c\r\n")).isEqualTo("a, , c");
    assertThat(valueOfX("X: \t a \t \r\n")).isEqualTo("a");
    assertThat(valueOfX("X: a\r\n b\r\n c\r\n")).isEqualTo("a b c");
  }

  private static String valueOfX(String fields) {
    RequestHead.Step step =
        RequestHeads.read(
            "GET / HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n", ProtocolOptions.DEFAULT);
    return ((RequestHead.Complete) step).headers().get("X", "none");
  }

  @Test
  void aSimpleRequestIsCompleteAtOnce() {
    assertThat(RequestHeads.read("GET /x\r\n", ProtocolOptions.DEFAULT))
        .isInstanceOfSatisfying(
            RequestHead.Complete.class, done -> assertThat(done.line().isSimple()).isTrue());
  }

  @Test
  void aRefusedRequestKeepsWhatWasRead() {
    RequestHead.Step step = RequestHeads.read("CONNECT a b:80\r\n", ProtocolOptions.DEFAULT);
    assertThat(step)
        .isInstanceOfSatisfying(
            RequestHead.Refused.class,
            refused -> {
              assertThat(refused.line().text()).isEqualTo("CONNECT a b:80");
              assertThat(refused.line().method()).isEqualTo("CONNECT");
            });
  }

  @Provide
  Arbitrary<String> heads() {
    return Arbitraries.of(
            "GET",
            " ",
            "/",
            "http://a",
            "HTTP/1.1",
            "\r\n",
            "\n",
            "\r",
            "Host: a",
            "X",
            ":",
            "\t",
            "\0",
            "\u00e9",
            "Content-Length: 1",
            "Transfer-Encoding: chunked",
            "[",
            "]",
            "@",
            "%",
            "Expect:",
            "..",
            "#",
            "?",
            "80")
        .list()
        .ofMaxSize(30)
        .map(parts -> String.join("", parts));
  }

  @Property(tries = 5000, seed = "1")
  void noHeadBreaksTheReader(@ForAll("heads") String head) {
    for (boolean strict : new boolean[] {true, false}) {
      ProtocolOptions options = new ProtocolOptions(strict, !strict, strict, 40, 4, 40);
      RequestHead.Step step = RequestHeads.read(head, options);
      if (step instanceof RequestHead.Refused refused) {
        assertThat(refused.refusal().status()).isIn(400, 414, 417, 501);
        assertThat(refused.refusal().diagnostics()).isNotEmpty();
        assertThat(refused.line().version().atLeast(HttpVersion.HTTP_1_0)).isTrue();
      } else if (step instanceof RequestHead.Complete done && !done.line().isSimple()) {
        assertThat(done.headers().getAll("Host")).hasSizeLessThan(2);
      }
    }
  }
}
