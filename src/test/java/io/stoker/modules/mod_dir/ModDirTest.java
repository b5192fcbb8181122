package io.stoker.modules.mod_dir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.api.Directive;
import io.stoker.api.OverrideClass;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModDirTest {

  @ParameterizedTest
  @CsvSource({
    "FallbackResource, TAKE1",
    "DirectoryIndex, WORDS",
    "DirectorySlash, FLAG",
    "DirectoryCheckHandler, FLAG",
    "DirectoryIndexRedirect, TAKE1"
  })
  void declaresItsDirectives(String name, Directive.Arity arity) {
    Directive row =
        new ModDir()
            .directives().stream().filter(d -> d.name().equals(name)).findFirst().orElseThrow();
    assertThat(row.arity()).isEqualTo(arity);
    assertThat(row.override()).isEqualTo(OverrideClass.INDEXES);
    assertThat(row.contexts()).hasSize(4);
  }

  @Test
  void indexHtmlIsTheDefault() {
    assertThat(DirConfig.UNSET.names()).containsExactly("index.html");
  }

  @Test
  void namesAddUpWithinALevelAndReplaceThoseAbove() {
    DirConfig above = DirConfig.UNSET.withNames(List.of("a")).withNames(List.of("b", "c"));
    assertThat(above.names()).containsExactly("a", "b", "c");
    assertThat(DirConfig.UNSET.withNames(List.of("d")).over(above).names()).containsExactly("d");
    assertThat(DirConfig.UNSET.over(above).names()).containsExactly("a", "b", "c");
  }

  @Test
  void disabledAloneTakesTheNamesBack() {
    DirConfig above = DirConfig.UNSET.withNames(List.of("a"));
    assertThat(above.withNames(List.of("Disabled")).names()).isEmpty();
    assertThat(above.withNames(List.of("disabled", "b")).names())
        .containsExactly("a", "disabled", "b");
    assertThat(DirConfig.UNSET.withNames(List.of("disabled")).over(above).names()).isEmpty();
    assertThat(DirConfig.UNSET.withNames(List.of()).names()).isEmpty();
  }

  @Test
  void fallbackDisabledIsNone() {
    DirConfig above = DirConfig.UNSET.withFallback("/x");
    assertThat(DirConfig.UNSET.over(above).fallbackUrl()).isEqualTo("/x");
    assertThat(DirConfig.UNSET.withFallback("DISABLED").over(above).fallbackUrl()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"on, 302", "OFF, 0", "permanent, 301", "temp, 302", "seeother, 303", "399x, 399"})
  void readsARedirect(String word, int status) throws Exception {
    assertThat(redirect(word)).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({
    "200, DirectoryIndexRedirect only accepts values between 300 and 399",
    "3000, DirectoryIndexRedirect only accepts values between 300 and 399",
    "gone, DirectoryIndexRedirect ON|OFF|permanent|temp|seeother|3xx"
  })
  void refusesARedirect(String word, String message) {
    assertThatThrownBy(() -> redirect(word)).hasMessage(message);
  }

  private static int redirect(String word) throws Exception {
    return ModDir.redirectStatus(word);
  }
}
