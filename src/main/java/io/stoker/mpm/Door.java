package io.stoker.mpm;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * Whether connections are taken from the kernel. All listening sockets go by one door: it is shut
 * by whoever finds no room, and opened by whoever makes room; nobody waits and no room is missed.
 */
final class Door {

  /** How it stands after somebody would have it shut. */
  enum State {
    OPEN,
    /** It was shut just now. */
    SHUT_NOW,
    /** It had been shut before. */
    SHUT
  }

  private final BooleanSupplier hasRoom;
  private final AtomicBoolean isShut = new AtomicBoolean();
  private volatile Runnable whenOpened = () -> {};

  Door(BooleanSupplier hasRoom) {
    this.hasRoom = hasRoom;
  }

  /** What is done each time that it is opened. */
  void whenOpened(Runnable action) {
    whenOpened = action;
  }

  /** Shuts it unless there is room. */
  State shutIfFull() {
    if (hasRoom.getAsBoolean()) {
      return State.OPEN;
    }
    boolean news = isShut.compareAndSet(false, true);
    if (hasRoom.getAsBoolean()) {
      // It came in between, perhaps before the door was shut; others may have found it shut
      // meanwhile, and whoever made the room may find it open.
      if (isShut.compareAndSet(true, false)) {
        whenOpened.run();
      }
      return State.OPEN;
    }
    return news ? State.SHUT_NOW : State.SHUT;
  }

  /**
   * There may be room now.
   *
   * @param first what is done before all else if that opens it
   */
  void openIfRoom(Runnable first) {
    if (isShut.get() && hasRoom.getAsBoolean() && isShut.compareAndSet(true, false)) {
      first.run();
      whenOpened.run();
    }
  }
}
