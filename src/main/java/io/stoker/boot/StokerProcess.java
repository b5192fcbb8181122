package io.stoker.boot;

import io.stoker.api.LogMessage;
import io.stoker.cli.ServeCommand;
import io.stoker.runtime.Cause;
import io.stoker.runtime.ContentPlane;
import io.stoker.runtime.ServerSignal;
import io.stoker.runtime.ServerSignals;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ConfigurableApplicationContext;

/** The two planes in one process: their start, the signals, and the end. */
final class StokerProcess {

  private static final LogMessage NO_MANAGEMENT =
      LogMessage.error(
          "core",
          "STK0501",
          "the management plane did not start, the sites are served without it: %s");
  private static final LogMessage SIGNAL_FAILED =
      LogMessage.error("core", "STK0502", "what signal %s asks for failed: %s");

  /** A stop is to take less than a second, however far the management plane has come. */
  private static final Duration LAST_MOMENT = Duration.ofMillis(300);

  private static final String HISTORY = "stoker.history";
  private static final String HISTORY_VARIABLE = "STOKER_HISTORY_";

  private final ServeCommand command;
  private final ContentPlane plane;
  private final AtomicBoolean wasToldToStop = new AtomicBoolean();
  private volatile @Nullable ConfigurableApplicationContext context;

  StokerProcess(ServeCommand command, ContentPlane plane) {
    this.command = command;
    this.plane = plane;
  }

  /** Starts both planes and waits for the end. Does not return. */
  void run(String... springArgs) {
    ServerSignals.receive(this::on);
    boolean started = command.start(plane);
    if (!started && command.isLaunched()) {
      exit(1);
    }
    Thread management =
        Thread.ofPlatform().name("management").start(() -> startManagement(springArgs));
    try {
      plane.awaitEnd();
      finishHistory(management, springArgs);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      exit(0); // whatever happened: other threads would keep the process
    }
  }

  /**
   * Where the history is kept, the management plane says. If it has not come so far, and nobody
   * wants it elsewhere, it is kept where it is by default.
   */
  private void finishHistory(Thread management, String... springArgs) throws InterruptedException {
    if (plane.snapshot() == null) {
      return;
    }
    if (!plane.reloader().isHistoryDecided()) {
      management.join(LAST_MOMENT);
    }
    boolean isUsual =
        Arrays.stream(springArgs).noneMatch(word -> word.contains(HISTORY))
            && System.getenv().keySet().stream()
                .noneMatch(name -> name.startsWith(HISTORY_VARIABLE));
    if (!plane.reloader().isHistoryDecided() && isUsual) {
      plane.reloader().keepHistory(null);
    }
    plane.reloader().finish(LAST_MOMENT);
  }

  /** A management plane that cannot start is told; the sites are served all the same. */
  private void startManagement(String... args) {
    try {
      context = StokerApplication.manage(plane, args);
      if (!command.isLaunched()) {
        System.out.println(greeting());
      }
    } catch (Throwable e) {
      plane.write(NO_MANAGEMENT, rootCause(e));
      if (plane.snapshot() != null) {
        plane.reloader().keepHistory(null);
      }
    }
  }

  /** For who starts it from the source tree, where no terminal is let go. */
  private String greeting() {
    ConfigurableApplicationContext started = java.util.Objects.requireNonNull(context);
    String console =
        "http://%s:%s/"
            .formatted(
                started.getEnvironment().getProperty("server.address", "127.0.0.1"),
                started.getEnvironment().getProperty("local.server.port"));
    ContentPlane.Status now = plane.status();
    if (now.listening().isEmpty()) {
      return "Stoker serves nothing, see above. The console is at "
          + console
          + " - Ctrl-C ends it.";
    }
    return "Stoker serves "
        + site(now.listening().getFirst(), now.shown().getFirst())
        + " and has its console at "
        + console
        + " - Ctrl-C ends it.";
  }

  private static String site(SocketAddress listening, String shown) {
    if (!(listening instanceof InetSocketAddress address)) {
      return shown;
    }
    String host =
        address.getAddress().isAnyLocalAddress()
            ? "localhost"
            : address.getAddress() instanceof java.net.Inet6Address
                ? "[" + address.getAddress().getHostAddress() + "]"
                : address.getAddress().getHostAddress();
    return "http://" + host + (address.getPort() == 80 ? "" : ":" + address.getPort()) + "/";
  }

  private static String rootCause(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null && !(cause instanceof PortInUseException)) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }

  private void on(ServerSignal signal) {
    try {
      switch (signal) {
        case STOP -> plane.stop(meaningOfStop());
        case GRACEFUL_STOP -> plane.stop(signal);
        case RESTART, GRACEFUL -> plane.reloader().reload(Cause.of(signal));
      }
    } catch (RuntimeException e) {
      plane.write(SIGNAL_FAILED, signal, e);
    }
  }

  /** A second word to stop is meant as it is said. */
  private ServerSignal meaningOfStop() {
    return command.finishesRequests() && !wasToldToStop.getAndSet(true)
        ? ServerSignal.GRACEFUL_STOP
        : ServerSignal.STOP;
  }

  /** Ends at once: whatever has to be kept was written when the content plane stopped. */
  private void exit(int status) {
    System.out.flush();
    System.err.flush();
    Runtime.getRuntime().halt(status);
  }
}
