package io.stoker.cli;

import io.stoker.config.ConfigLoader;
import io.stoker.config.LoadResult;
import io.stoker.config.Snapshot;
import io.stoker.runtime.PidFile;
import io.stoker.runtime.ServerSignal;
import io.stoker.runtime.ServerSignals;
import java.io.IOException;
import java.io.PrintStream;

/** {@code -k stop} and {@code -k graceful-stop}: tells the server that PidFile names what to do. */
final class Control {

  private Control() {}

  static int run(HttpdOptions options, PrintStream out, PrintStream err) {
    LoadResult result = ConfigLoader.load(Requests.of(options).checking(true));
    Snapshot snapshot = result.snapshot();
    if (snapshot == null) {
      new StartupMessages(err, io.stoker.api.LogLevel.WARN).print(result.diagnostics());
      return 1;
    }
    ServerSignal signal =
        options.signal() == HttpdOptions.Signal.GRACEFUL_STOP
            ? ServerSignal.GRACEFUL_STOP
            : ServerSignal.STOP;
    try {
      Long pid = PidFile.of(snapshot.main()).running();
      if (pid == null) {
        out.println("httpd (no pid file) not running");
        return 0;
      }
      ServerSignals.send(pid, signal);
      return 0;
    } catch (IOException e) {
      err.println(Main.PROGRAM + ": " + e.getMessage());
      return 1;
    }
  }
}
