package io.stoker.admin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Values that are put into files. */
class TuningTest {

  @Test
  void onlyTheLineChanges() {
    assertThat(Tuning.replace("# a\n    Timeout  60 \nKeepAlive On\n", 2, "Timeout 5"))
        .isEqualTo("# a\n    Timeout 5\nKeepAlive On\n");
    assertThat(Tuning.replace("Timeout 60", 1, "Timeout 5")).isEqualTo("Timeout 5");
    assertThat(Tuning.replace("a\r\nTimeout 60\r\nb\r\n", 2, "Timeout 5"))
        .isEqualTo("a\r\nTimeout 5\r\nb\r\n");
  }

  @Test
  void whatNoLineSaysComesLast() {
    assertThat(Tuning.append("a\n", "Timeout 5")).isEqualTo("a\nTimeout 5\n");
    assertThat(Tuning.append("a", "Timeout 5")).isEqualTo("a\nTimeout 5\n");
  }
}
