package io.stoker.mpm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class DoorTest {

  /** What is seen of room, look by look; something may happen at each. */
  private final Deque<BooleanSupplier> looks = new ArrayDeque<>();

  private final Door door = new Door(() -> looks.remove().getAsBoolean());
  private int opened;

  DoorTest() {
    door.whenOpened(() -> opened++);
  }

  private void see(boolean... rooms) {
    for (boolean room : rooms) {
      looks.add(() -> room);
    }
  }

  @Test
  void isShutOnceAndOpenedByWhoMakesRoom() {
    see(false, false, false, false);
    assertThat(door.shutIfFull()).isEqualTo(Door.State.SHUT_NOW);
    assertThat(door.shutIfFull()).isEqualTo(Door.State.SHUT);
    see(false, true);
    door.openIfRoom(() -> opened += 10);
    assertThat(opened).isZero();
    door.openIfRoom(() -> opened += 10);
    assertThat(opened).isEqualTo(11);
    door.openIfRoom(() -> opened += 10);
    see(true);
    assertThat(door.shutIfFull()).isEqualTo(Door.State.OPEN);
    assertThat(opened).isEqualTo(11);
    assertThat(looks).isEmpty();
  }

  /** Room came when one had looked and not yet shut; who made it found the door open. */
  @Test
  void roomThatComesInBetweenIsNotMissed() {
    see(false, true);
    assertThat(door.shutIfFull()).isEqualTo(Door.State.OPEN);
    assertThat(looks).isEmpty();
  }

  /**
   * While the first one looks, another one shuts the door; then room comes, and before it is told,
   * the first one sees it. The other one has to be told, since who made the room finds it open.
   */
  @Test
  void whoShutItMeanwhileIsTold() {
    looks.add(
        () -> {
          see(false, false, true);
          assertThat(door.shutIfFull()).isEqualTo(Door.State.SHUT_NOW);
          return false;
        });
    assertThat(door.shutIfFull()).isEqualTo(Door.State.OPEN);
    door.openIfRoom(() -> {});
    assertThat(opened).isEqualTo(1);
    assertThat(looks).isEmpty();
  }
}
