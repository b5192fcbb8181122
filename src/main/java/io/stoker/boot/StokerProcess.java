package io.stoker.boot;

import io.stoker.cli.ServeCommand;
import io.stoker.runtime.ContentPlane;
import io.stoker.runtime.ServerSignal;
import io.stoker.runtime.ServerSignals;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;

/** The two planes in one process: their start, the signals, and the end. */
final class StokerProcess {

  private final ServeCommand command;
  private final ContentPlane plane;

  StokerProcess(ServeCommand command, ContentPlane plane) {
    this.command = command;
    this.plane = plane;
  }

  /** Starts both planes and waits for the end. Does not return. */
  void run(String... springArgs) {
    ServerSignals.receive(this::on, System.console() != null && System.console().isTerminal());
    Thread management =
        Thread.ofPlatform().name("management").start(() -> startManagement(springArgs));
    if (!command.start(plane) && command.isLaunched()) {
      exit(1);
    }
    try {
      plane.awaitStop();
      management.join(java.time.Duration.ofSeconds(1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    exit(0);
  }

  private volatile @Nullable ConfigurableApplicationContext context;

  /** A management plane that cannot start is told; the sites are served all the same. */
  private void startManagement(String... args) {
    try {
      context = StokerApplication.manage(plane, args);
    } catch (RuntimeException e) {
      System.err.println(
          "stoker: the management plane did not start, the sites are served without it: "
              + rootCause(e).getMessage());
    }
  }

  private static Throwable rootCause(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  private void on(ServerSignal signal) {
    switch (signal) {
      case STOP, GRACEFUL_STOP -> plane.stop(signal);
      case RESTART, GRACEFUL -> plane.reload(signal);
    }
  }

  /** Ends at once: whatever has to be kept was written when the content plane stopped. */
  private void exit(int status) {
    System.out.flush();
    System.err.flush();
    Runtime.getRuntime().halt(status);
  }
}
