package io.stoker.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class UrisTest {

  static Stream<List<String>> paths() {
    return Tables.rows("paths.tsv");
  }

  /** Every path of the table becomes what Apache httpd made of it. */
  @ParameterizedTest
  @MethodSource("paths")
  void resolvesAsHttpd(List<String> row) {
    RequestTarget target = RequestTarget.parse("GET", row.get(2));
    Uris.Resolved resolved =
        Uris.resolve(target.path(), target.raw(), slashes(row.get(0)), row.get(1).equals("On"));
    switch (resolved) {
      case Uris.Path(String decoded) -> {
        assertThat(row.get(3)).isEqualTo("ok");
        assertThat(Escapes.logItem(decoded)).isEqualTo(row.get(4));
      }
      case Uris.Refused(String shown, Refusal refusal) -> {
        assertThat(String.valueOf(refusal.status())).isEqualTo(row.get(3));
        assertThat(Escapes.logItem(shown)).isEqualTo(row.get(4));
        assertThat(logged(refusal)).isEqualTo(row.get(5));
      }
    }
  }

  private static String logged(Refusal refusal) {
    return refusal.diagnostics().stream()
        .map(line -> line.level().name().toLowerCase(Locale.ROOT) + "|" + line)
        .map(Escapes::errorLogItem)
        .collect(Collectors.joining(" // "));
  }

  private static Uris.EncodedSlashes slashes(String name) {
    return switch (name) {
      case "On" -> Uris.EncodedSlashes.ON;
      case "NoDecode" -> Uris.EncodedSlashes.NO_DECODE;
      default -> Uris.EncodedSlashes.OFF;
    };
  }

  @ParameterizedTest
  @CsvSource({"a+b%20c,a b c,0", "a%2fb,a/b,0", "%zz,%zz,400", "a%,a%,400", "%00,'\0',404"})
  void decodesForms(String sent, String text, int status) {
    assertThat(Uris.decodeForm(sent)).isEqualTo(new Uris.Decoded(text, status));
  }

  @Test
  void pathsMustBeginWithSlashOrBeTheStar() {
    assertThat(Uris.normalize("a/b", true).ok()).isFalse();
    assertThat(Uris.normalize("", true).ok()).isFalse();
    assertThat(Uris.normalize("*", true)).isEqualTo(new Uris.Normalized("*", true));
  }

  @Provide
  Arbitrary<String> rawPaths() {
    return Arbitraries.of("/", "/", ".", "..", "a", "%2e", "%2f", "%41", "%", "%00", "b;c")
        .list()
        .ofMaxSize(12)
        .map(parts -> "/" + String.join("", parts));
  }

  @Property(tries = 3000, seed = "1")
  void aNormalisedPathHasNoDotSegmentsAndStaysAsItIs(@ForAll("rawPaths") String raw) {
    for (boolean merge : new boolean[] {true, false}) {
      Uris.Normalized once = Uris.normalize(raw, merge);
      assertThat(once.path()).startsWith("/").doesNotContain("/./").doesNotContain("/../");
      assertThat(once.path()).doesNotEndWith("/.").doesNotEndWith("/..");
      assertThat(Uris.normalize(once.path(), merge).path()).isEqualTo(once.path());
      if (merge) {
        assertThat(once.path()).doesNotContain("//");
      }
    }
  }

  @Property(tries = 3000, seed = "1")
  void aResolvedPathNeverClimbs(@ForAll("rawPaths") String raw) {
    for (Uris.EncodedSlashes slashes : Uris.EncodedSlashes.values()) {
      if (Uris.resolve(raw, raw, slashes, true) instanceof Uris.Path(String path)) {
        assertThat(path).startsWith("/").doesNotContain("/../").doesNotContain("\0");
        assertThat(path).doesNotEndWith("/..");
      }
    }
  }

  @Property(tries = 1000, seed = "1")
  void decodingUndoesEscaping(@ForAll byte[] octets) {
    String text = new String(octets, StandardCharsets.ISO_8859_1);
    Uris.Decoded decoded = Uris.decode(Escapes.uri(text), Uris.EncodedSlashes.ON);
    assertThat(decoded.text()).isEqualTo(text);
    assertThat(decoded.status()).isEqualTo(text.indexOf('\0') < 0 ? 0 : 404);
    assertThat(Uris.decodeForm(Escapes.urlEncoded(text)).text()).isEqualTo(text);
    assertThat(Escapes.pathSegment(text)).doesNotContain("/");
  }
}
