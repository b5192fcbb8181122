package io.stoker.testing;

import io.stoker.api.Core;
import io.stoker.api.Extensions;
import io.stoker.api.HttpdModule;
import io.stoker.api.Position;
import io.stoker.api.SectionKind;
import io.stoker.api.Server;
import io.stoker.api.Slot;
import io.stoker.api.SlotValues;
import io.stoker.api.Transfer;
import io.stoker.api.explain.Explanation;
import io.stoker.api.explain.Question;
import io.stoker.config.ConfigLoader;
import io.stoker.config.HookTable;
import io.stoker.config.HtaccessReader;
import io.stoker.config.LoadRequest;
import io.stoker.config.Provenance;
import io.stoker.config.Section;
import io.stoker.config.SectionMatcher;
import io.stoker.config.Snapshot;
import io.stoker.engine.ContentService;
import io.stoker.engine.Engine;
import io.stoker.engine.HostResolver;
import io.stoker.engine.PlanCounts;
import io.stoker.engine.Request;
import io.stoker.engine.Response;
import io.stoker.engine.Services;
import io.stoker.files.Disk;
import io.stoker.files.Users;
import io.stoker.files.Watcher;
import io.stoker.transport.ContentServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An engine without sockets: raw request text in, reply text out, at a fixed time. Files live below
 * a directory of the test; {@code htdocs} in it is the DocumentRoot.
 */
public final class TestServer implements AutoCloseable {

  /** The time of every request: Mon, 23 Nov 2026 12:00:00 GMT. */
  public static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  /** The modification time of every file made here: Fri, 02 Jan 2026 03:04:05 GMT. */
  public static final Instant MODIFIED = Instant.parse("2026-01-02T03:04:05Z");

  private final Path root;
  private final Snapshot snapshot;
  private final Engine engine;
  private final ContentService content;
  private final Services services;
  private final List<String> log;

  private TestServer(
      Path root, Snapshot snapshot, Engine engine, Services services, List<String> log) {
    this.root = root;
    this.snapshot = snapshot;
    this.engine = engine;
    this.content = engine.serving(snapshot, ContentServer.store());
    this.services = services;
    this.log = log;
  }

  /** Begins a server whose files live below {@code root}. */
  public static Builder in(Path root) {
    return new Builder(root);
  }

  /** The reply to {@code GET path HTTP/1.1} for host {@code a}, without Date and Server. */
  public String get(String path, String... fields) {
    return send("GET", path, fields);
  }

  /** The reply to a request without content for host {@code a}, without Date and Server. */
  public String send(String method, String path, String... fields) {
    String extra = fields.length == 0 ? "" : String.join("\r\n", fields) + "\r\n";
    return raw(method + " " + path + " HTTP/1.1\r\nHost: a\r\n" + extra + "\r\n");
  }

  /** The reply to a request as it stands, without Date and Server. */
  public String raw(String text) {
    Response response = serve(text);
    String reply = ReplyText.of(response);
    response.onSent().accept(Transfer.NONE);
    return reply;
  }

  /** The response itself, whose body is the caller's to send or release. */
  public Response serve(String text) {
    Request request = RequestText.parse(text, NOW, "http");
    return content.serve(request);
  }

  /** How a request would be answered. */
  public Explanation explain(Question question) {
    return engine.explain(content, question);
  }

  /** What was asked lately. */
  public List<Question> recent() {
    return engine.recentRequests();
  }

  /** The same server with connections: requests with a plan are answered by it. */
  public MemoryTransport connections() {
    return new MemoryTransport(snapshot, content);
  }

  /** The configuration. */
  public Snapshot snapshot() {
    return snapshot;
  }

  /** What answers by it. */
  public ContentService service() {
    return content;
  }

  /** How the plans fare. */
  public PlanCounts plans() {
    return engine.planCounts();
  }

  /** Has the caches of plans drop now what they would drop soon. */
  public void settlePlans() {
    engine.settlePlans(content);
  }

  /** Lines of the error log since the last call: {@code core:info AH00128: …}. */
  public List<String> log() {
    List<String> lines = List.copyOf(log);
    log.clear();
    return lines;
  }

  /** A file or directory below the test's directory. */
  public Path path(String name) {
    return root.resolve(name);
  }

  /** Writes a file below the test's directory. */
  public TestServer write(String name, String content) {
    Builder.write(root.resolve(name), content);
    return this;
  }

  @Override
  public void close() {
    services.watcher().close();
  }

  /** A configuration in the making. */
  public static final class Builder {
    private final Path root;
    private final List<HttpdModule> modules = new ArrayList<>();
    private final Map<String, UnaryOperator<SlotValues>> hosts = new HashMap<>();
    private final Map<String, String> variables = new HashMap<>();
    private final List<Section> directories = new ArrayList<>();
    private final List<Section> locations = new ArrayList<>();
    private boolean guarded;
    private @Nullable String text;
    private SlotValues values = SlotValues.EMPTY;
    private SlotValues defaults = SlotValues.EMPTY;
    private HtaccessReader htaccess = TestServer::unknownCommand;
    private HostResolver resolver = new NoNames();

    private Builder(Path root) {
      this.root = root;
      set(Core.DOCUMENT_ROOT, root.resolve("htdocs").toString());
      set(Core.SERVER_NAME, new Core.ServerNameValue(null, "a", 0));
    }

    /** What the server says outside of sections. */
    public <T extends @Nullable Object> Builder set(Slot<T> slot, T value) {
      if (slot.level() == Slot.Level.SERVER) {
        values = values.with(slot, value);
      } else {
        defaults = defaults.with(slot, value);
      }
      return this;
    }

