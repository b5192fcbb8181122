package io.stoker.engine;

import io.stoker.api.Body;
import io.stoker.api.Connection;
import io.stoker.api.Core;
import io.stoker.api.Exchange;
import io.stoker.api.Extensions;
import io.stoker.api.FileDoor;
import io.stoker.api.InputFilter;
import io.stoker.api.InternalRedirect;
import io.stoker.api.LogLevel;
import io.stoker.api.LogMessage;
import io.stoker.api.RequestBody;
import io.stoker.api.RequestHeaders;
import io.stoker.api.ScoreboardView;
import io.stoker.api.Server;
import io.stoker.api.ServerLoad;
import io.stoker.api.Slot;
import io.stoker.api.SlotValues;
import io.stoker.api.Transfer;
import io.stoker.api.explain.Witness;
import io.stoker.files.FileInfo;
import io.stoker.http.Headers;
import io.stoker.http.HttpVersion;
import io.stoker.http.Ipv6;
import io.stoker.http.Scan;
import java.net.InetAddress;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * A request, a sub-request or the target of an internal redirect. Every look at the outside goes
 * into the {@link Reads} that all requests of one {@link Origin} share.
 */
final class RequestExchange extends ExchangeState {

  private final Origin origin;
  private final @Nullable RequestExchange main;
  private final @Nullable RequestExchange previous;
  private @Nullable RequestExchange next;
  private @Nullable InternalRedirect redirect;
  private Server server;
  private SlotValues perDirectory;

  private String method;
  private final Headers fields;
  private final RequestHeaders in;
  private final LimitedBody body;
  private RequestBody filteredBody;
  private final List<InputFilter> inputFilters = new ArrayList<>(0);

  RequestExchange(
      Origin origin,
      Server server,
      String method,
      Headers headers,
      @Nullable RequestExchange main,
      @Nullable RequestExchange previous) {
    this.origin = origin;
    this.server = server;
    this.perDirectory = server.defaults();
    this.method = method;
    this.fields = headers;
    this.in = new RequestHeaders(headers, origin.reads());
    this.main = main;
    this.previous = previous;
    this.body = new LimitedBody(this, origin.request().body());
    this.filteredBody = body;
    if (origin.inquiry() != null) {
      origin.inquiry().began(this);
    }
  }

  // ---- for the engine ----

  /** A sub-request has no content: its filters are for the request that takes it over. */
  @Override
  public void addInputFilter(InputFilter filter) {
    if (main() == null) {
      filteredBody = filter.apply(this, filteredBody);
    } else {
      inputFilters.add(filter);
    }
  }

  Origin origin() {
    return origin;
  }

  Site site() {
    return origin.site();
  }

  Reads reads() {
    return origin.reads();
  }

  /** The header fields, for what is no decision; not recorded. */
  Headers fields() {
    return fields;
  }

  LimitedBody limitedBody() {
    return body;
  }

  /** The connection, for what does not depend on who the client is. */
  Connection local() {
    return origin.request().connection();
  }

  void server(Server other) {
    server = other;
    perDirectory = other.defaults();
  }

  /** What the walks said so far no longer counts. */
  void forgetSections() {
    perDirectory = server.defaults();
    if (origin.inquiry() != null) {
      origin.inquiry().forgetSections(this);
    }
  }

  SlotValues perDirectory() {
    return perDirectory;
  }

  void perDirectory(SlotValues values) {
    perDirectory = values;
  }

  /** The method, not recorded as read. */
  String methodOfLine() {
    return method;
  }

  /** An ErrorDocument is fetched with GET whatever the request was. */
  void method(String other) {
    method = other;
  }

  /** Where a request that was only looked up leads when it is answered, or null. */
  @Nullable InternalRedirect redirect() {
    return redirect;
  }

  void redirect(InternalRedirect to) {
    redirect = to;
  }

  void next(RequestExchange redirected) {
    next = redirected;
  }

  /** Whether the request is a sub-request for a file, which no URI led to. */
  boolean isForFile() {
    return main != null && filename() != null;
  }

  @Override
  public @Nullable RequestExchange main() {
    return main;
  }

  @Override
  public @Nullable RequestExchange previous() {
    return previous;
  }

  @Override
  public @Nullable RequestExchange next() {
    return next;
  }

  // ---- the request line ----

  @Override
  public String method() {
    reads().read(Reads.Fact.METHOD);
    return method;
  }

  @Override
  public boolean isHeadOnly() {
    reads().read(Reads.Fact.METHOD);
    return main == null && origin.request().line().method().equals("HEAD");
  }

  @Override
  public HttpVersion version() {
    reads().read(Reads.Fact.VERSION);
    return origin.request().line().version();
  }

  @Override
  public String requestLine() {
    reads().read(Reads.Fact.METHOD);
    reads().read(Reads.Fact.VERSION);
    return origin.request().line().text();
  }

  @Override
  public @Nullable String host() {
    reads().readHeader("Host");
    Request request = origin.request();
    if (request.host().isPresent()) {
      return request.host().name();
    }
    // The target of a request that is refused may name a host, which pages and logs show.
    String scheme = local().tls() == null ? "http" : "https";
    return request.refusal() == null ? null : request.line().target().effectiveHost(scheme);
  }

  @Override
  public RequestHeaders in() {
    return in;
  }

  @Override
  public @Nullable String processEnv(String name) {
    String value = origin.services().variables().apply(name);
    reads().readVariable(name, value);
    return value;
  }

  @Override
  public Server server() {
    return server;
  }

  @Override
  public <T extends @Nullable Object> T config(Slot<T> slot) {
    if (origin.inquiry() != null) {
      origin.inquiry().read(this, slot);
    }
    return slot.level() == Slot.Level.SERVER ? server.values().get(slot) : perDirectory.get(slot);
  }

