package io.stoker.mpm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SlotSetTest {

  @Test
  void slotsTakeTurns() {
    SlotSet slots = new SlotSet(3);
    assertThat(slots.take()).isZero();
    slots.give(0);
    assertThat(slots.take()).isEqualTo(1);
    slots.give(1);
    assertThat(slots.take()).isEqualTo(2);
    slots.give(2);
    assertThat(slots.take()).isZero();
    assertThat(slots.take()).isEqualTo(1);
    slots.give(0);
    assertThat(slots.take()).isEqualTo(2);
    assertThat(slots.take()).isZero();
    assertThat(slots.take()).isEqualTo(-1);
  }

  @Test
  void thereMayBeMoreThanAWordHasBits() {
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
    slots.give(62);
    assertThat(slots.take()).isEqualTo(64);
    assertThat(slots.take()).isEqualTo(129);
    assertThat(slots.take()).isEqualTo(62);
    assertThat(slots.take()).isEqualTo(-1);
  }
}
