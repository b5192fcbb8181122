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
import io.stoker.engine.ContentService;
import io.stoker.engine.Engine;
import io.stoker.engine.Services;
import io.stoker.files.ByteNames;
import io.stoker.logging.ErrorLogs;
import io.stoker.logging.LogTargets;
import io.stoker.mpm.ChildStartException;
import io.stoker.mpm.Children;
import io.stoker.mpm.Generation;
import io.stoker.runtime.view.BrokenConfiguration;
import io.stoker.runtime.view.Finding;
import io.stoker.runtime.view.ServedConfiguration;
import io.stoker.transport.ContentServer;
import io.stoker.transport.ListenException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
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
   * @param listening the addresses, Unix sockets last
   * @param problem why the last start or reload failed; null when it went well
   */
  public record Status(
      State state, long generation, List<SocketAddress> listening, @Nullable String problem) {

    /** The addresses as they are shown: {@code 127.0.0.1:80}, {@code unix:/run/stoker.sock}. */
    public List<String> shown() {
      return listening.stream().map(Status::shown).toList();
    }

    private static String shown(SocketAddress address) {
      return address instanceof InetSocketAddress a
          ? a.getAddress().getHostAddress() + ":" + a.getPort()
          : "unix:" + address;
    }
  }

  private static final LogMessage COMMAND_LINE =
      new LogMessage("core", "AH00094", LogLevel.NOTICE, "Command line: '%s'");
  private static final LogMessage REFUSED =
      LogMessage.error("core", "STK0101", "the configuration stays as it is: %s");
  private static final LogMessage ASKED =
      new LogMessage("core", "STK0108", LogLevel.NOTICE, "%s: the configuration is read again");
  static final LogMessage FAILED =
      LogMessage.error("core", "STK0104", "reading the configuration again failed: %s");
  private static final LogMessage OVERWRITTEN =
      LogMessage.warn(
          "core", "AH00098", "pid file %s overwritten -- Unclean shutdown of previous Stoker run?");
  private static final LogMessage NOT_CLOSED =
      LogMessage.error("core", "STK0102", "closing what a refused configuration opened: %s");
  private static final LogMessage UPKEEP_FAILED =
      LogMessage.error("core", "STK0107", "looking after the children: %s");
  private static final Duration FOREVER = Duration.ofDays(3650);

  private final LoadRequest request;
  private final String commandLine;
  private final ErrorLogs logs = new ErrorLogs();
  private final ChildLog childLog = new ChildLog(logs, () -> this.snapshot);
  private final Upkeep upkeep = new Upkeep();
  private final Children children =
      new Children(
          Runtime.getRuntime().availableProcessors(),
          Children.virtualThreads(),
          upkeep,
          System::nanoTime,
          ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()),
          childLog);
  private final Engine engine = new Engine(Services.system(logs, children));
  private final Reloader reloader;
  private final DryRuns dryRuns;
  private final HtaccessEditor htaccess = new HtaccessEditor(this);
  private final ReentrantLock change = new ReentrantLock();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile @Nullable ContentServer server;
  private volatile boolean ending;
  private final Daemon daemon;
  private volatile @Nullable Snapshot snapshot;
  private volatile @Nullable ContentService serving;
  private volatile @Nullable ServedConfiguration configuration;
  private volatile @Nullable BrokenConfiguration broken;
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
    this.daemon =
        new Daemon(dropsPrivileges, request.environment(), new StandardStreams(this::write));
    this.dryRuns =
        new DryRuns(
            engine, request, () -> serving, this::shownFiles, unused -> discard(unused, null));
    this.reloader = new Reloader(this, request, commandLine, Clock.systemUTC());
    LogTargets.shared().reportTo(logs);
  }

  public Status status() {
    return status;
  }

  /** How the plans fare: replies that are kept for later requests. */
  public PlanFigures plans() {
    return PlanFigures.of(engine.planCounts());
  }

  /** What requests cost that no plan answers. */
  public ColdFigures cold() {
    return ColdFigures.of(engine.coldCounts());
  }

  /** How the access logs fare. */
  public LogFigures logs() {
    return new LogFigures(LogTargets.shared().waiting(), LogTargets.shared().dropped());
  }

  /** Does something once a second while the plane lives; it must be short. */
  public void everySecond(Runnable action) {
    try {
      upkeep.everySecond(action, this::upkeepFailed);
    } catch (RejectedExecutionException e) {
      // The server was stopped while the management plane was still starting.
    }
  }

  /** What is being served, or null before the start and after a failed one. */
  public @Nullable Snapshot snapshot() {
    return snapshot;
  }

  /** The same for those who show it. */
  public @Nullable ServedConfiguration configuration() {
    return configuration;
  }

  /**
   * Loads, listens, serves.
   *
   * @return what there is to say about the configuration, for the terminal
   * @throws StartException when nothing is served; the plane may be started again then
   */
  public List<Diagnostic> start() throws StartException {
    change.lock();
    LoadResult read = null;
    try {
      read = ConfigLoader.load(request);
      LoadResult loaded = accepted(read);
      Snapshot next = loaded.orThrow();
      daemon.check(next.main());
      MpmSettings mpm = next.main().get(MpmSettings.SLOT);
      ContentServer fresh = new ContentServer(children, mpm.listenBacklog(), logs);
      try {
        publish(fresh, loaded, () -> daemon.become(next));
        upkeep.everySecond(children::tick, this::upkeepFailed);
      } catch (StartException e) {
        fresh.stop(Duration.ZERO);
        throw e;
      }
      server = fresh;
      broken = null;
      reloader.started(loaded);
      return loaded.diagnostics();
    } catch (StartException e) {
      broken =
          new BrokenConfiguration(
              findings(e.diagnostics()), read == null ? null : read.report(), request.modules());
      status = new Status(State.FAILED, 0, List.of(), e.getMessage());
      throw e;
    } catch (RuntimeException e) {
      status = new Status(State.FAILED, 0, List.of(), e.toString());
      throw e;
    } finally {
      change.unlock();
    }
  }

  /** Requests that are only tried. */
  public DryRuns dryRuns() {
    return dryRuns;
  }

  /** The way to other {@code .htaccess} files. */
  public HtaccessEditor htaccess() {
    return htaccess;
  }

  /** What the server could not start with; null once it serves. */
  public @Nullable BrokenConfiguration broken() {
    return broken;
  }

  /** Starts once more after the start has failed. */
  Attempt startAgain() {
    try {
      return new Attempt(Reload.Result.ACCEPTED, null, findings(start()));
    } catch (StartException e) {
      return new Attempt(Reload.Result.REJECTED, null, findings(e.diagnostics()));
    }
  }

  /** The way to another configuration. */
  public Reloader reloader() {
    return reloader;
  }

  /** The configuration files as users see them. */
  public ShownFiles shownFiles() {
    return new ShownFiles(configuration, broken);
  }

  /** Has the {@link #reloader} read the configuration again; whether it was taken. */
  public boolean reload(ServerSignal why) {
    return reloader.reload(Cause.of(why)).isAccepted();
  }

  /**
   * What came of {@link #take}.
   *
   * @param loaded what was read; null where nothing was
   */
  record Attempt(Reload.Result result, @Nullable LoadResult loaded, List<Finding> findings) {}

  /**
   * Loads the configuration again and serves by it: connections stay, requests under way finish by
   * the old one. A configuration that cannot be taken changes nothing and is told in the error log.
   */
  Attempt take(Cause cause) {
    change.lock();
    try {
      ContentServer running = server;
      Snapshot before = snapshot;
      if (running == null || before == null || ending) {
        return new Attempt(Reload.Result.FAILED, null, List.of());
      }
      if (cause.signal() != null) {
        write(before, MpmMessages.received(before, cause.signal()));
      } else {
        write(before, ASKED, cause);
      }
      LoadResult loaded = null;
      try {
        loaded = ConfigLoader.load(request);
        publish(running, accepted(loaded), () -> {});
        reopenLogs();
        Snapshot next = loaded.orThrow();
        loaded.diagnostics().forEach(d -> write(next, said(d), d.terminal()));
        return new Attempt(Reload.Result.ACCEPTED, loaded, findings(loaded.diagnostics()));
      } catch (StartException e) {
        for (Diagnostic d : e.diagnostics()) {
          write(before, d.isFatal() ? REFUSED : said(d), d.terminal());
        }
        keep(before, e.getMessage());
        return new Attempt(Reload.Result.REJECTED, loaded, findings(e.diagnostics()));
      } catch (RuntimeException e) {
        write(before, FAILED, e);
        keep(before, e.toString());
        Finding broken = new Finding("crit", "core", e.toString(), null);
        return new Attempt(Reload.Result.FAILED, loaded, List.of(broken));
      }
    } finally {
      change.unlock();
    }
  }

  private static List<Finding> findings(List<Diagnostic> diagnostics) {
    return diagnostics.stream().map(ServedConfiguration::finding).toList();
  }

  private void keep(Snapshot before, @Nullable String problem) {
    status = new Status(status.state(), before.generation(), status.listening(), problem);
  }

  private static LogMessage said(Diagnostic d) {
    return new LogMessage(d.module(), "", d.level(), "%s");
  }

  /** As httpd does at every restart: a log that was renamed is begun anew. */
  private void reopenLogs() {
    logs.reopen();
    LogTargets.shared().reopen();
    Snapshot now = snapshot;
    if (now != null) {
      daemon.streams().reopen(now.main());
    }
  }

  /** Says before {@link #start} that {@link #goToBackground} follows it. */
  public void startsInBackground() {
    daemon.streams().startsInBackground();
  }

  /**
   * Lets go of the terminal: from now on standard input is empty, and what the JVM, a library or a
   * program that is started prints goes to the main server's ErrorLog.
   */
  public void goToBackground() {
    change.lock();
    try {
      daemon.streams().letGo();
      enterWorkingDirectory();
    } finally {
      change.unlock();
    }
  }

  /** Logs about the whole server. */
  public void write(LogMessage message, Object... args) {
    Snapshot now = snapshot;
    logs.write(message, args, null, now == null ? null : now.main(), null);
  }

  private static LoadResult accepted(LoadResult loaded) throws StartException {
    if (!loaded.isOk()) {
      throw new StartException(loaded.diagnostics());
    }
    return loaded;
  }

  /** Opens logs and sockets, then swaps. */
  private void publish(ContentServer target, LoadResult loaded, ContentServer.Bound bound)
      throws StartException {
    Snapshot next = loaded.orThrow();
    ErrorLogs.Opened opened = null;
    ContentService opening;
    try {
      opened = logs.open(next.servers());
      ContentService service = engine.serving(next, ContentServer.store());
      opening = service;
      target.publish(next.closing(opened).closing(service), service, () -> begin(next, bound));
    } catch (DirectiveException | ListenException e) {
      discard(next, opened);
      throw new StartException(withFailure(loaded, e, "AH00015: Unable to open logs"));
    } catch (IOException e) {
      discard(next, opened);
      throw new StartException(withFailure(loaded, e));
    } catch (RuntimeException e) {
      discard(next, opened);
      throw e;
    }
    logs.publish(opened);
    snapshot = next;
    childLog.published();
    serving = opening;
    configuration = new ServedConfiguration(next, loaded, request.modules());
    status = new Status(State.SERVING, next.generation(), listening(target), null);
    PidFile overwritten = daemon.overwritten();
    if (overwritten != null) {
      write(OVERWRITTEN, ByteNames.fromPath(overwritten.path()));
    }
    write(next, MpmMessages.configured(next));
    write(next, COMMAND_LINE, commandLine);
    enterWorkingDirectory();
  }

  private void enterWorkingDirectory() {
    Snapshot now = snapshot;
    if (now != null) {
      daemon.enterWorkingDirectory(now.main(), logs);
    }
  }

  /** What is done once the sockets are open, and the children that take the connections. */
  private void begin(Snapshot next, ContentServer.Bound bound) throws IOException {
    bound.run();
    childLog.hold();
    try {
      children.restart(generation(next));
    } catch (ChildStartException e) {
      childLog.refused();
      throw new IOException("AH00016: Configuration Failed: " + e.getMessage(), e);
    }
  }

  private static Generation generation(Snapshot s) {
    Boolean said = s.main().get(Core.EXTENDED_STATUS);
    return new Generation(
        s.generation(),
        s.main().get(MpmSettings.SLOT),
        said == null ? s.isLoaded("mod_status") : said,
        s.main(),
        s.modules());
  }

  /** What the children do, for those who show or change it. */
  public Children children() {
    return children;
  }

  private void upkeepFailed(Throwable failure) {
    logs.write(UPKEEP_FAILED, new Object[] {failure}, failure, null, null);
  }

  /** Closes what a configuration opened that is not served. */
  void discard(Snapshot unused, ErrorLogs.@Nullable Opened opened) {
    if (opened != null) {
      opened.close();
    }
    for (AutoCloseable resource : unused.onRetire()) {
      try {
        resource.close();
      } catch (Exception e) {
        logs.write(NOT_CLOSED, new Object[] {e}, e, null, null);
      }
    }
  }

  private static List<Diagnostic> withFailure(LoadResult loaded, Exception e, String... more) {
    List<Diagnostic> all = new ArrayList<>(loaded.diagnostics());
    String.valueOf(e.getMessage())
        .lines()
        .forEach(line -> all.add(new Diagnostic(LogLevel.CRIT, "core", line, null)));
    for (String line : more) {
      all.add(new Diagnostic(LogLevel.CRIT, "core", line, null));
    }
    return all;
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
    if (ending && why == ServerSignal.STOP) {
      // In the middle of a graceful stop, which holds the lock until the last download is over.
      end(why);
      return;
    }
    change.lock();
    try {
      ending = true;
      if (status.state() == State.STOPPED) {
        return;
      }
      Snapshot last = snapshot;
      ContentServer running = server;
      if (last != null && running != null) {
        write(last, MpmMessages.received(last, why));
        daemon.removePidFile(); // another server may start while this one finishes what it has
        reloader.close();
        running.stop(why == ServerSignal.GRACEFUL_STOP ? grace(last) : Duration.ZERO);
      }
      engine.close();
      upkeep.close();
    } finally {
      end(null);
      change.unlock();
    }
  }

  private static List<SocketAddress> listening(ContentServer server) {
    List<SocketAddress> all = new ArrayList<>(server.addresses());
    server.files().forEach(file -> all.add(UnixDomainSocketAddress.of(file)));
    return List.copyOf(all);
  }

  private void end(@Nullable ServerSignal cutOffBy) {
    Snapshot last = snapshot;
    if (cutOffBy != null && last != null) {
      write(last, MpmMessages.received(last, cutOffBy));
    }
    status = new Status(State.STOPPED, status.generation(), List.of(), status.problem());
    daemon.removePidFile();
    stopped.countDown();
  }

  private static Duration grace(Snapshot last) {
    Duration timeout = last.main().get(MpmSettings.SLOT).gracefulShutdownTimeout();
    return timeout.isZero() ? FOREVER : timeout;
  }

  /**
   * Waits until {@link #stop} has been carried out, and closes the logs of this process, those too
   * that a request holds which was cut off.
   */
  public void awaitEnd() throws InterruptedException {
    stopped.await();
    LogTargets.shared().closeAll();
  }
}
