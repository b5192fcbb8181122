package io.stoker.runtime;

/** What a running server can be told, and the signal for it. Source: httpd manual, "Stopping". */
public enum ServerSignal {
  /** Read the configuration again. */
  RESTART("HUP", 1),
  /** The same: Stoker's restart never drops a connection. */
  GRACEFUL("USR1", 10),
  /** Stop now. */
  STOP("TERM", 15),
  /** Stop when all requests are answered. */
  GRACEFUL_STOP("WINCH", 28);

  /** Ctrl-C on a terminal, which means {@link #STOP}. */
  static final String INTERRUPT = "INT";

  private final String signal;
  private final int number;

  ServerSignal(String signal, int number) {
    this.signal = signal;
    this.number = number;
  }

  /** As {@code kill -l} writes it. */
  String signal() {
    return signal;
  }

  /** Its number on Linux. */
  int number() {
    return number;
  }
}
