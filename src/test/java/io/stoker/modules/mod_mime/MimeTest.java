package io.stoker.modules.mod_mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.api.Directive;
import io.stoker.api.OverrideClass;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MimeTest {

  @ParameterizedTest
  @CsvSource({
    "AddCharset, ITERATE2", "AddEncoding, ITERATE2", "AddHandler, ITERATE2",
    "AddInputFilter, ITERATE2", "AddLanguage, ITERATE2", "AddOutputFilter, ITERATE2",
    "AddType, ITERATE2", "DefaultLanguage, TAKE1", "MultiviewsMatch, ITERATE",
    "RemoveCharset, ITERATE", "RemoveEncoding, ITERATE", "RemoveHandler, ITERATE",
    "RemoveInputFilter, ITERATE", "RemoveLanguage, ITERATE", "RemoveOutputFilter, ITERATE",
    "RemoveType, ITERATE"
  })
  void declaresItsDirectivesOfFileInfo(String name, Directive.Arity arity) {
    Directive row = row(name);
    assertThat(row.arity()).isEqualTo(arity);
    assertThat(row.override()).isEqualTo(OverrideClass.FILE_INFO);
    assertThat(row.contexts()).hasSize(4);
  }

  @Test
  void declaresTheOthers() {
    assertThat(new ModMime().directives()).hasSize(18);
    assertThat(row("TypesConfig").override()).isNull();
    assertThat(row("ModMimeUsePathInfo").arity()).isEqualTo(Directive.Arity.FLAG);
  }

  private static Directive row(String name) {
    return new ModMime()
        .directives().stream().filter(d -> d.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void anExtensionHasNoDotAndNoCase() {
    MimeConfig c = MimeConfig.UNSET.with(Trait.TYPE, "text/x", ".HTML");
    assertThat(c.of("html")).isEqualTo(Map.of(Trait.TYPE, "text/x"));
  }

  @Test
  void aSectionAddsToTheOneAbove() {
    MimeConfig above = MimeConfig.UNSET.with(Trait.TYPE, "text/a", "x");
    MimeConfig below = MimeConfig.UNSET.with(Trait.CHARSET, "utf-8", "x").withDefaultLanguage("de");
    MimeConfig both = below.over(above);
    assertThat(both.of("x")).isEqualTo(Map.of(Trait.TYPE, "text/a", Trait.CHARSET, "utf-8"));
    assertThat(both.over(MimeConfig.UNSET).defaultLanguage()).isEqualTo("de");
  }

  @Test
  void removingBeatsAddingInOneSectionButNotBelow() {
    MimeConfig above = MimeConfig.UNSET.with(Trait.LANGUAGE, "en", "x");
    MimeConfig section =
        MimeConfig.UNSET.without(Trait.LANGUAGE, ".X").with(Trait.LANGUAGE, "fr", "x");
    assertThat(section.over(above).of("x")).isEmpty();
    MimeConfig below = MimeConfig.UNSET.with(Trait.LANGUAGE, "es", "x");
    assertThat(below.over(section.over(above)).of("x")).containsEntry(Trait.LANGUAGE, "es");
  }

  @Test
  void multiviewsMatchTakesFiltersAndHandlersTogether() throws Exception {
    MimeConfig c = MimeConfig.UNSET.withMatch("filters").withMatch("Handlers");
    assertThat(c.match()).isEqualTo(Set.of(MultiviewsMatch.FILTERS, MultiviewsMatch.HANDLERS));
    assertThatThrownBy(() -> c.withMatch("Any"))
        .hasMessage("Any is incompatible with NegotiatedOnly, Filters and Handlers");
    assertThatThrownBy(() -> MimeConfig.UNSET.withMatch("all"))
        .hasMessage("Unrecognized option 'all'");
  }

  @Test
  void readsATypesFile() {
    assertThat(TypesFile.parse("#c x\ntext/a b C\n\ntext/b\n \"text/c d\"\t'e f'\r\ntext/z b\n"))
        .isEqualTo(Map.of("b", "text/z", "c", "text/a", "e f", "text/c d"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "text/html|text/html",
        "text/html;level=1|text/html; level=1",
        "text/html ; a=\"b;\\\"c\" ; d=e|text/html; a=\"b;\\\"c\"; d=e",
        "text/html; a|text/html",
        "text/html; charset=x|text/html; charset=x",
      })
  void writesATypeEvenly(String given, String written) throws Exception {
    assertThat(MediaType.parse(given).withCharset(null)).isEqualTo(written);
  }

  @Test
  void aCharsetTakesThePlaceOfTheFirst() throws Exception {
    assertThat(MediaType.parse("a/b; charset=x; c=d; charset=y").withCharset("z"))
        .isEqualTo("a/b; charset=z; c=d");
    assertThat(MediaType.parse("a/b; c=d").withCharset("z")).isEqualTo("a/b; c=d; charset=z");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "' '|AH01598",
        "text|AH01599",
        "text;|AH01599",
        "text html|AH01600",
        "text/|AH01601",
        "text/html;|AH01602",
        "text/html; =a|AH01603",
        "text/html; a=|AH01604",
        "text/html; a(=b|AH01605",
        "text/html; a=\"b\"c|AH01606",
        "text/html; a=b c|AH01608",
        "text/html; a=;|AH01609"
      })
  void saysWhatIsWrongWithAType(String text, String id) {
    assertThatThrownBy(() -> MediaType.parse(text))
        .isInstanceOfSatisfying(MediaType.Malformed.class, e -> assertThat(e.id()).isEqualTo(id));
  }
}
