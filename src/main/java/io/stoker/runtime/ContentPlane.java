package io.stoker.runtime;

import io.stoker.api.Core;
import io.stoker.api.DirectiveException;
import io.stoker.api.LogLevel;
import io.stoker.api.LogMessage;
import io.stoker.api.MpmSettings;
import io.stoker.api.Server;
import io.stoker.config.ConfigLoader;
import io.stoker.config.Diagnostic;
import io.stoker.config.LoadRequest;
import io.stoker.config.LoadResult;
import io.stoker.config.Snapshot;
import io.stoker.engine.Engine;
import io.stoker.engine.Services;
import io.stoker.logging.ErrorLogs;
import io.stoker.mpm.WorkerSlots;
import io.stoker.transport.ContentServer;
import io.stoker.transport.ListenException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The content plane's life: loads the configuration, opens what it names, serves, takes another
 * configuration without dropping a connection, and stops. Whatever can fail is done before a
 * configuration is published, so a bad one changes nothing.
 */
public final class ContentPlane {

  /** Where the content plane is in its life. */
  public enum State {
    STARTING,
    SERVING,
    FAILED,
    STOPPED
  }

  /**
   * How it is.
   *
   * @param generation the configuration's number, 0 before the first
   * @param listening the addresses
   * @param problem why the last start or reload failed; null when it went well
   */
  public record Status(
      State state, long generation, List<InetSocketAddress> listening, @Nullable String problem) {}

  private static final LogMessage COMMAND_LINE =
      new LogMessage("core", "AH00094", LogLevel.NOTICE, "Command line: '%s'");
  private static final LogMessage REFUSED =
      LogMessage.error("core", "STK0101", "the configuration stays as it is: %s");
  private static final LogMessage NOT_WRITTEN =
      LogMessage.error("core", "AH00099", "could not create %s");
  private static final LogMessage NOT_CLOSED =
      LogMessage.error("core", "STK0102", "closing what a refused configuration opened: %s");
  private static final Duration FOREVER = Duration.ofDays(3650);

  private final LoadRequest request;
  private final String commandLine;
  private final boolean dropsPrivileges;
  private final ErrorLogs logs = new ErrorLogs();
  private final Engine engine = new Engine(Services.system(logs));
  private final ReentrantLock change = new ReentrantLock();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private @Nullable ContentServer server;
  private @Nullable PidFile pidFile;
  private volatile @Nullable Snapshot snapshot;
  private volatile Status status = new Status(State.STARTING, 0, List.of(), null);

  /**
   * A plane that does nothing yet.
   *
   * @param request what to load, now and at every reload
   * @param commandLine for the log
   * @param dropsPrivileges whether a process that was started as root becomes User and Group; false
   *     for a server that runs inside of something else, such as a build or a test
   */
  public ContentPlane(LoadRequest request, String commandLine, boolean dropsPrivileges) {
    this.request = request;
    this.commandLine = commandLine;
    this.dropsPrivileges = dropsPrivileges;
  }

  public Status status() {
    return status;
  }

  /** What is being served, or null before the start and after a failed one. */
  public @Nullable Snapshot snapshot() {
    return snapshot;
  }

  /**
   * Loads, listens, serves.
   *
   * @return what there is to say about the configuration, for the terminal
   * @throws StartException when nothing is served; the plane may be started again then
   */
  public List<Diagnostic> start() throws StartException {
    change.lock();
    try {
      LoadResult loaded = load();
      Snapshot next = loaded.orThrow();
      MpmSettings mpm = next.main().get(MpmSettings.SLOT);
      ContentServer fresh =
          new ContentServer(
              WorkerSlots.ofVirtualThreads(mpm.maxRequestWorkers()), mpm.listenBacklog(), logs);
      try {
        publish(fresh, loaded);
        if (dropsPrivileges) {
          Privileges.drop(next.main());
        }
      } catch (StartException e) {
        fresh.stop(Duration.ZERO);
        throw e;
      }
      server = fresh;
      writePidFile(next);
      return loaded.diagnostics();
    } catch (StartException e) {
      status = new Status(State.FAILED, 0, List.of(), e.getMessage());
      throw e;
    } finally {
      change.unlock();
    }
  }