    public <T> Builder directory(String name, Slot<T> slot, T value) {
      String path = root.resolve(name) + "/";
      int depth = (int) path.chars().filter(c -> c == '/').count();
      return directory(
          new SectionMatcher.DirectoryPath(path, depth), SlotValues.EMPTY.with(slot, value));
    }

    public Builder directory(SectionMatcher matcher, SlotValues said) {
      directories.add(section(SectionKind.DIRECTORY, matcher, said));
      return this;
    }

    public <T> Builder location(String path, Slot<T> slot, T value) {
      return location(new SectionMatcher.LocationPath(path), SlotValues.EMPTY.with(slot, value));
    }

    public Builder location(SectionMatcher matcher, SlotValues said) {
      locations.add(section(SectionKind.LOCATION, matcher, said));
      return this;
    }

    /** A section of any kind, to be put into another one. */
    public static Section section(SectionKind kind, SectionMatcher matcher, SlotValues said) {
      return new Section(kind, matcher, said, kind.tag(), Position.NONE);
    }

    public Builder module(HttpdModule module) {
      modules.add(module);
      return this;
    }

    /**
     * The configuration as text, read by the real loader with the modules on the class path; what
     * {@link #set} and its kin say does not count then. ServerRoot, DocumentRoot and the name
     * {@code a} are said before it.
     */
    public Builder config(String configuration) {
      text = configuration;
      return this;
    }

    /** Grants nothing by itself: access is up to the modules of the test. */
    public Builder guarded() {
      guarded = true;
      return this;
    }

    /** A virtual host by name that says something else than the main server. */
    public Builder host(String name, UnaryOperator<SlotValues> said) {
      hosts.put(name, said);
      return this;
    }

    public Builder variable(String name, String value) {
      variables.put(name, value);
      return this;
    }

    public Builder htaccess(HtaccessReader reader) {
      htaccess = reader;
      return this;
    }

    public Builder resolver(HostResolver names) {
      resolver = names;
      return this;
    }

    /** Writes a file below the test's directory. */
    public Builder file(String name, String content) {
      write(root.resolve(name), content);
      return this;
    }

    private static void write(Path file, String content) {
      try {
        Files.createDirectories(file.getParent());
        Files.write(file, content.getBytes(StandardCharsets.ISO_8859_1));
        Files.setLastModifiedTime(file, FileTime.from(MODIFIED));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    public TestServer start() {
      List<String> log = new ArrayList<>();
      Disk disk = Disk.system();
      Services services =
          new Services(
              disk,
              Watcher.open(disk),
              Users.system(),
              (message, args, cause, server, x) ->
                  log.add(
                      message.module()
                          + ":"
                          + message.level().word()
                          + " "
                          + (cause == null ? "" : cause.getMessage() + ": ")
                          + message.format(args)),
              resolver,
              Clock.fixed(NOW, ZoneOffset.UTC),
              variables::get,
              TestChildren.none());
      return new TestServer(root, snapshot(), new Engine(services), services, log);
    }

    private Snapshot loaded(String configuration) {
      write(root.resolve("httpd.conf"), configuration);
      write(root.resolve("logs/.keep"), "");
      write(root.resolve("htdocs/.keep"), "");
      List<HttpdModule> available = new ArrayList<>();
      ServiceLoader.load(HttpdModule.class).forEach(available::add);
      available.addAll(modules);
      LoadRequest request =
          LoadRequest.of(root.toString(), "httpd.conf")
              .withModules(available)
              .withBefore(
                  List.of(
                      "ServerRoot \"" + root + "\"",
                      "DocumentRoot \"" + root.resolve("htdocs") + "\"",
                      "ServerName a"))
              .withoutListen();
      List<String> mpm = new ArrayList<>(request.before());
      if (available.stream().anyMatch(m -> m.identifier().equals("mpm_event_module"))) {
        mpm.add(0, "LoadModule mpm_event_module modules/mod_mpm_event.so");
      }
      return ConfigLoader.load(request.withBefore(mpm)).orThrow();
    }

    private Snapshot snapshot() {
      if (!guarded) {
        modules.add(new OpenToAll());
      }
      if (text != null) {
        return loaded(text);
      }
      SlotValues all =
          values.with(Section.DIRECTORIES, directories).with(Section.LOCATIONS, locations);
      Server main = new Server(Position.NONE, false, List.of(), all, defaults);
      List<Server> servers = new ArrayList<>(List.of(main));
      Map<String, Server> byName = new HashMap<>();
      hosts.forEach(
          (name, said) -> {
            SlotValues own =
                said.apply(all).with(Core.SERVER_NAME, new Core.ServerNameValue(null, name, 0));
            Server host = new Server(new Position("test.conf", 1), true, List.of(), own, defaults);
            servers.add(host);
            byName.put(name, host);
          });
      return new Snapshot(
          1,
          main,
          List.copyOf(servers),
          new NamedHosts(main, byName),
          List.copyOf(modules),
          new HookTable(modules),
          new Extensions(modules),
          Map.of(),
          htaccess,
          Map.of(),
          Provenance.NONE,
          Set.of());
    }
  }

  private static HtaccessReader.Parsed unknownCommand(
      String directory,
      String file,
      byte[] text,
      Core.AllowOverride granted,
      @Nullable Set<String> list) {
    String line = new String(text, StandardCharsets.ISO_8859_1).strip();
    return new HtaccessReader.Parsed(
        SlotValues.EMPTY,
        line.isEmpty() ? null : file + ": Invalid command '" + line + "'",
        List.of());
  }

  /** Nothing has a name. */
  private static final class NoNames implements HostResolver {
    @Override
    public @Nullable String nameOf(InetAddress address) {
      return null;
    }

    @Override
    public List<InetAddress> addressesOf(String name) {
      return List.of();
    }
  }
}
