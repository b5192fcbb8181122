package io.stoker.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.http.Wildcards.Flag;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WildcardsTest {

  private static Set<Flag> flags(String letters) {
    Set<Flag> flags = EnumSet.noneOf(Flag.class);
    for (char letter : letters.toCharArray()) {
      switch (letter) {
        case 'E' -> flags.add(Flag.NO_ESCAPE);
        case 'P' -> flags.add(Flag.PATHNAME);
        case 'D' -> flags.add(Flag.PERIOD);
        case 'I' -> flags.add(Flag.IGNORE_CASE);
        default -> {}
      }
    }
    return flags;
  }

  /** Pattern, text (@ if empty), flags, and what the APR library of httpd 2.4.71 answers. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]a]  ]  -  true",
        "[]  []  -  true",
        "[  [  -  true",
        "[a  [a  -  true",
        "[!a]  b  -  true",
        "[^a]  b  -  true",
        "[!a]  !  -  true",
        "[!a]  a  -  false",
        "[a-c]  B  I  true",
        "[A-C]  b  I  true",
        "[A-C]  b  -  false",
        "[a/b]  a/b  P  false",
        "[/]  /  P  false",
        "[/]  /  -  true",
        "a[/]b  a[/]b  P  true",
        "a[/]b  a/b  P  false",
        "*  .a  D  false",
        "?a  .a  D  false",
        "[.]a  .a  D  false",
        ".a  .a  D  true",
        "\\.a  .a  D  true",
        "*/*  a/.b  PD  false",
        "*/*  a/.b  D  true",
        "\\*  *  -  true",
        "\\*  a  -  false",
        "\\*  \\a  E  true",
        "a\\  a\\  -  true",
        "a\\  a  -  false",
        "a\\/b  a/b  P  true",
        "[\\]]  ]  -  true",
        "[a\\-c]  b  -  false",
        "[a\\-c]  -  -  true",
        "[c-a]  b  -  false",
        "[a-]  -  -  true",
        "[-a]  -  -  true",
        "[--0]  .  -  true",
        "*  a/b  P  false",
        "*  a/b  -  true",
        "**  a/b  P  false",
        "*/b  a/a/b  -  true",
        "*  @  -  true",
        "@  @  -  true",
        "a*  a  -  true",
        "[!]a]  b  -  true",
        "[!]  b  -  false",
        "a*\\  ab\\  -  true",
        "?  /  P  false",
        "?  /  -  true",
        "[!a]  /  P  false",
        "[!a]  /  -  true",
        "*.CONF  a.conf  I  true",
        "*.CONF  a.conf  -  false",
        "a*b*c  axxbxxbyc  -  true",
        "a*b*c  axxbxxby  -  false",
        "*/*/c  a/b/c  P  true",
        "*/c  a/b/c  P  false",
        "a/  a  P  false"
      })
  void matchesAsApr(String row) {
    String[] column = row.split("  ", -1);
    String pattern = column[0].equals("@") ? "" : column[0];
    String text = column[1].equals("@") ? "" : column[1];
    assertThat(Wildcards.fnmatch(pattern, text, flags(column[2])))
        .isEqualTo(Boolean.parseBoolean(column[3]));
  }

  @Test
  void manyStarsDoNotTakeForever() {
    String pattern = "a*".repeat(500) + "b";
    assertThat(Wildcards.fnmatch(pattern, "a".repeat(2_000), Set.of())).isFalse();
    assertThat(Wildcards.matches(pattern, "a".repeat(2_000))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "a?", "[]", "[/]", "[\\]]", "a\\?*", "a[b]c"})
  void tellsPatternsFromNames(String pattern) {
    assertThat(Wildcards.hasWildcards(pattern)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "\\*", "\\", "[", "]", "[a", "a]", "\\[a]", "[a\\]"})
  void tellsNamesFromPatterns(String name) {
    assertThat(Wildcards.hasWildcards(name)).isFalse();
  }

  @Test
  void simplePatternsKnowStarAndQuestionMarkOnly() {
    assertThat(Wildcards.matches("*.example.com", "www.example.com")).isTrue();
    assertThat(Wildcards.matches("*.example.com", "example.com")).isFalse();
    assertThat(Wildcards.matches("w?w*", "www")).isTrue();
    assertThat(Wildcards.matches("?", "")).isFalse();
    assertThat(Wildcards.matches("", "")).isTrue();
    assertThat(Wildcards.matches("", "a")).isFalse();
    assertThat(Wildcards.matches("*", "")).isTrue();
    assertThat(Wildcards.matches("a*b*c", "aXbYbZc")).isTrue();
    assertThat(Wildcards.matches("*ab", "a")).isFalse();
    assertThat(Wildcards.matches("a*a", "a")).isFalse();
    assertThat(Wildcards.matches("a*?", "a")).isFalse();
    assertThat(Wildcards.matches("*.h?ml", "a.html.html")).isTrue();
    assertThat(Wildcards.matches("*.h?ml", "a.html.htm")).isFalse();
    assertThat(Wildcards.matches("[a]", "a")).isFalse();
    assertThat(Wildcards.matches("\\*", "\\x")).isTrue();
    assertThat(Wildcards.matches("A", "a")).isFalse();
    assertThat(Wildcards.matchesIgnoringCase("WWW.*", "www.x")).isTrue();
  }
}
