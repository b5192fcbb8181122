package io.stoker.expr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.api.DirectiveException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What PCRE says of these was tried with pcre2test. */
class RegexesTest {

  private static boolean matches(String pattern, String text) throws DirectiveException {
    return Regexes.compile(pattern, false).matches(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "[[:alpha:]]+[[:digit:]] ab1 true",
        "^[]a]+$ ]a] true",
        "^[^]a]+$ b] false",
        "^a{b}$ a{b} true",
        "^{ {x true",
        "^a{2,3}$ aaaa false",
        "^a{,2}$ a{,2} true",
        "^(?P<x>a)(?P=x)$ aa true",
        "^(?'x'a)\\k{x}$ aa true",
        "^(a)(b)\\g{-1}$ abb true",
        "^(a)\\g1$ aa true",
        "^[a&&b]+$ a&b true",
        "^[[x]+$ [x true",
        "^\\x2fa$ /a true",
        "^\\x{2f}$ / true",
        "^\\057$ / true",
        "^(?#note)a$ a true",
        "^a\\.b$ axb false",
        "^(?i)ABC$ abc true",
        "^[\\w.-]+$ a-b.c true",
        "^a++b$ aab true",
        "^(?<!x)a a true",
        "^\\Qa.b\\E$ a.b true"
      })
  void meansWhatPcreMeans(String pattern, String text, boolean expected) throws Exception {
    assertThat(matches(pattern, text)).isEqualTo(expected);
  }

  @Test
  void dollarIsTheVeryEndAndDotTakesNewlines() throws Exception {
    assertThat(matches("a$", "a\n")).isFalse();
    assertThat(matches("^a.b$", "a\nb")).isTrue();
    assertThat(matches("a\\Z", "a\n")).isTrue();
  }

  @Test
  void namedGroupsKeepTheirNames() throws Exception {
    Regex regex = Regexes.compile("^(x)(?<user_name>[a-z]+)", false);
    assertThat(regex.groupNames()).isEqualTo(Map.of(2, "user_name"));
    Regex.Match match = regex.find("xjoe");
    assertThat(match).isNotNull();
    assertThat(match.group(2)).isEqualTo("joe");
    assertThat(match.group(9)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(?|a|b)",
        "(?R)",
        "(?1)",
        "(?&x)",
        "(?(1)a|b)",
        "a\\Kb",
        "(*SKIP)",
        "(?P>x)",
        "(?C1)"
      })
  void refusesWhatJavaCannotExpress(String pattern) {
    assertThatThrownBy(() -> Regexes.compile(pattern, false))
        .isInstanceOf(DirectiveException.class)
        .satisfies(e -> assertThat(Regexes.reason((DirectiveException) e)).isNotEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(",
        ")",
        "a**",
        "[a",
        "(?<n>a",
        "x{3,2}",
        "\\2(a)",
        "\\y",
        "a\\",
        "(?z)",
        "\\x{100}"
      })
  void refusesWhatIsNoPattern(String pattern) {
    assertThatThrownBy(() -> Regexes.compile(pattern, false))
        .isInstanceOf(DirectiveException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "b$, -1",
    "(?m)b$, 1",
    "(?m:a)b$, -1",
    "(?m:ab$), 0",
    "((?m)a)b$, -1",
    "(?:(?m)ab$), 0",
    "(?m)(?-m)b$, -1",
    "(?i)(?m)B$, 1",
    "(?mi-s)B$, 1",
    "(?=x|(?m))b$, -1"
  })
  void theFlagForLinesHoldsToTheEndOfItsGroup(String pattern, int start) throws Exception {
    Regex.Match match = Regexes.compile(pattern, false).find("ab\nc");
    assertThat(match == null ? -1 : match.start(0)).isEqualTo(start);
  }

  @Test
  void aPatternCannotBurnACore() throws Exception {
    Regex regex = Regexes.compile("^(a+)+\\1c$", false);
    assertThatThrownBy(() -> regex.find("a".repeat(40) + "bc"))
        .isInstanceOf(Regexes.TooExpensive.class);
  }

  @Test
  void deepAlternationDoesNotBreakTheStack() throws Exception {
    Regex regex = Regexes.compile("^(?:a|b)*$", false);
    String text = "ab".repeat(50_000);
    try {
      assertThat(regex.matches(text)).isTrue();
    } catch (Regexes.TooExpensive e) {
      assertThat(e).hasMessageContaining("too many steps");
    }
  }

  /** Steps in which no character is looked at cannot be counted, so that there must be few. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "(?:|){30}(?!)",
        "(?:(?:^|)){20}(?!)",
        "(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)x",
        "(?:(?:){60000}){60000}",
        "(a{0,1000}){1000}{1000}",
        "a{70000}"
      })
  void refusesWhatCouldNotBeStopped(String pattern) {
    assertThatThrownBy(() -> Regexes.compile(pattern, false))
        .isInstanceOf(DirectiveException.class);
  }

  @Test
  void refusesParenthesesAsDeepAsPcreDoes() {
    String deep = "(".repeat(251) + ")".repeat(251);
    assertThatThrownBy(() -> Regexes.compile(deep, false))
        .hasMessage("parentheses are too deeply nested");
    assertThatThrownBy(() -> Regexes.compile("(".repeat(100_000), false))
        .isInstanceOf(DirectiveException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "^/abc/(.*)$ /abc/ ''",
        "^/abcd?e /abc e",
        "^/abc*e /ab e",
        "^/ab{0,2}cd /a cd",
        "^/a+b / b",
        "^a|b '' ''",
        "^(a|b)c '' c",
        "^a(b|c)d a d",
        "\\.php$ '' .php",
        "a\\Q(|\\Eb '' a(|b",
        "(?i)abc '' ''",
        "^/x(?i)abc /x ''",
        "^a(?#(|)b ab ''",
        "^[a]bc '' bc",
        "(?=abc)x '' x",
        "^$ '' ''",
        "^/a\\.b\\-c /a.b-c ''"
      })
  void knowsWhatEveryMatchHasInIt(String pattern, String prefix, String required)
      throws PatternException {
    Literals literals = PcrePattern.translate(pattern, false).literals();
    assertThat(literals).isEqualTo(new Literals(prefix, false, required));
  }

  @Test
  void literalsOfPatternsThatIgnoreCaseAreComparedWithoutCase() throws Exception {
    Regex regex = Regexes.compile("^/AbC/x", true);
    assertThat(regex.matches("/aBc/X")).isTrue();
    assertThat(regex.matches("/abd/x")).isFalse();
    // Only the letters of ASCII have two cases.
    assertThat(Regexes.compile("^\u00e9x", true).matches("\u00c9x")).isFalse();
  }
}
