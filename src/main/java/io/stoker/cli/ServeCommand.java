package io.stoker.cli;

import io.stoker.api.LogLevel;
import io.stoker.config.ConfigLoader;
import io.stoker.config.Diagnostic;
import io.stoker.config.LoadRequest;
import io.stoker.config.LoadResult;
import io.stoker.config.Snapshot;
import io.stoker.runtime.ContentPlane;
import io.stoker.runtime.PidFile;
import io.stoker.runtime.ServerSignal;
import io.stoker.runtime.ServerSignals;
import io.stoker.runtime.StartException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * {@code stoker} without a flag that asks for something else: serves, or hands {@code -k} to the
 * server that runs already.
 */
public final class ServeCommand {

  /** What {@link #prepare} found. */
  public sealed interface Prepared {
    /** There is nothing to serve; exit with this status. */
    record Exit(int status) implements Prepared {}

    /** A content plane to start. */
    record Serve(ContentPlane plane) implements Prepared {}
  }

  private static final String READY_FILE = "STOKER_READY_FILE";

  private final List<String> words;
  private final Map<String, String> environment;
  private final PrintStream out;
  private PrintStream err;
  private LogLevel level = LogLevel.WARN;

  public ServeCommand(
      List<String> words, Map<String, String> environment, PrintStream out, PrintStream err) {
    this.words = List.copyOf(words);
    this.environment = Map.copyOf(environment);
    this.out = new PrintStream(out, true, StandardCharsets.ISO_8859_1);
    this.err = new PrintStream(err, true, StandardCharsets.ISO_8859_1);
  }

  /** Whether {@code bin/stoker} started this process, and not a build tool or a test. */
  public boolean isLaunched() {
    return environment.containsKey("STOKER_LAUNCHER");
  }

  /**
   * Whether SIGTERM lets requests finish, within GracefulShutdownTimeout: {@code
   * STOKER_SIGTERM=graceful} in the environment. Docker and Kubernetes have but one signal for
   * every end, and it is the one that httpd ends at once for.
   */
  public boolean finishesRequests() {
    return "graceful".equals(environment.get("STOKER_SIGTERM"));
  }

  /** For this process: its environment and streams. */
  public static ServeCommand ofProcess(List<String> words) {
    return new ServeCommand(words, RawWords.environment(), System.out, System.err);
  }

  /** Whether the launcher waits for the start, to let the terminal go then. */
  public boolean isInBackground() {
    return environment.containsKey(READY_FILE);
  }

  /** Reads the flags; a word of {@code -k} for a running server is carried out here. */
  public Prepared prepare() {
    HttpdOptions options;
    try {
      options = HttpdOptions.parse(words);
    } catch (HttpdOptions.BadUsage e) {
      return new Prepared.Exit(new Main(out, err, environment).run(words));
    }
    if (options.action() != HttpdOptions.Action.SERVE) {
      return new Prepared.Exit(new Main(out, err, environment).run(words));
    }
    if (options.level() != null) {
      level = options.level();
    }
    err = StartupLog.open(options, environment, err);
    LoadRequest request = Requests.of(options, environment);
    HttpdOptions.Signal signal = options.signal();
    if (signal != null && toRunning(request, signal)) {
      return new Prepared.Exit(status);
    }
    return new Prepared.Serve(new ContentPlane(request, commandLine(options), isLaunched()));
  }

  /** For the log: without {@code -k}, as httpd has it. */
  private String commandLine(HttpdOptions options) {
    StringBuilder line = new StringBuilder(Main.PROGRAM);
    for (int i = 0; i < words.size(); i++) {
      if (options.signal() != null && words.get(i).equals("-k")) {
        i++;
      } else if (options.signal() == null || !words.get(i).startsWith("-k")) {
        line.append(' ').append(words.get(i));
      }
    }
    return line.toString();
  }

  private int status;

  /** Tells a running server; false where a server has to be started first. */
  private boolean toRunning(LoadRequest request, HttpdOptions.Signal word) {
    LoadResult result = ConfigLoader.load(request.checking());
    Snapshot snapshot = result.snapshot();
    if (snapshot == null) {
      print(result.diagnostics());
      status = 1;
      return true;
    }
    try {
      Long pid = PidFile.of(snapshot.main()).running();
      if (pid == null) {
        return notRunning(word);
      }
      print(result.diagnostics());
      switch (word) {
        case START -> out.println("httpd (pid " + pid + ") already running");
        case RESTART -> ServerSignals.send(pid, ServerSignal.RESTART);
        case GRACEFUL -> ServerSignals.send(pid, ServerSignal.GRACEFUL);
        case GRACEFUL_STOP -> ServerSignals.send(pid, ServerSignal.GRACEFUL_STOP);
        case STOP -> ServerSignals.send(pid, ServerSignal.STOP);
      }
    } catch (IOException e) {
      err.println(e.getMessage());
      status = 1;
    }
    return true;
  }

  private boolean notRunning(HttpdOptions.Signal word) {
    return switch (word) {
      case STOP, GRACEFUL_STOP -> {
        out.println("httpd (no pid file) not running");
        yield true;
      }
      case RESTART, GRACEFUL -> {
        out.println("httpd not running, trying to start");
        yield false;
      }
      case START -> false;
    };
  }

  /** Starts, and says on the terminal what there is to say. */
  public boolean start(ContentPlane plane) {
    // Opened while the process may still be root: the launcher's folder is its user's alone.
    try (OutputStream launcher = launcher()) {
      if (isInBackground()) {
        plane.startsInBackground();
      }
      print(plane.start());
      if (isInBackground()) {
        out.flush();
        err.flush();
        plane.goToBackground();
        launcher.write('\n');
      }
      return true;
    } catch (IOException e) {
      err.println(Main.PROGRAM + ": cannot tell the launcher: " + e.getMessage());
      return false;
    } catch (StartException e) {
      print(e.diagnostics());
      return false;
    }
  }

  private void print(List<Diagnostic> diagnostics) {
    new StartupMessages(err, level).print(diagnostics);
  }

  /** The launcher waits for something in this file before it lets the terminal go. */
  private OutputStream launcher() throws IOException {
    String file = environment.get(READY_FILE);
    return file == null ? OutputStream.nullOutputStream() : new FileOutputStream(file);
  }
}
