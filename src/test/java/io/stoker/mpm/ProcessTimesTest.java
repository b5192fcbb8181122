package io.stoker.mpm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessTimesTest {

  @Test
  void readsTheFieldsBehindANameThatLooksLikeFields() {
    String stat =
        "42 (a) b) 1 2) S 1 42 42 0 -1 4194560 1 2 3 4 250 75 1000 5 20 0 9 0 100 200 300";
    assertThat(ProcessTimes.parse(stat)).isEqualTo(new ProcessTimes(2.5, 0.75, 10, 0.05));
  }

  @Test
  void thereIsALoad() {
    assertThat(ProcessTimes.loads()).hasSize(3);
    assertThat(ProcessTimes.now().user()).isNotNegative();
  }
}
