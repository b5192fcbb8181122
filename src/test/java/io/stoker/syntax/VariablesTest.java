package io.stoker.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.syntax.Variables.Resolved;
import io.stoker.syntax.Variables.Undefined;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Expectations were taken from Apache httpd 2.4.71. */
class VariablesTest {

  private static final Map<String, String> VALUES =
      Map.of("a", "foo", "two", "x y", "quoted", "\"a b\"", "ref", "${a}", "e", "", "b c", "bc");

  private static Resolved resolve(String text) {
    return Variables.resolve(MappedText.at(0, text), VALUES::get);
  }

  private static void assertResolved(String text, String expected, String... undefined) {
    assertThat(resolve(text).text()).hasToString(expected);
    assertThat(resolve(text).undefined()).extracting(Undefined::name).containsExactly(undefined);
  }

  @Test
  void putsValuesIn() {
    assertResolved("${a} x${a}${a}/", "foo xfoofoo/");
    assertResolved("${two} x", "x y x");
    assertResolved("\"${b c}\"", "\"bc\"");
    assertResolved("x${e}y", "xy");
    assertResolved("plain", "plain");
    assertResolved("", "");
  }

  @Test
  void valuesAreReplacedBeforeWordsAreCut() {
    assertThat(Statement.of(resolve("${quoted} x").text()).command()).isEqualTo("a b");
    assertThat(Statement.of(resolve("${two} z").text()).command()).isEqualTo("x");
  }

  @Test
  void aValueIsNotLookedAtAgain() {
    assertResolved("${ref}", "${a}");
  }

  @Test
  void unknownNamesStay() {
    assertResolved("${nope} ${nope2}", "${nope} ${nope2}", "nope", "nope2");
    assertResolved("${}", "${}", "");
    assertResolved("${a${a}}", "${a${a}}", "a${a");
    assertThat(resolve("${nope}").undefined().getFirst().message())
        .isEqualTo("Config variable ${nope} is not defined");
  }

  @Test
  void aColonMakesItARewriteMap() {
    assertResolved("${map:key|${a}", "${map:key|${a}");
    assertResolved("${map:key} ${a}", "${map:key} foo");
  }

  @Test
  void otherDollarsAreOrdinary() {
    assertResolved("$1 $$${a}$ ${a", "$1 $$foo$ ${a");
    assertResolved("\\${a}", "\\foo");
    assertResolved("} ${", "} ${");
  }

  @Test
  void charactersOfAValuePointToTheReference() {
    MappedText text = resolve("x ${a} y").text();
    assertThat(text).hasToString("x foo y");
    assertThat(text.sourceStart(3)).isEqualTo(2);
    assertThat(text.sourceEnd(3)).isEqualTo(6);
    assertThat(text.sourceStart(6)).isEqualTo(7);
    MappedText slice = text.slice(3, 7);
    assertThat(slice).hasToString("oo y");
    assertThat(slice.sourceStart(0)).isEqualTo(2);
    assertThat(slice.sourceStart(3)).isEqualTo(7);
  }

  @Test
  void valuesAsLongAsTheirReferencePointToItToo() {
    MappedText text = Variables.resolve(MappedText.at(10, "-${a}-"), name -> "1234").text();
    assertThat(text).hasToString("-1234-");
    assertThat(text.sourceStart(3)).isEqualTo(11);
    assertThat(text.sourceEnd(3)).isEqualTo(15);
    assertThat(text.sourceStart(5)).isEqualTo(15);
  }

  @Test
  void worksAcrossContinuedLines() {
    LogicalLine line = LogicalLines.of(SourceText.of("f", "x $\\\n{no}\n")).next();
    assertThat(line).isNotNull();
    Resolved resolved = Variables.resolve(line.text(), name -> null);
    assertThat(resolved.undefined()).containsExactly(new Undefined("no", 2, 9));
  }
}
