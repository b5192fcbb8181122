package io.stoker.config;

import io.stoker.api.Core;
import io.stoker.api.DirectiveException;
import io.stoker.api.Extensions;
import io.stoker.api.HttpdModule;
import io.stoker.api.LogLevel;
import io.stoker.api.Position;
import io.stoker.api.Server;
import io.stoker.api.SlotValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Files to a {@link Snapshot}, or to diagnostics in httpd's words. Never throws for what stands in
 * a file.
 *
 * <pre>{@code
 * LoadResult result = ConfigLoader.load(LoadRequest.of("/etc/httpd", "conf/httpd.conf"));
 * }</pre>
 *
 * <p>In two passes as httpd: files are read to a tree, what acts on reading is carried out
 * (Include, IfModule, Define, LoadModule, macros); then the tree is walked and every directive
 * applied in its place. Virtual hosts are laid over the main server at the end.
 */
public final class ConfigLoader {

  private static final AtomicLong GENERATIONS = new AtomicLong();
  private static final String COMMAND_LINE = "-c/-C directives";

  private final LoadRequest request;
  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private final LoadContext ctx;
  private final IncludedFile files = IncludedFile.root();
  private final ConfigNode tree = ConfigNode.root();
  private final ServerBuilder main = ServerBuilder.main();
  private final Provenance provenance;
  private final Walker walker;
  private final StartupRun startup;
  private @Nullable NamedVirtualHosts hosts;

  private ConfigLoader(LoadRequest request) {
    this.request = request;
    this.ctx =
        new LoadContext(
            request,
            (message, cause, position, args) ->
                diagnostics.add(Diagnostic.of(message, cause, position, args)));
    this.provenance = new Provenance(ctx.defines.secrets());
    this.walker = new Walker(ctx, main);
    this.startup = new StartupRun(ctx, request, tree);
  }

  /** Loads a configuration. */
  public static LoadResult load(LoadRequest request) {
    ConfigLoader loader = new ConfigLoader(request);
    Snapshot snapshot = null;
    try {
      snapshot = loader.run();
    } catch (Refused e) {
      loader.closeAll();
    }
    return new LoadResult(snapshot, List.copyOf(loader.diagnostics), loader.report());
  }

