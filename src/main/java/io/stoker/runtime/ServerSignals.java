package io.stoker.runtime;

import java.io.IOException;
import java.util.function.Consumer;
import sun.misc.Signal;

/** Sends and receives the signals of httpd. */
public final class ServerSignals {

  private ServerSignals() {}

  /** Sends a signal to the server with that process number. */
  public static void send(long pid, ServerSignal signal) throws IOException {
    try {
      Posix.kill(pid, signal.number());
    } catch (Posix.Failed e) {
      throw new IOException(
          "sending signal to server failed: " + e.getMessage() + " (pid " + pid + ")", e);
    }
  }

  /**
   * Hands every signal to {@code action}, on a thread of its own. Ctrl-C is {@link
   * ServerSignal#STOP}. A terminal sends WINCH when its window changes size; a process that has one
   * does not take that for a word to stop.
   */
  public static void receive(Consumer<ServerSignal> action) {
    boolean onTerminal = Posix.hasTerminal();
    for (ServerSignal signal : ServerSignal.values()) {
      if (signal != ServerSignal.GRACEFUL_STOP || !onTerminal) {
        handle(signal.signal(), signal, action);
      }
    }
    handle(ServerSignal.INTERRUPT, ServerSignal.STOP, action);
  }

  private static void handle(String name, ServerSignal meaning, Consumer<ServerSignal> action) {
    try {
      Signal.handle(new Signal(name), s -> action.accept(meaning));
    } catch (IllegalArgumentException e) {
      // The JVM was told to keep this one to itself (-Xrs) or the system lacks it.
    }
  }
}
