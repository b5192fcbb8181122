package io.stoker.parity;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Carries out the items of one scenario over a transport. */
final class ScenarioRun {
  private static final Pattern NOTICE =
      Pattern.compile("AH00(?:094|163|169|170|292|295|296|489|49[0-2]):");

  private static final int LOG_PATIENCE_SECONDS = 120;
  private static final String NO_FILE = "(no such file)";

  private final Scenario scenario;
  private final Transport transport;
  private final Workspace workspace;
  private final Masks masks;
  private final List<Observation> seen = new ArrayList<>();
  private final List<String> log = new ArrayList<>();
  private int logRead;
  private Transport.@Nullable Server server;
  private @Nullable Wire wire;
  private @Nullable ReplyReader reader;

  ScenarioRun(Scenario scenario, Transport transport, Workspace workspace) {
    this.scenario = scenario;
    this.transport = transport;
    this.workspace = workspace;
    this.masks = new Masks(transport, workspace);
  }

  /** Runs a whole file: its scenarios share one workspace. */
  static List<Observation> all(CaseFile file, Transport transport) throws IOException {
    List<Observation> seen = new ArrayList<>();
    try (Workspace workspace = new Workspace()) {
      for (Scenario scenario : file.scenarios()) {
        ScenarioRun run = new ScenarioRun(scenario, transport, workspace);
        seen.addAll(transport.missingModules(scenario).isEmpty() ? run.run() : run.changesOnly());
      }
    }
    return seen;
  }

  /** Leaves the files as the scenario would, for those after it. */
  private List<Observation> changesOnly() throws IOException {
    for (Item item : scenario.items()) {
      if (item instanceof Item.Change change) {
        workspace.apply(change.section());
      }
    }
    return List.of();
  }

  private List<Observation> run() throws IOException {
    int at = 0;
    while (at < scenario.items().size() && scenario.items().get(at) instanceof Item.Change c) {
      workspace.apply(c.section());
      at++;
    }
    try {
      if (scenario.needsServer()) {
        clearLogs();
        server = transport.start(scenario, workspace);
        addedLog();
      }
      while (at < scenario.items().size()) {
        at = step(at);
      }
      hangUp();
      awaitLogPrograms();
    } finally {
      hangUp();
      stop();
    }
    addedLog();
    readAccessLogs();
    return seen;
  }

