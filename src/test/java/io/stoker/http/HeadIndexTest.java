package io.stoker.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.http.HeadIndex.Found;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadIndexTest {

  private static final String PLAIN =
      "GET /a/b?c=d HTTP/1.1\r\nHost: example.com:80\r\nAccept:  text/html \t\r\nX-Empty:\r\n\r\n";

  private final HeadIndex index = new HeadIndex();

  private Found read(String text) {
    byte[] bytes = octets(text);
    System.arraycopy(bytes, 0, index.bytes(), 0, bytes.length);
    return index.read(bytes.length);
  }

  private static byte[] octets(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private String value(String name) {
    long at = index.field(octets(name));
    assertThat(at).as(name).isNotNegative();
    int start = (int) (at >>> 32);
    return new String(index.bytes(), start, (int) at - start, StandardCharsets.ISO_8859_1);
  }

  @Test
  void aPlainHead() {
    assertThat(read(PLAIN + "the next one")).isEqualTo(Found.PLAIN);
    assertThat(index.length()).isEqualTo(PLAIN.length());
    assertThat(index.isHead()).isFalse();
    assertThat(index.asksToStay()).isFalse();
    assertThat(index.lineEnd()).isEqualTo(PLAIN.indexOf('\r'));
    assertThat(index.isFor(octets("/a/b?c=d"), octets("example.com:80"))).isTrue();
    assertThat(index.isFor(octets("/a/b?c=e"), octets("example.com:80"))).isFalse();
    assertThat(index.isFor(octets("/a/b?c=d"), octets("example.com"))).isFalse();
    assertThat(index.hash())
        .isEqualTo(HeadIndex.hash(false, false, octets("/a/b?c=d"), octets("example.com:80")))
        .isNotEqualTo(HeadIndex.hash(true, false, octets("/a/b?c=d"), octets("example.com:80")))
        .isNotEqualTo(HeadIndex.hash(false, true, octets("/a/b?c=d"), octets("example.com:80")));
    assertThat(index.isOld()).isFalse();
    assertThat(index.asksToClose()).isFalse();
    assertThat(value("accept")).isEqualTo("text/html");
    assertThat(value("x-empty")).isEmpty();
    assertThat(index.fieldIs(octets("accept"), octets("text/html"))).isTrue();
    assertThat(index.fieldIs(octets("accept"), octets("text/htm"))).isFalse();
    assertThat(index.field(octets("accep"))).isEqualTo(HeadIndex.ABSENT);
    assertThat(index.fieldIs(octets("range"), octets(""))).isFalse();
    assertThat(index.fieldCount()).isEqualTo(3);
    assertThat(index.longestLine()).isEqualTo("Accept:  text/html \t".length() + 0);
  }

  @Test
  void head() {
    assertThat(read("HEAD / HTTP/1.1\r\nhost: a\r\nCONNECTION: Keep-Alive\r\n\r\n"))
        .isEqualTo(Found.PLAIN);
    assertThat(index.isHead()).isTrue();
    assertThat(index.asksToStay()).isTrue();
  }

  @Test
  void theConnectionsEnd() {
    assertThat(read("GET / HTTP/1.1\r\nHost: a\r\nConnection: CLOSE\r\n\r\n"))
        .isEqualTo(Found.PLAIN);
    assertThat(index.asksToClose()).isTrue();
    assertThat(index.asksToStay()).isFalse();
  }

  @Test
  void anOldOne() {
    assertThat(read("GET / HTTP/1.0\r\nHost: a\r\n\r\n")).isEqualTo(Found.PLAIN);
    assertThat(index.isOld()).isTrue();
    assertThat(index.lineEnd()).isEqualTo("GET / HTTP/1.0".length());
    assertThat(index.hash()).isEqualTo(HeadIndex.hash(false, true, octets("/"), octets("a")));
  }

  @Test
  void aFieldThatComesTwice() {
    assertThat(read("GET / HTTP/1.1\r\nHost: a\r\nCookie: a\r\ncookie: b\r\n\r\n"))
        .isEqualTo(Found.PLAIN);
    assertThat(index.field(octets("cookie"))).isEqualTo(HeadIndex.REPEATED);
    assertThat(index.fieldIs(octets("cookie"), octets("a"))).isFalse();
  }

  /** Words that any sum of powers takes for the same, whatever it multiplies by. */
  @Test
  void nobodyCanTellWhichTargetsShareAHash() {
    Set<Integer> hashes = new HashSet<>();
    for (int i = 0; i < 1024; i++) {
      StringBuilder target = new StringBuilder("/");
      for (int bit = 0; bit < 10; bit++) {
        target.append((i >> bit & 1) == 0 ? "Aa" : "BB");
      }
      hashes.add(HeadIndex.hash(false, false, octets(target.toString()), octets("a")));
    }
    assertThat(hashes).hasSizeGreaterThan(1020);
    StringBuilder odd = new StringBuilder("/");
    StringBuilder even = new StringBuilder("/");
    for (int i = 0; i < 4096; i++) {
      boolean thue = Integer.bitCount(i) % 2 == 0;
      odd.append(thue ? 'a' : 'b');
      even.append(thue ? 'b' : 'a');
    }
    assertThat(HeadIndex.hash(false, false, octets(odd.toString()), octets("a")))
        .isNotEqualTo(HeadIndex.hash(false, false, octets(even.toString()), octets("a")));
  }

  /** Each length ends in another way; what stands around it is no part of it. */
  @Test
  void theHashIsOfTheTargetAndTheHostAlone() {
    Set<Integer> hashes = new HashSet<>();
    for (int i = 0; i < 40; i++) {
      String target = "/" + "x".repeat(i);
      String host = "h".repeat(40 - i);
      read("GET " + target + " HTTP/1.1\r\nX-A: " + i + "\r\nHost: " + host + "\r\n\r\n");
      assertThat(index.hash())
          .isEqualTo(HeadIndex.hash(false, false, octets(target), octets(host)));
      hashes.add(index.hash());
    }
    assertThat(hashes).hasSize(40);
  }

  /** However the head is cut off: it is never taken for a whole one, nor for another kind. */
  @Test
  void anIncompleteHead() {
    for (int i = 0; i < PLAIN.length(); i++) {
      assertThat(read(PLAIN.substring(0, i))).as("the first %d", i).isEqualTo(Found.INCOMPLETE);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST / HTTP/1.1\r\nHost: a\r\n\r\n",
        "get / HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET  / HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET * HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET http://a/ HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET / HTTP/1.2\r\nHost: a\r\n\r\n",
        "GET / HTTP/2.0\r\nHost: a\r\n\r\n",
        "GET / http/1.0\r\nHost: a\r\n\r\n",
        "GET / HTTP/1.0\r\nAccept: b\r\n\r\n",
        "GET / HTTP/1.0\r\n\r\nGET / HTTP",
        "GET / HTTP/1.1 \r\nHost: a\r\n\r\n",
        "GET / HTTP/1.1\nHost: a\r\n\r\n",
        "GET /\u0007 HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\n\nGET",
        "GET / HTTP/1.1\r\nHost: a\r\r\n\r\n",
        "GET / HTTP/1.1\r\nAccept: b\r\n\r\n",
        "GET / HTTP/1.1\r\nHost:\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost : a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\n b\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\n: b\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nAccept: \u0000\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nAccept: \u007f\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nConnection: close, TE\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nConnection: keep-alive\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nConnection: keep-alive, TE\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\ntransfer-encoding: chunked\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nUPGRADE: websocket\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nHTTP2-Settings: AAA\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nTE: trailers\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nTrailer: b\r\n\r\n"
      })
  void anotherRequest(String text) {
    assertThat(read(text)).isEqualTo(Found.OTHER);
  }

  /** What is plain means to the decoder what it means here. */
  @Property
  void agreesWithTheJudgeOfHeads(@ForAll("heads") List<String> head) {
    if (read(String.join("\r\n", head) + "\r\n\r\n") != Found.PLAIN) {
      return;
    }
    RequestHead judge = new RequestHead(ProtocolOptions.DEFAULT, "http");
    RequestHead.Step step = new RequestHead.More();
    for (String line : head) {
      step = judge.line(line, true);
      if (step instanceof RequestHead.Refused) {
        return; // no plan is ever made of it
      }
    }
    step = judge.line("", true);
    if (step instanceof RequestHead.Refused) {
      return;
    }
    RequestHead.Complete complete = (RequestHead.Complete) step;
    assertThat(complete.body()).isInstanceOf(BodyFraming.None.class);
    assertThat(complete.line().method()).isEqualTo(index.isHead() ? "HEAD" : "GET");
    assertThat(complete.line().protocol()).isEqualTo(index.isOld() ? "HTTP/1.0" : "HTTP/1.1");
    assertThat(
            index.isFor(
                octets(complete.line().target().raw()),
                octets(String.valueOf(complete.headers().get("Host")))))
        .isTrue();
    assertThat(index.asksToStay())
        .isEqualTo(complete.headers().hasToken("Connection", "keep-alive"));
    assertThat(index.asksToClose()).isEqualTo(complete.headers().hasToken("Connection", "close"));
    for (int i = 0; i < complete.headers().size(); i++) {
      String name = complete.headers().name(i).toLowerCase(Locale.ROOT);
      long lines =
          head.stream().filter(l -> l.toLowerCase(Locale.ROOT).startsWith(name + ":")).count();
      if (lines == 1) {
        assertThat(value(name)).isEqualTo(complete.headers().get(name));
      } else {
        // The judge made one field of several lines.
        assertThat(index.field(octets(name))).isEqualTo(HeadIndex.REPEATED);
      }
    }
  }

  @Provide
  Arbitrary<List<String>> heads() {
    Arbitrary<String> target =
        Arbitraries.strings().withChars("/a.%25?#&= \t\u00e4\"").ofMaxLength(8).map(s -> "/" + s);
    Arbitrary<String> line =
        Combinators.combine(
                Arbitraries.of("GET", "HEAD", "PUT"), target, Arbitraries.of("1.1", "1.0", "1.2"))
            .as((method, path, version) -> method + " " + path + " HTTP/" + version);
    Arbitrary<String> name =
        Arbitraries.of(
            "Accept", "cookie", "X-A", "Connection", "TE", "Range", "If-None-Match", "a b", "é");
    Arbitrary<String> value =
        Arbitraries.oneOf(
            Arbitraries.of("close", "Keep-Alive"),
            Arbitraries.strings().withChars("ab ,;=\t\u00e4\u0001\"keep-alive").ofMaxLength(12));
    Arbitrary<String> field =
        Combinators.combine(name, Arbitraries.of(":", ": ", " :", ":\t"), value)
            .as((n, colon, v) -> n + colon + v);
    return Combinators.combine(
            line, Arbitraries.of("a", "a:80", "A.b", "", "x y"), field.list().ofMaxSize(5))
        .as(
            (first, host, fields) -> {
              List<String> all = new java.util.ArrayList<>(List.of(first, "Host: " + host));
              all.addAll(fields);
              return all;
            });
  }
}
