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
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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

  private final List<String> words;
  private final Map<String, String> environment;
  private final PrintStream out;
  private final PrintStream err;
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
    LoadRequest request = Requests.of(options, environment);
    HttpdOptions.Signal signal = options.signal();
    if (signal != null && toRunning(request, signal)) {
      return new Prepared.Exit(status);
    }
    String line = words.isEmpty() ? Main.PROGRAM : Main.PROGRAM + " " + String.join(" ", words);
    return new Prepared.Serve(new ContentPlane(request, line, isLaunched()));
  }

  private int status;

  /** Tells a running server; false where a server has to be started first. */
  private boolean toRunning(LoadRequest request, HttpdOptions.Signal word) {
    LoadResult result = ConfigLoader.load(request.checking(true));
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
      switch (word) {
        case START -> out.println("httpd (pid " + pid + ") already running");
        case RESTART -> ServerSignals.send(pid, ServerSignal.RESTART);
        case GRACEFUL -> ServerSignals.send(pid, ServerSignal.GRACEFUL);
        case GRACEFUL_STOP -> ServerSignals.send(pid, ServerSignal.GRACEFUL_STOP);
        case STOP -> ServerSignals.send(pid, ServerSignal.STOP);
      }
    } catch (IOException e) {
      err.println(Main.PROGRAM + ": " + e.getMessage());
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
    try {
      print(plane.start());
      tellLauncher();
      return true;
    } catch (StartException e) {
      print(e.diagnostics());
      return false;
    }
  }

  private void print(List<Diagnostic> diagnostics) {
    new StartupMessages(err, level).print(diagnostics);
  }

  /** The launcher waits for this file to be written before it lets the terminal go. */
  private void tellLauncher() {
    String file = environment.get("STOKER_READY_FILE");
    if (file == null) {
      return;
    }
    try {
      Files.writeString(Path.of(file), "ready\n");
    } catch (IOException e) {
      err.println(Main.PROGRAM + ": cannot write " + file + ": " + e.getMessage());
    }
  }
}
