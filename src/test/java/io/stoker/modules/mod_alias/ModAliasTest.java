package io.stoker.modules.mod_alias;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.api.Directive;
import io.stoker.api.OverrideClass;
import io.stoker.api.Position;
import io.stoker.api.Text;
import io.stoker.expr.Regexes;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModAliasTest {

  @ParameterizedTest
  @CsvSource({
    "Alias, TAKE12, 3, ",
    "ScriptAlias, TAKE12, 3, ",
    "AliasMatch, TAKE2, 2, ",
    "ScriptAliasMatch, TAKE2, 2, ",
    "Redirect, TAKE123, 4, FILE_INFO",
    "RedirectMatch, TAKE23, 4, FILE_INFO",
    "RedirectTemp, TAKE2, 4, FILE_INFO",
    "RedirectPermanent, TAKE2, 4, FILE_INFO",
    "RedirectRelative, FLAG, 4, FILE_INFO",
    "AliasPreservePath, FLAG, 4, FILE_INFO"
  })
  void declaresItsDirectives(
      String name, Directive.Arity arity, int contexts, OverrideClass override) {
    Directive row =
        new ModAlias()
            .directives().stream().filter(d -> d.name().equals(name)).findFirst().orElseThrow();
    assertThat(row.arity()).isEqualTo(arity);
    assertThat(row.contexts()).hasSize(contexts);
    assertThat(row.override()).isEqualTo(override);
  }

  @ParameterizedTest
  @CsvSource({
    "/a, /a, 2", "/a/b, /a, 2", "/ab, /a, 0", "/a, /a/, 0", "/a/, /a/, 3", "/a/b, /a/, 3",
    "//a///b, /a/b, 7", "/a/b, //a//b, 4", "/x, /, 1", "x, /, 0", "/a, a, 0", "'', /a, 0",
    "/A, /a, 0"
  })
  void matchesWholeSegments(String uri, String prefix, int length) {
    assertThat(UrlPrefix.match(uri, prefix)).isEqualTo(length);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http://h/a b?c d#e f|http://h/a%20b?c d#e f",
        "http://h:80/x|http://h/x",
        "http://h:443/x|http://h:443/x",
        "https://h:443|https://h",
        "http://h:/x|http://h/x",
        "http://u:p@h/x|http://u:XXXXXXXX@h/x",
        "http://u@h/x|http://u@h/x",
        "http://[::1]:80/x|http://%5b::1%5d/x",
        "http://[::1]/x|http://%5b::1%5d/x",
        "/a%b|/a%25b",
        "mailto:a b|mailto:a%20b",
        "http://h/x#f?q|http://h/x#f?q"
      })
  void escapesWhatIsInFrontOfTheQuery(String url, String escaped) {
    assertThat(RedirectTarget.escape(url)).isEqualTo(escaped);
  }

  @ParameterizedTest
  @CsvSource({
    "http://x, true",
    "a+b.c-1:, true",
    "x/y, false",
    ":x, false",
    "a b:c, false",
    "x, false"
  })
  void knowsAUrl(String text, boolean url) {
    assertThat(RedirectTarget.isAbsolute(text)).isEqualTo(url);
  }

  @ParameterizedTest
  @CsvSource({"Permanent, 301", "gone, 410", "303x, 303", "0, 0", "99999999999, 2147483647"})
  void readsAStatus(String word, int status) {
    assertThat(RedirectDirective.status(word)).isEqualTo(status);
  }

  @Test
  void otherWordsAreNoStatus() {
    assertThat(RedirectDirective.status("/a")).isNull();
    assertThat(RedirectDirective.status("")).isNull();
  }

  @Test
  void anEarlierRuleHidesALaterOne() throws Exception {
    AliasRule plain = new AliasRule("/a", null, "/x", null, Position.NONE);
    AliasRule match =
        new AliasRule("^/a", Regexes.compile("^/a", false), "/x", "cgi-script", Position.NONE);
    assertThat(plain.hides("/a/b")).isTrue();
    assertThat(plain.hides("/ab")).isFalse();
    assertThat(match.hides("/ab")).isTrue();
    assertThat(plain.directive()).isEqualTo("Alias");
    assertThat(match.directive()).isEqualTo("ScriptAliasMatch");
  }

  @Test
  void innerRedirectsComeFirst() {
    RedirectRule outer = new RedirectRule("/a", null, "/b", 302, Position.NONE);
    RedirectRule inner = new RedirectRule("/c", null, "/d", 302, Position.NONE);
    AliasConfig merged = AliasConfig.UNSET.with(inner).over(AliasConfig.UNSET.with(outer));
    assertThat(merged.redirects()).isEqualTo(List.of(inner, outer));
  }

  @Test
  void anInnerAliasReplacesTheOuter() {
    var outer = new AliasConfig.LocationAlias("/a", Text.constant("/x"), null, Position.NONE);
    var inner = new AliasConfig.LocationAlias("/a/b", Text.constant("/y"), null, Position.NONE);
    AliasConfig above = AliasConfig.UNSET.with(outer).withPreservePath(true).withRelative(true);
    AliasConfig merged = AliasConfig.UNSET.with(inner).over(above);
    assertThat(merged.alias()).isEqualTo(inner);
    assertThat(merged.preservesPath()).isTrue();
    assertThat(merged.allowsRelative()).isTrue();
    assertThat(AliasConfig.UNSET.over(above).alias()).isEqualTo(outer);
  }
}