  /**
   * Gives programs that write access logs the time to write what the cases expect. A line that does
   * not come is missing afterwards.
   */
  private void awaitLogPrograms() throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LOG_PATIENCE_SECONDS);
    for (Item item : scenario.items()) {
      if (transport.killsLogPrograms() && item instanceof Item.AccessLog access) {
        List<String> lines = access.section().lines();
        long expected = lines.equals(List.of(NO_FILE)) ? 0 : lines.size();
        Path file = workspace.root().resolve(access.file());
        while (lines(file) < expected && System.nanoTime() < end) {
          Thread.onSpinWait();
        }
      }
    }
  }

  private static long lines(Path file) throws IOException {
    return Files.exists(file) ? Files.readAllLines(file, StandardCharsets.ISO_8859_1).size() : 0;
  }

  private void clearLogs() throws IOException {
    try (var files = Files.list(workspace.root().resolve("logs"))) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
  }

  private int step(int at) throws IOException {
    switch (scenario.items().get(at)) {
      case Item.Change c -> workspace.apply(c.section());
      case Item.Check check -> check(check);
      case Item.AccessLog later -> {}
      case Item.Request first -> {
        return requests(at, first);
      }
    }
    return at + 1;
  }

  private void check(Item.Check check) throws IOException {
    Transport.Outcome outcome = transport.check(scenario, check, workspace);
    List<String> lines =
        outcome.output().stream().map(masks::outputLine).filter(l -> !isNotice(l)).toList();
    seen.add(new Observation(check, lines, Set.of(), List.of(), List.of(), outcome.exit()));
  }

  /** Whether a line only says that the server starts or stops. */
  private static boolean isNotice(String line) {
    return NOTICE.matcher(line).find();
  }

  /** Sends a request, together with those that are pipelined behind it, and reads the replies. */
  private int requests(int from, Item.Request first) throws IOException {
    if (!first.continues() || wire == null) {
      hangUp();
      running().settle();
      connect(first.section());
    }
    List<Item.Request> batch = new ArrayList<>(List.of(first));
    int at = from + 1;
    while (at < scenario.items().size()
        && scenario.items().get(at) instanceof Item.Request next
        && next.section().has("pipelined")) {
      batch.add(next);
      at++;
    }
    for (Item.Request request : batch) {
      rehearse(request);
    }
    StringBuilder bytes = new StringBuilder();
    batch.forEach(r -> bytes.append(RequestBytes.of(r.section(), workspace)));
    @Nullable List<String> early = null;
    try {
      if (first.section().has("continue")) {
        early = sendWithContinue(bytes.toString());
      } else {
        send(bytes.toString());
      }
      if (batch.getLast().section().has("half-close")) {
        connected().finishSending();
      }
    } catch (IOException e) {
      // The server may have answered and closed before it had read everything.
    }
    for (Item.Request request : batch) {
      seen.add(observe(request, early));
      early = null;
    }
    return at;
  }

  /** Asks on a connection of its own, unless that would show. */
  private void rehearse(Item.Request request) throws IOException {
    String bytes = RequestBytes.of(request.section(), workspace);
    boolean logged = scenario.items().stream().anyMatch(Item.AccessLog.class::isInstance);
    boolean safe = bytes.startsWith("GET ") || bytes.startsWith("HEAD ");
    if (!transport.asksTwice() || logged || !safe || !bytes.endsWith("\r\n\r\n")) {
      return;
    }
    try (Wire rehearsal = open(request.section())) {
      rehearsal.send(bytes.getBytes(StandardCharsets.ISO_8859_1));
      new ReplyReader(rehearsal.input()).read(bytes.startsWith("HEAD "), false);
    }
    addedLog();
  }

  private void connect(Section s) throws IOException {
    Wire opened = open(s);
    masks.clientPort(opened.clientPort());
    wire = opened;
    reader = new ReplyReader(opened.input());
  }

  private Wire open(Section s) throws IOException {
    String to = workspace.expand(s.attribute("to", "127.0.0.1"));
    int port = workspace.port(Integer.parseInt(s.attribute("port", "1")));
    String from = s.attribute("from", to.contains(":") ? "::1" : "127.0.0.1");
    return running().connect(to, port, from);
  }

  private void send(String bytes) throws IOException {
    connected().send(bytes.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Sends the head, and the content only after 100 Continue. */
  private @Nullable List<String> sendWithContinue(String bytes) throws IOException {
    int end = bytes.indexOf("\r\n\r\n") + 4;
    send(bytes.substring(0, end));
    List<String> head = replies().readHead();
    if (!head.isEmpty() && head.getFirst().contains(" 100 ")) {
      send(bytes.substring(end));
    }
    return head;
  }

  private Observation observe(Item.Request request, @Nullable List<String> early)
      throws IOException {
    boolean head = RequestBytes.of(request.section(), workspace).startsWith("HEAD ");
    Section expected = request.reply();
    boolean closed = expected != null && expected.has("closed");
    Reply reply;
    try {
      reply = read(head, closed, early);
    } catch (IOException e) {
      throw new IOException("'" + request.name() + "', line " + request.line() + ": " + e, e);
    }
    List<String> lines =
        request.section().has("decoded")
            ? Decoded.withoutLength(masks.reply(Decoded.of(reply)))
            : masks.reply(reply);
    return new Observation(request, lines, reply.marks(), addedLog(), log, 0);
  }

  private Reply read(boolean head, boolean closed, @Nullable List<String> early)
      throws IOException {
    if (early == null) {
      return replies().read(head, closed);
    }
    if (!early.isEmpty() && early.getFirst().contains(" 100 ")) {
      return replies().read(head, closed, new ArrayList<>(List.of(early)));
    }
    return replies().readRest(early, closed);
  }

  private List<String> addedLog() throws IOException {
    if (server == null) {
      return List.of();
    }
    return addedLog(server.errorLog());
  }

  private List<String> addedLog(List<String> all) {
    List<String> added =
        all.stream().skip(logRead).map(masks::logLine).filter(l -> !isNotice(l)).toList();
    logRead = all.size();
    log.addAll(added);
    return added;
  }

  private void readAccessLogs() throws IOException {
    for (Item item : scenario.items()) {
      if (item instanceof Item.AccessLog access) {
        Path file = workspace.root().resolve(access.file());
        List<String> lines =
            Files.exists(file)
                ? Files.readAllLines(file, StandardCharsets.ISO_8859_1)
                : List.of(NO_FILE);
        List<String> masked = lines.stream().map(masks::accessLine).toList();
        seen.add(new Observation(access, masked, Set.of(), List.of(), List.of(), 0));
      }
    }
  }

  private Transport.Server running() {
    return Objects.requireNonNull(server, "no server");
  }

  private Wire connected() {
    return Objects.requireNonNull(wire, "no connection");
  }

  private ReplyReader replies() {
    return Objects.requireNonNull(reader, "no connection");
  }

  private void hangUp() throws IOException {
    if (wire != null) {
      wire.close();
      wire = null;
      reader = null;
    }
  }

  private void stop() throws IOException {
    if (server != null) {
      server.close();
    }
  }
}