  /**
   * Loads the configuration again and serves by it: connections stay, requests under way finish by
   * the old one. A configuration that cannot be taken changes nothing and is told in the error log.
   *
   * @return whether it was taken
   */
  public boolean reload(ServerSignal why) {
    change.lock();
    try {
      ContentServer running = server;
      Snapshot before = snapshot;
      if (running == null || before == null) {
        return false;
      }
      write(before, MpmMessages.received(before, why));
      try {
        LoadResult loaded = load();
        publish(running, loaded);
        int workers = loaded.orThrow().main().get(MpmSettings.SLOT).maxRequestWorkers();
        running.workers().resize(workers);
        return true;
      } catch (StartException e) {
        e.diagnostics().forEach(d -> write(before, REFUSED, d.terminal()));
        status =
            new Status(status.state(), before.generation(), status.listening(), e.getMessage());
        return false;
      }
    } finally {
      change.unlock();
    }
  }

  private LoadResult load() throws StartException {
    LoadResult loaded = ConfigLoader.load(request);
    if (!loaded.isOk()) {
      throw new StartException(loaded.diagnostics());
    }
    return loaded;
  }

  /** Opens logs and sockets, then swaps. */
  private void publish(ContentServer target, LoadResult loaded) throws StartException {
    Snapshot next = loaded.orThrow();
    ErrorLogs.Opened opened = null;
    try {
      opened = logs.open(next.servers());
      target.publish(next.closing(opened), engine.serving(next));
    } catch (DirectiveException | ListenException e) {
      if (opened != null) {
        opened.close();
      }
      closeAll(next);
      throw new StartException(withFailure(loaded, e));
    }
    logs.publish(opened);
    snapshot = next;
    status = new Status(State.SERVING, next.generation(), target.addresses(), null);
    write(next, MpmMessages.configured(next));
    write(next, COMMAND_LINE, commandLine);
  }

  private void closeAll(Snapshot unused) {
    for (AutoCloseable resource : unused.onRetire()) {
      try {
        resource.close();
      } catch (Exception e) {
        logs.write(NOT_CLOSED, new Object[] {e}, e, null, null);
      }
    }
  }

  private static List<Diagnostic> withFailure(LoadResult loaded, Exception e) {
    List<Diagnostic> all = new ArrayList<>(loaded.diagnostics());
    String.valueOf(e.getMessage())
        .lines()
        .forEach(line -> all.add(new Diagnostic(LogLevel.CRIT, "core", line, null)));
    all.add(new Diagnostic(LogLevel.CRIT, "core", "AH00015: Unable to open logs", null));
    return all;
  }

  private void writePidFile(Snapshot next) {
    PidFile file = PidFile.of(next.main());
    try {
      file.write();
      pidFile = file;
    } catch (IOException e) {
      logs.write(NOT_WRITTEN, new Object[] {file.path()}, e, null, null);
    }
  }

  private void write(Snapshot about, LogMessage message, Object... args) {
    Server main = about.main();
    if (message.level().passes(main.get(Core.LOG_LEVEL).of(message.module()))
        || message.level() == LogLevel.NOTICE) {
      logs.write(message, args, null, main, null);
    }
  }

  /**
   * Stops, and says why in the log.
   *
   * @param why STOP cuts requests off, GRACEFUL_STOP lets them finish within
   *     GracefulShutdownTimeout
   */
  public void stop(ServerSignal why) {
    change.lock();
    try {
      if (status.state() == State.STOPPED) {
        return;
      }
      Snapshot last = snapshot;
      ContentServer running = server;
      if (last != null && running != null) {
        write(last, MpmMessages.received(last, why));
        running.stop(why == ServerSignal.GRACEFUL_STOP ? grace(last) : Duration.ZERO);
      }
      engine.close();
      if (pidFile != null) {
        pidFile.remove();
      }
      status = new Status(State.STOPPED, status.generation(), List.of(), status.problem());
    } finally {
      change.unlock();
      stopped.countDown();
    }
  }

  private static Duration grace(Snapshot last) {
    Duration timeout = last.main().get(MpmSettings.SLOT).gracefulShutdownTimeout();
    return timeout.isZero() ? FOREVER : timeout;
  }

  /** Waits until {@link #stop} has been carried out. */
  public void awaitStop() throws InterruptedException {
    stopped.await();
  }
}