  /** The diagnostics say why. */
  private static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    Refused() {
      super("refused", null, false, false);
    }
  }

  private Snapshot run() throws Refused {
    readFiles();
    ctx.extensions = new Extensions(ctx.modules.loaded());
    addServers(List.of());
    each("", HttpdModule::preConfig);
    walk();
    buildServers();
    each("AH00014: Configuration check failed", HttpdModule::checkConfig);
    checkListen();
    if (!request.checkOnly() && !request.trial()) {
      each("AH00015: Unable to open logs", HttpdModule::openLogs);
    }
    each("AH00016: Configuration Failed", HttpdModule::postConfig);
    return snapshot();
  }

  // ---- first pass ----

  private void readFiles() throws Refused {
    TreeReader reader = new TreeReader(ctx, admission(), files);
    commandLine(reader, request.before());
    try {
      reader.readMain(ctx.serverRootRelative(request.file()), tree);
    } catch (ReadException e) {
      throw refused(request.program() + ": " + e.text(), e.at());
    }
    checkMpm();
    commandLine(reader, request.after());
  }

  private void commandLine(TreeReader reader, List<String> lines) throws Refused {
    try {
      reader.readText(COMMAND_LINE, String.join("\n", lines), tree);
    } catch (ReadException e) {
      throw refused(request.program() + ": Syntax error in -C/-c directive: " + e.text(), e.at());
    }
  }

  private OnRead.Admission admission() {
    Place place = Place.main(main);
    return new OnRead.Admission() {
      @Override
      public void check(Modules.Entry entry) {
        // While files are read httpd does not yet know what is around a directive.
      }

      @Override
      public void run(Modules.Entry entry, String args, Position at) throws DirectiveException {
        walker.runOnRead(entry, args, at, place);
      }
    };
  }

  private void checkMpm() throws Refused {
    List<HttpdModule> mpms =
        ctx.modules.loaded().stream().filter(m -> m.identifier().startsWith("mpm_")).toList();
    boolean offersMpm = request.modules().stream().anyMatch(m -> m.identifier().startsWith("mpm_"));
    if (mpms.size() > 1) {
      throw refused(
          "AH00534: " + request.program() + ": Configuration error: More than one MPM loaded.",
          null);
    }
    if (mpms.isEmpty() && offersMpm) {
      throw refused(
          "AH00534: " + request.program() + ": Configuration error: No MPM loaded.", null);
    }
  }

  // ---- second pass ----

  private void walk() throws Refused {
    main.values.set(Core.SERVER_ROOT, ctx.serverRoot(), Position.NONE);
    try {
      walker.walk(tree.children(), Place.main(main));
      walker.reportLeftOut();
      if (diagnostics.stream().anyMatch(Diagnostic::isFatal)) {
        throw new Refused();
      }
    } catch (WalkException e) {
      walker.reportLeftOut();
      Position at = e.at();
      if (e.programError() != null) {
        throw refused(e.programError() + ": " + request.program() + ": " + e.text(), at);
      }
      throw refused(
          "AH00526: Syntax error on line " + at.line() + " of " + at.file() + ":\n" + e.text(), at);
    }
  }

  private void buildServers() {
    if (main.values.get(Core.DOCUMENT_ROOT) == null) {
      main.values.set(Core.DOCUMENT_ROOT, documentRoot(), Position.NONE);
    }
    ServerNames names = new ServerNames(ctx);
    Core.ServerNameValue mainName = names.ofMain(main.values);
    main.values.set(Core.SERVER_NAME, mainName, nameLine(main));
    List<ServerBuilder> virtual = walker.hosts;
    for (ServerBuilder host : virtual) {
      host.values.set(Core.SERVER_NAME, names.ofHost(host, mainName), nameLine(host));
    }
    new TlsListens(ctx, main, virtual).takeOut();
    addServers(virtual);
  }

  /** Of the installation, wherever ServerRoot is: what httpd has compiled in. */
  private String documentRoot() {
    String home = request.environment().getOrDefault("STOKER_HOME", "");
    return (home.startsWith("/") ? home : ctx.serverRoot()) + "/htdocs";
  }

  private static Position nameLine(ServerBuilder server) {
    Position said = server.values.positions().get(Core.SERVER_NAME);
    return said == null ? server.position : said;
  }

  private void addServers(List<ServerBuilder> virtual) {
    startup.clear();
    SlotValues values =
        sorted(main.values.build())
            .with(Unsupported.LEFT_OUT, ctx.modules.unsupported().stream().sorted().toList());
    SlotValues defaults = main.defaults.build();
    startup.add(new Server(Position.NONE, false, List.of(), values, defaults));
    keepPositions(main);
    for (ServerBuilder host : virtual) {
      startup.add(
          new Server(
              host.position,
              true,
              host.written,
              sorted(host.values.build().over(values)),
              host.defaults.build().over(defaults)));
      keepPositions(host);
    }
  }

  private void keepPositions(ServerBuilder server) {
    List<Said> lines = new ArrayList<>(server.values.lines());
    lines.addAll(server.defaults.lines());
    provenance.server(server.position, List.copyOf(lines));
  }

  /** Directory sections in the order in which they apply: shortest first, patterns last. */
  private static SlotValues sorted(SlotValues values) {
    List<Section> sections = values.get(Section.DIRECTORIES);
    if (sections.size() < 2) {
      return values;
    }
    List<Section> ordered = new ArrayList<>(sections);
    ordered.sort(java.util.Comparator.comparingInt(ConfigLoader::depth));
    return ordered.equals(sections)
        ? values
        : values.with(Section.DIRECTORIES, List.copyOf(ordered));
  }

  private static int depth(Section section) {
    return switch (section.matcher()) {
      case SectionMatcher.DirectoryPath(String path, int depth) -> depth;
      case SectionMatcher.DirectoryWildcard(String pattern, int depth) -> depth;
      default -> Integer.MAX_VALUE;
    };
  }

  // ---- making ready ----

  /** A module's start-up function. */
  @FunctionalInterface
  private interface Step {
    void run(HttpdModule module, StartupRun startup) throws DirectiveException;
  }

  private void each(String failure, Step step) throws Refused {
    boolean failed = false;
    for (HttpdModule module : ctx.modules.loaded()) {
      try {
        step.run(module, startup);
      } catch (DirectiveException e) {
        String message = Arguments.text(e);
        if (!message.isEmpty()) {
          diagnostics.add(new Diagnostic(LogLevel.CRIT, module.logName(), message, null));
        }
        failed = true;
        break;
      }
    }
    if (failed) {
      throw failure.isEmpty() ? new Refused() : refused(failure, null);
    }
  }

  private void checkListen() throws Refused {
    if (request.requireListen() && startup.main().values().get(Core.LISTEN).isEmpty()) {
      diagnostics.add(Diagnostic.fatal("no listening sockets available, shutting down", null));
      throw refused("AH00015: Unable to open logs", null);
    }
  }

  private Snapshot snapshot() {
    List<Server> servers = startup.servers();
    NamedVirtualHosts byName = new NamedVirtualHosts(servers.getFirst());
    for (int i = 1; i < servers.size(); i++) {
      byName.add(servers.get(i), walker.hosts.get(i - 1).addresses);
    }
    hosts = byName;
    List<HttpdModule> modules = ctx.modules.loaded();
    Set<AutoCloseable> resources =
        java.util.Collections.unmodifiableSet(new java.util.LinkedHashSet<>(startup.resources()));
    return new Snapshot(
        request.checkOnly() || request.trial() ? 0 : GENERATIONS.incrementAndGet(),
        servers.getFirst(),
        servers,
        byName,
        modules,
        new HookTable(modules),
        ctx.extensions,
        ctx.modules.directives(),
        new ParsedHtaccess(ctx, servers.getFirst()),
        ctx.defines.all(),
        provenance,
        resources);
  }

  private Refused refused(String text, @Nullable Position at) {
    diagnostics.add(Diagnostic.fatal(text, at));
    return new Refused();
  }

  private void closeAll() {
    for (AutoCloseable resource : startup.resources().reversed()) {
      try {
        resource.close();
      } catch (Exception e) {
        diagnostics.add(new Diagnostic(LogLevel.WARN, "core", e.toString(), null));
      }
    }
  }

  private ConfigReport report() {
    return new ConfigReport(
        files,
        tree.children(),
        ctx.modules.loaded(),
        ctx.modules.unsupported().stream().sorted().toList(),
        ctx.defines.all(),
        hosts == null ? List.of() : VhostReport.of(hosts),
        hosts == null ? List.of() : runConfig(),
        provenance,
        ctx.includes.texts(),
        ctx.includes.dependencies(),
        ctx.serverRoot());
  }

  private List<String> runConfig() {
    List<String> ofModules = new ArrayList<>();
    ctx.modules.loaded().forEach(m -> ofModules.addAll(m.describeRun(startup)));
    return ConfigReport.runConfig(startup.main(), ctx.serverRoot(), ctx.defines, ofModules);
  }
}
