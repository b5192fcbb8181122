package io.stoker.mpm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SlotSetTest {

  @Test
  void theLowestFreeSlotIsTakenFirst() {
    SlotSet slots = new SlotSet(130);
    for (int i = 0; i < 130; i++) {
      assertThat(slots.take()).isEqualTo(i);
    }
    assertThat(slots.take()).isEqualTo(-1);
    slots.give(129);
    slots.give(64);
    slots.give(63);
    assertThat(slots.free()).isEqualTo(3);
    assertThat(slots.taken()).isEqualTo(127);
    assertThat(slots.take()).isEqualTo(63);
    assertThat(slots.take()).isEqualTo(64);
    assertThat(slots.take()).isEqualTo(129);
  }
}
