package io.stoker.parity;

import io.stoker.api.ChildStatus;
import io.stoker.api.Core;
import io.stoker.api.DirectiveException;
import io.stoker.api.HttpdModule;
import io.stoker.api.LogLevel;
import io.stoker.api.MpmSettings;
import io.stoker.api.ProcessStatus;
import io.stoker.api.Product;
import io.stoker.api.ScoreboardView;
import io.stoker.cli.Main;
import io.stoker.cli.StartupMessages;
import io.stoker.config.ConfigLoader;
import io.stoker.config.Diagnostic;
import io.stoker.config.HttpdTables;
import io.stoker.config.LoadRequest;
import io.stoker.config.LoadResult;
import io.stoker.config.Snapshot;
import io.stoker.engine.ContentService;
import io.stoker.engine.Engine;
import io.stoker.engine.Services;
import io.stoker.files.Disk;
import io.stoker.logging.ErrorLogs;
import io.stoker.mpm.Children;
import io.stoker.runtime.ContentPlane;
import io.stoker.runtime.ServerSignal;
import io.stoker.runtime.StartException;
import io.stoker.testing.MemoryTransport;
import io.stoker.testing.TestChildren;
import io.stoker.transport.ContentServer;
import io.stoker.transport.ListenException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Stoker in this process, over sockets or without any. */
final class StokerTransport implements Transport {

  /** How bytes get to the server and back. */
  enum Way {
    /** Over sockets. */
    SOCKET,
    /**
     * Without any; the first request of a kind is answered by the pipeline, the next by its plan.
     */
    MEMORY,
    /** Without sockets and plans. */
    UNPLANNED,
    /** Without sockets; each request that can have a plan has been asked before. */
    WARM
  }

  private static final Set<String> MODULES =
      ServiceLoader.load(HttpdModule.class).stream()
          .map(provider -> provider.get().identifier())
          .collect(Collectors.toSet());

  private final Way way;

  StokerTransport(Way way) {
    this.way = way;
  }

  @Override
  public String name() {
    return "stoker-" + way.name().toLowerCase(java.util.Locale.ROOT);
  }

  @Override
  public boolean asksTwice() {
    return way == Way.WARM;
  }

  @Override
  public Map<String, String> products() {
    // The longest first: each contains the next.
    Map<String, String> products = new LinkedHashMap<>();
    products.put("${SERVER}", Product.banner(Core.Tokens.FULL));
    products.put("${SERVER:min}", Product.banner(Core.Tokens.MINIMAL));
    products.put("${SERVER:minor}", Product.banner(Core.Tokens.MINOR));
    products.put("${SERVER:major}", Product.banner(Core.Tokens.MAJOR));
    products.put("${SERVER:prod}", Product.banner(Core.Tokens.PROD));
    return products;
  }

  @Override
  public List<String> missingModules(Scenario scenario) {
    return scenario.modulesToLoad().stream()
        .map(name -> name + "_module")
        .filter(id -> !MODULES.contains(id) && HttpdTables.get().moduleByIdentifier(id) != null)
        .toList();
  }

  @Override
  public Server start(Scenario scenario, Workspace workspace) throws IOException {
    LoadResult loaded = ConfigLoader.load(request(scenario.config(), scenario, workspace));
    if (!loaded.isOk()) {
      throw new IOException("Stoker did not start: " + loaded.text());
    }
    return new Running(loaded.orThrow(), workspace, way);
  }

  private LoadRequest request(String config, Scenario scenario, Workspace workspace)
      throws IOException {
    Path root = workspace.root();
    Path file = root.resolve("conf/httpd.conf");
    Files.writeString(file, config, StandardCharsets.ISO_8859_1);
    Path preamble = Preamble.write(scenario, workspace);
    List<String> before = new ArrayList<>(List.of("Include " + preamble));
    if (way == Way.UNPLANNED) {
      before.add("StokerPlanCache Off");
    }
    return LoadRequest.of(root.toString(), file.toString())
        .withBefore(before)
        .withEnvironment(Preamble.ENVIRONMENT);
  }

  @Override
  public Outcome check(Scenario scenario, Item.Check check, Workspace workspace)
      throws IOException {
    String config = Escapes.decode(check.section().text());
    LoadRequest request = request(config, scenario, workspace);
    Files.deleteIfExists(workspace.root().resolve("logs/error.log"));
    if (check.section().has("start")) {
      return tryToStart(request, workspace);
    }
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(said, true, StandardCharsets.ISO_8859_1);
    List<String> words = new ArrayList<>(check.flags());
    words.addAll(List.of("-f", request.file()));
    request.before().forEach(line -> words.addAll(List.of("-C", line)));
    int exit = new Main(out, out, request.environment()).run(words);
    return new Outcome(lines(said), exit);
  }

  /** Starts as the program does, and stops. */
  private static Outcome tryToStart(LoadRequest request, Workspace workspace) throws IOException {
    ContentPlane plane = new ContentPlane(request, "stoker", false);
    List<Diagnostic> said;
    boolean started = true;
    try {
      said = plane.start();
    } catch (StartException e) {
      said = e.diagnostics();
      started = false;
    }
    plane.stop(ServerSignal.STOP);
    ByteArrayOutputStream terminal = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(terminal, true, StandardCharsets.ISO_8859_1);
    new StartupMessages(out, LogLevel.WARN).print(said);
    List<String> output = new ArrayList<>(lines(terminal));
    if (started) {
      output.addAll(errorLog(workspace));
    }
    return new Outcome(output, started ? 0 : 1);
  }

