package io.stoker.modules.mod_negotiation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.api.Directive;
import io.stoker.modules.mod_negotiation.NegotiationConfig.Force;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NegotiationTest {

  @ParameterizedTest
  @CsvSource({
    "CacheNegotiatedDocs, FLAG, 2",
    "LanguagePriority, ITERATE, 4",
    "ForceLanguagePriority, ITERATE, 4"
  })
  void declaresItsDirectives(String name, Directive.Arity arity, int contexts) {
    Directive row =
        new ModNegotiation()
            .directives().stream().filter(d -> d.name().equals(name)).findFirst().orElseThrow();
    assertThat(row.arity()).isEqualTo(arity);
    assertThat(row.contexts()).hasSize(contexts);
  }

  @ParameterizedTest
  @CsvSource({
    "'', 1",
    "0, 0",
    "0., 0",
    "0.5, 0.5",
    ".25, 0.25",
    "0.1239, 0.123",
    "1, 1",
    "1.0, 1",
    "7, 1",
    "abc, 1",
    "' 0.5', 0.5",
    "0.9x, 0.9"
  })
  void readsAQuality(String text, float quality) {
    assertThat(Accept.quality(text)).isEqualTo(quality);
  }

  @Test
  void readsAField() {
    List<Accept> items =
        Accept.list("TEXT/HTML; Level=3;q=\"0.5\";charset=UTF-8, text/plain image/png,, */*");
    assertThat(items)
        .containsExactly(
            new Accept("text/html", 0.5f, 3, "utf-8"),
            Accept.of("text/plain", 1),
            Accept.of("image/png", 1),
            Accept.of("", 1),
            Accept.of("*/*", 1));
    assertThat(Accept.list(null)).isNull();
    assertThat(Accept.list("")).isEmpty();
  }

  @Test
  void htmlIsOfLevelTwoUnlessItSays() {
    assertThat(Accept.first("text/html").level()).isEqualTo(2);
    assertThat(Accept.first("text/html;level=1").level()).isEqualTo(1);
    assertThat(Accept.first("text/plain").level()).isZero();
  }

  @Test
  void negotiateSaysWhatTheClientCan() {
    assertThat(Negotiate.parse(null, null)).isEqualTo(Negotiate.SERVER_DRIVEN);
    assertThat(Negotiate.parse("trans", "Lynx/2.8")).isEqualTo(Negotiate.SERVER_DRIVEN);
    assertThat(Negotiate.parse("trans", "Other"))
        .isEqualTo(new Negotiate(true, false, false, false));
    assertThat(Negotiate.parse("vlist, 1.0", null))
        .isEqualTo(new Negotiate(true, true, true, true));
    assertThat(Negotiate.parse("*", null)).isEqualTo(new Negotiate(true, true, false, true));
    assertThat(Negotiate.parse("x", null)).isEqualTo(new Negotiate(false, false, false, false));
  }

  @Test
  void forceNeedsWordsThatGoTogether() throws Exception {
    NegotiationConfig both = NegotiationConfig.UNSET.withForce("prefer").withForce("Fallback");
    assertThat(both.forces(Force.PREFER)).isTrue();
    assertThat(both.forces(Force.FALLBACK)).isTrue();
    assertThat(NegotiationConfig.UNSET.forces(Force.PREFER)).isTrue();
    assertThat(NegotiationConfig.UNSET.withForce("none").forces(Force.PREFER)).isFalse();
    assertThatThrownBy(() -> both.withForce("None"))
        .hasMessage("Cannot combine ForceLanguagePriority options with None");
    assertThatThrownBy(() -> NegotiationConfig.UNSET.withForce("x"))
        .hasMessage("Invalid ForceLanguagePriority option x");
  }

  @Test
  void priorityGoesByTheBeginningOfALanguage() {
    NegotiationConfig c = NegotiationConfig.UNSET.withLanguage("DE").withLanguage("en");
    assertThat(c.rank("de-at")).isZero();
    assertThat(c.rank("en")).isEqualTo(1);
    assertThat(c.rank("fr")).isEqualTo(-1);
    assertThat(NegotiationConfig.UNSET.withLanguage("fr").over(c).rank("de")).isEqualTo(-1);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "0.5, 0.5", "0.25, 0.25", "0.123, 0.123", "0, 0", "0.1, 0.1"})
  void writesAQualityWithoutZeros(float q, String text) {
    assertThat(VariantList.quality(q)).isEqualTo(text);
  }

  @Test
  void alternatesAndListDescribeVariants() {
    Variant v = variant("a\"<b>.html", "text/html", 0.5f);
    v.languages = List.of("en", "de");
    v.charset = "utf-8";
    v.encoding = "gzip";
    v.description = "nice";
    v.bytes = 7;
    assertThat(VariantList.alternates(List.of(v), x -> x.bytes))
        .isEqualTo(
            "{\"a%22%3cb%3e.html\" 0.5 {type text/html} {charset utf-8} {language en,de}"
                + " {encoding gzip} {length 7}}");
    assertThat(VariantList.html(List.of(v)))
        .contains(
            "<li><a href=\"a%22%3cb%3e.html\">a&quot;&lt;b&gt;.html</a> nice, type text/html,"
                + " language en,de, charset utf-8, encoding gzip</li>\n");
  }

  @Test
  void languageComesBeforeLengthAndLengthIsLast() {
    Variant longer = variant("a", "text/html", 1);
    longer.bytes = 10;
    Variant shorter = variant("b", "text/html", 1);
    shorter.bytes = 5;
    assertThat(best(longer, shorter).file).isEqualTo("b");
    longer.languageRank = 0;
    assertThat(best(longer, shorter).file).isEqualTo("a");
    shorter.languageQuality = 1;
    longer.languageQuality = 0.5f;
    assertThat(best(longer, shorter).file).isEqualTo("b");
  }

  @Test
  void whatIsNotAcceptedIsNotChosen() {
    Variant v = variant("a", "text/html", 1);
    v.encodingQuality = 0;
    Ranking ranking = new Ranking(false, x -> x.bytes);
    ranking.offer(v);
    assertThat(ranking.best()).isNull();
    assertThat(ranking.isChoice()).isFalse();
  }

  private static Variant best(Variant... variants) {
    Ranking ranking = new Ranking(false, v -> v.bytes);
    for (Variant v : variants) {
      ranking.offer(v);
    }
    return Objects.requireNonNull(ranking.best());
  }

  private static Variant variant(String file, String type, float quality) {
    Variant v = new Variant();
    v.file = file;
    v.type = type;
    v.sourceQuality = quality;
    return v;
  }
}