  @Override
  public <T> T under(SlotValues values, Callable<T> question) throws Exception {
    SlotValues before = perDirectory;
    perDirectory = site().merges().over(values, before);
    try {
      return question.call();
    } finally {
      perDirectory = before;
    }
  }

  @Override
  public Extensions extensions() {
    return site().snapshot().extensions();
  }

  // ---- connection, time, disk ----

  @Override
  public Connection connection() {
    return new RecordedConnection(local(), reads());
  }

  @Override
  public InetAddress clientAddress() {
    reads().read(Reads.Fact.CLIENT_ADDRESS);
    return origin.client();
  }

  @Override
  public boolean isPeerClient() {
    return origin.client().equals(local().remoteAddress());
  }

  @Override
  public void clientAddress(InetAddress address) {
    origin.client(address, null);
    local().client(address);
  }

  @Override
  public void clientAddress(InetAddress address, String field) {
    origin.client(address, field);
    local().client(address);
  }

  @Override
  public @Nullable String clientField() {
    return origin.clientField();
  }

  @Override
  public String clientIp() {
    return Ipv6.text(clientAddress());
  }

  @Override
  public String clientName() {
    Core.HostnameLookups lookups = config(Core.HOSTNAME_LOOKUPS);
    if (lookups != Core.HostnameLookups.OFF) {
      reads().read(Reads.Fact.CLIENT_NAME);
    }
    String name = origin.engine().names().name(local(), clientAddress(), lookups);
    return name == null ? clientIp() : name;
  }

  @Override
  public @Nullable String clientNameConfirmed() {
    reads().read(Reads.Fact.CLIENT_NAME);
    return origin.engine().names().confirmed(local(), clientAddress());
  }

  @Override
  public List<InetAddress> addressesOf(String hostName) {
    unplannable("the addresses of " + hostName);
    return origin.services().resolver().addressesOf(hostName);
  }

  @Override
  public boolean isTls() {
    reads().read(Reads.Fact.TLS);
    return local().tls() != null;
  }

  @Override
  public String scheme() {
    return SelfReference.scheme(this);
  }

  @Override
  public String serverName() {
    return SelfReference.name(this);
  }

  @Override
  public int serverPort() {
    return SelfReference.port(this);
  }

  @Override
  public String absoluteUrl(String path) {
    return SelfReference.url(this, path);
  }

  @Override
  public long startMicros() {
    return origin.request().startMicros();
  }

  @Override
  public long startSecond() {
    reads().read(Reads.Fact.SECOND);
    return startMicros() / 1_000_000;
  }

  @Override
  public long startNanos() {
    return origin.request().startNanos();
  }

  @Override
  public long nowMicros() {
    reads().read(Reads.Fact.TIME);
    unplannable("time");
    return ChronoUnit.MICROS.between(Instant.EPOCH, origin.services().clock().instant());
  }

  @Override
  public ServerLoad load() {
    unplannable("load");
    return origin.services().load();
  }

  @Override
  public FileDoor files() {
    return origin.files();
  }

  @Override
  public RequestBody body() {
    return filteredBody;
  }

  @Override
  public ScoreboardView scoreboard() {
    unplannable("the scoreboard");
    return origin.services().scoreboard();
  }

  @Override
  public void unplannable(String reason) {
    reads().unplannable(reason);
  }

  // ---- other requests ----

  @Override
  public Exchange lookupUri(String uri) {
    return origin.engine().subRequests().forUri(this, "GET", uri);
  }

  @Override
  public Exchange lookupMethodUri(String method, String uri) {
    return origin.engine().subRequests().forUri(this, method, uri);
  }

  @Override
  public Exchange lookupFile(String path) {
    return origin.engine().subRequests().forFile(this, path);
  }

  @Override
  public Exchange lookupEntry(String path, FileInfo entry) {
    return origin.engine().subRequests().forEntry(this, path, entry);
  }

  @Override
  public @Nullable Body runSubrequest(Exchange looked) throws Exception {
    return origin.engine().subRequests().run((RequestExchange) looked);
  }

  @Override
  public void adopt(Exchange looked) {
    RequestExchange other = (RequestExchange) looked;
    origin.engine().coldCounts().adopted(uri(), other.uri());
    become(other);
    perDirectory = other.perDirectory;
    if (origin.inquiry() != null) {
      origin.inquiry().adopted(this, other);
    }
    other.inputFilters.forEach(this::addInputFilter);
  }

  @Override
  public @Nullable Witness witness() {
    return origin.inquiry();
  }

  // ---- module state and logs ----

  @Override
  public Transfer transfer() {
    if (origin.transfer().equals(Transfer.NONE)) {
      unplannable("what becomes of the reply");
    }
    return origin.transfer();
  }

  @Override
  public boolean logs(String module, LogLevel level) {
    return level.passes(perDirectory.get(Core.LOG_LEVEL).of(Scan.lower(module)));
  }

  @Override
  public void log(LogMessage message, Object... args) {
    write(message, args, null);
  }

  @Override
  public void log(Throwable cause, LogMessage message, Object... args) {
    write(message, args, cause);
  }

  private void write(LogMessage message, Object[] args, @Nullable Throwable cause) {
    if (logs(message.module(), message.level())) {
      origin.logged();
      if (origin.inquiry() != null) {
        origin.inquiry().logged(message, args);
        return;
      }
      origin.services().errors().write(message, args, cause, server, this);
    }
  }

  @Override
  public String logId() {
    return origin.logId();
  }

  @Override
  public @Nullable String logIdIfLogged() {
    return origin.logIdIfLogged();
  }
}