  private static List<String> errorLog(Workspace workspace) throws IOException {
    Path file = workspace.root().resolve("logs/error.log");
    return Files.exists(file) ? Files.readAllLines(file, StandardCharsets.ISO_8859_1) : List.of();
  }

  private static List<String> lines(ByteArrayOutputStream said) {
    return said.toString(StandardCharsets.ISO_8859_1).lines().toList();
  }

  /** A server over one snapshot. */
  private static final class Running implements Server {
    private final Workspace workspace;
    private final Snapshot snapshot;
    private final ErrorLogs logs = new ErrorLogs();
    private final ErrorLogs.Opened opened;
    private final Engine engine;
    private final @Nullable ContentServer sockets;
    private final @Nullable MemoryTransport memory;

    Running(Snapshot snapshot, Workspace workspace, Way way) throws IOException {
      this.snapshot = snapshot;
      this.workspace = workspace;
      try {
        opened = logs.open(snapshot.servers());
      } catch (DirectiveException e) {
        throw new IOException(e.getMessage(), e);
      }
      logs.publish(opened);
      Children running = way == Way.SOCKET ? TestChildren.running(snapshot) : null;
      engine = new Engine(services(running == null ? new MemoryScoreboard() : running));
      ContentService service = engine.serving(snapshot, ContentServer.store());
      if (running == null) {
        sockets = null;
        memory = new MemoryTransport(snapshot, service, snapshot.main().get(MpmSettings.SLOT));
        return;
      }
      memory = null;
      sockets = new ContentServer(running, 511, logs);
      try {
        sockets.publish(snapshot, service);
      } catch (ListenException e) {
        sockets.stop(Duration.ZERO);
        throw new IOException(e.getMessage(), e);
      }
    }

    /** That of the server in memory, which comes to be after the engine. */
    private final class MemoryScoreboard implements ScoreboardView {

      private Children children() {
        return Objects.requireNonNull(memory).children();
      }

      @Override
      public MpmSettings settings() {
        return children().settings();
      }

      @Override
      public boolean isExtended() {
        return children().isExtended();
      }

      @Override
      public List<ChildStatus> places() {
        return children().places();
      }

      @Override
      public Totals totals() {
        return children().totals();
      }

      @Override
      public ProcessStatus process() {
        return children().process();
      }
    }

    private Services services(ScoreboardView scoreboard) {
      Services system = Services.system(logs, scoreboard);
      return new Services(
          disk(system.disk()),
          system.watcher(),
          system.users(),
          logs,
          system.resolver(),
          // A file that was written just now may change again in the same tick: not planned yet.
          Clock.offset(system.clock(), Duration.ofSeconds(10)),
          Preamble.ENVIRONMENT::get,
          scoreboard);
    }

    /** Those who answer requests are the User of the configuration, as httpd's children are. */
    private Disk disk(Disk system) {
      Core.Account user = snapshot.main().get(Core.USER);
      Core.Account group = snapshot.main().get(Core.GROUP);
      return user == null || group == null
          ? system
          : new UnprivilegedDisk(system, user.id(), group.id());
    }

    @Override
    public Wire connect(String host, int port, String from) throws IOException {
      return memory == null
          ? new SocketWire(host, port, from)
          : new MemoryWire(memory, memory.connect(host, port, from, 40000));
    }

    @Override
    public void settle() {
      long end = System.nanoTime() + Duration.ofSeconds(120).toNanos();
      while (sockets != null && sockets.connections() > 0 && System.nanoTime() < end) {
        Thread.yield();
      }
    }

    @Override
    public List<String> errorLog() throws IOException {
      return StokerTransport.errorLog(workspace);
    }

    @Override
    public void close() throws IOException {
      if (sockets != null) {
        sockets.stop(Duration.ofSeconds(1));
      } else {
        closeAll();
      }
      engine.close();
      opened.close();
    }

    private void closeAll() throws IOException {
      for (AutoCloseable resource : snapshot.onRetire()) {
        try {
          resource.close();
        } catch (Exception e) {
          throw new IOException(e);
        }
      }
    }
  }

  /** A connection without a socket. */
  private record MemoryWire(MemoryTransport server, MemoryTransport.Client client) implements Wire {

    /** Of the server's own time, which passes only when it has nothing to do. */
    private static final int PATIENCE_SECONDS = 10;

    @Override
    public void send(byte[] bytes) {
      client.send(bytes);
    }

    @Override
    public void finishSending() {
      client.finishSending();
    }

    @Override
    public InputStream input() {
      return new InputStream() {
        private int at;

        /** Whether there is something to read; time passes while there is not. */
        private boolean await() throws IOException {
          for (int i = 0; client.received().length <= at; i++) {
            if (client.isClosed()) {
              return false;
            }
            if (i == PATIENCE_SECONDS) {
              throw new java.net.SocketTimeoutException("nothing more comes");
            }
            server.advance(Duration.ofSeconds(1));
          }
          return true;
        }

        @Override
        public int read() throws IOException {
          return await() ? client.received()[at++] & 0xFF : -1;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
          if (!await()) {
            return -1;
          }
          byte[] all = client.received();
          int count = Math.min(length, all.length - at);
          System.arraycopy(all, at, into, offset, count);
          at += count;
          return count;
        }
      };
    }

    @Override
    public int clientPort() {
      return 40000;
    }

    @Override
    public void close() {
      client.close();
    }
  }
}
