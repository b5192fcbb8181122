package io.stoker.engine;

import io.stoker.api.Await;
import io.stoker.api.Body;
import io.stoker.api.Core;
import io.stoker.api.InternalRedirect;
import io.stoker.api.LogLevel;
import io.stoker.api.LogMessage;
import io.stoker.api.Outcome;
import io.stoker.api.Phase;
import io.stoker.api.PlanSettings;
import io.stoker.api.Reply;
import io.stoker.api.Server;
import io.stoker.api.explain.Explanation;
import io.stoker.api.explain.Question;
import io.stoker.config.HostChoice;
import io.stoker.config.Snapshot;
import io.stoker.files.FileCache;
import io.stoker.files.Watcher;
import io.stoker.http.Diagnostic;
import io.stoker.http.HostHeader;
import io.stoker.http.Ipv6;
import io.stoker.http.Refusal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Makes configurations answer requests, and keeps what they share: the disk, its watches, parsed
 * {@code .htaccess} files.
 */
public final class Engine implements AutoCloseable {

  static final LogMessage UNKNOWN_HOST =
      LogMessage.warn(
          "core",
          "AH10157",
          "Requested hostname '%s' did not match any ServerName/ServerAlias in the matching virtual"
              + " host (default vhost for current connection is %s)");

  static final LogMessage UNWATCHED =
      new LogMessage(
          "core",
          "STK0005",
          LogLevel.NOTICE,
          "changes of %s cannot be watched (%s): such files are looked at again after %d ms"
              + " (StokerRecheck)");

  private static final int ACCESS_FILE_LIMIT = 16 * 1024 * 1024;
  private static final long ACCESS_FILE_MEMORY = 32L * 1024 * 1024;

  private final Services services;
  private final ClientNames names;
  private final SubRequests subRequests = new SubRequests();
  private final FileCache<byte[]> accessFiles;
  private final PlanCounts planCounts = new PlanCounts();
  private final ColdCounts coldCounts = new ColdCounts();
  private final RecentRequests recent = new RecentRequests();
  private final Set<String> unwatched = ConcurrentHashMap.newKeySet();
  private volatile Duration recheck = PlanSettings.RECHECK.fallback();

  /**
   * Moves on whenever an access file that is kept may have changed, and when not all of them are
   * watched any more: plans made before it hold no more.
   */
  private final AtomicLong accessEpoch = new AtomicLong();

  private final ParsedFiles parsedFiles;

  public Engine(Services services) {
    this.services = services;
    this.parsedFiles = new ParsedFiles(services, () -> recheck);
    this.names = new ClientNames(services.resolver());
    this.accessFiles =
        new FileCache<>(
            services.disk(),
            services.watcher(),
            services.clock(),
            () -> recheck,
            ACCESS_FILE_LIMIT,
            ACCESS_FILE_MEMORY,
            (path, info, content) -> content,
            accessEpoch::incrementAndGet);
  }

  /** {@link #serving(Snapshot, ContentStore)} without a store. */
  public ContentService serving(Snapshot snapshot) {
    return serving(snapshot, ContentStore.NONE);
  }

  /**
   * A configuration made ready to answer requests by. To be called on virtual threads, which it
   * blocks as long as disks, scripts, back ends and the client's own body take.
   *
   * @param store keeps the content of replies that will be given again
   */
  public ContentService serving(Snapshot snapshot, ContentStore store) {
    recheck = snapshot.main().get(PlanSettings.RECHECK);
    recent.keep(snapshot.main().get(PlanSettings.REPLAY_LOG));
    Plans plans = new Plans(snapshot.main(), store, accessEpoch::get, planCounts, recent);
    return new SiteService(this, new Site(snapshot, accessFiles, plans));
  }

  /**
   * A configuration on which requests are only tried: nothing that is served by another one changes
   * for it.
   */
  public ContentService trying(Snapshot snapshot) {
    Plans plans =
        new Plans(
            snapshot.main(), ContentStore.NONE, accessEpoch::get, planCounts, new RecentRequests());
    return new SiteService(this, new Site(snapshot, accessFiles, plans));
  }

  /**
   * How a request would be answered: the whole way, but nothing that lasts is done. No line is
   * logged, no program started, no plan made.
   *
   * @param service what {@link #serving} or {@link #trying} gave
   * @throws IllegalArgumentException with a sentence where the question is no request
   */
  public Explanation explain(ContentService service, Question question) {
    Site site = ((SiteService) service).site();
    services.watcher().drain();
    Request request = TriedRequest.of(question, site.snapshot(), services.clock());
    Inquiry inquiry = new Inquiry(site.snapshot(), choose(site.snapshot(), request));
    RequestExchange x = arrive(new Origin(this, site, request, inquiry));
    Response response = conclude(x, greet(x, request.refusal()));
    Explanation explained =
        inquiry.explanation(x, response, Ipv6.text(request.connection().remoteAddress()));
    response.body().release();
    return explained;
  }

  /**
   * What servers would make of an access file if its text were another one; nothing is written.
   *
   * @param service what {@link #serving} gave
   * @param path absolute and normal, one byte a char
   * @param asked which servers of its configuration are asked
   */
  public Map<Server, AccessFileReading> readAccessFile(
      ContentService service, String path, byte[] text, Predicate<Server> asked) {
    Site site = ((SiteService) service).site();
    services.watcher().drain();
    Request request = TriedRequest.of(Question.of("GET", "/"), site.snapshot(), services.clock());
    Map<Server, AccessFileReading> readings = new LinkedHashMap<>();
    for (Server server : site.snapshot().servers()) {
      if (asked.test(server)) {
        Inquiry inquiry = new Inquiry(site.snapshot(), choose(site.snapshot(), request));
        RequestExchange x = arrive(new Origin(this, site, request, inquiry));
        x.server(server);
        readings.put(server, AccessFileReading.of(x, path, text));
      }
    }
    return readings;
  }

  private static HostChoice choose(Snapshot snapshot, Request request) {
    HostHeader.Accepted host = request.host();
    return snapshot
        .hosts()
        .choose(
            request.connection().localAddress(),
            request.connection().localPort(),
            host.isPresent() ? host.name() : null,
            Math.max(0, host.port()),
            request.line().target().path());
  }

  /** How the plans fare, of all configurations since the start. */
  public PlanCounts planCounts() {
    return planCounts;
  }

  /** What requests cost that no plan answers, of all configurations since the start. */
  public ColdCounts coldCounts() {
    return coldCounts;
  }

  /** Has the caches of plans do at once what they would do soon; for tests. */
  public void settlePlans(ContentService service) {
    ((SiteService) service).site().plans().settle();
  }

  /** Says in the error log, once for each reason, that changes of files cannot be watched. */
  void tellUnwatched(List<Watcher.Impossible> paths) {
    for (Watcher.Impossible path : paths) {
      if (unwatched.add(path.why())) {
        Object[] args = {path.path(), path.why(), recheck.toMillis()};
        services.errors().write(UNWATCHED, args, null, null, null);
      }
    }
  }

  /**
   * Whether every change of an access file is told by moving on the epoch; once it is not, plans
   * watch those that they depend on themselves.
   */
  boolean accessFilesAreWatched() {
    return accessFiles.allWatched();
  }

  Services services() {
    return services;
  }

  ClientNames names() {
    return names;
  }

  ParsedFiles parsedFiles() {
    return parsedFiles;
  }

  SubRequests subRequests() {
    return subRequests;
  }

  /** Ends the watches; configurations made ready before may not be served any more. */
  @Override
  public void close() {
    services.watcher().close();
  }

  Response serve(Site site, Request request) {
    services.watcher().drain();
    RequestExchange x = arrive(new Origin(this, site, request));
    Response response = conclude(x, greet(x, request.refusal()));
    if (recent.isOn()) {
      recent.note(Asked.of(x));
    }
    return response;
  }

  /** What clients asked lately, the latest first, without secrets; see StokerReplayLog. */
  public List<Question> recentRequests() {
    return recent.latest();
  }

  /** Whether that is kept. */
  public boolean keepsRequests() {
    return recent.isOn();
  }

  /** The request with the server that it is for. */
  private static RequestExchange arrive(Origin origin) {
    Request request = origin.request();
    RequestExchange x =
        new RequestExchange(
            origin, serverFor(origin), request.line().method(), request.headers(), null, null);
    x.target().unparsedUri = request.line().target().raw();
    x.uri(request.line().target().path());
    x.query(request.line().target().query());
    return x;
  }

  private static Server serverFor(Origin origin) {
    Request request = origin.request();
    Snapshot snapshot = origin.site().snapshot();
    HostHeader.Accepted host = request.host();
    if (request.refusal() != null && !host.isPresent()) {
      return snapshot
          .hosts()
          .ofConnection(request.connection().localAddress(), request.connection().localPort());
    }
    return snapshot
        .hosts()
        .ofRequest(
            request.connection().localAddress(),
            request.connection().localPort(),
            host.isPresent() ? host.name() : null,
            Math.max(0, host.port()),
            request.line().target().path());
  }

  /**
   * What comes before the phases: refusals of the transport, StrictHostCheck, and the first hooks.
   */
  private static Outcome greet(RequestExchange x, @Nullable Refusal refusal) {
    log(x, x.origin().request().notes());
    if (refusal != null) {
      log(x, refusal.diagnostics());
      if (refusal.notes() != null) {
        x.notes().set("error-notes", refusal.notes());
      }
      return Reply.error(refusal.status());
    }
    if (!hostIsKnown(x)) {
      return Reply.error(400);
    }
    Outcome outcome = Phases.run(Phase.POST_READ_REQUEST, x);
    return outcome == Outcome.OK ? Pipeline.answer(x) : outcome;
  }

  private static boolean hostIsKnown(RequestExchange x) {
    HostHeader.Accepted host = x.origin().request().host();
    boolean known =
        !x.config(Core.STRICT_HOST_CHECK)
            || !host.isPresent()
            || x.site()
                .snapshot()
                .hosts()
                .isKnownHost(x.local().localAddress(), x.local().localPort(), host.name());
    if (!known) {
      x.log(UNKNOWN_HOST, host.name(), x.server().position());
    }
    return known;
  }

  private static void log(RequestExchange x, List<Diagnostic> lines) {
    for (Diagnostic line : lines) {
      LogLevel level = LogLevel.valueOf(line.level().name());
      x.log(new LogMessage(line.module(), line.id(), level, "%s"), line.text());
    }
  }

  /** Follows internal redirects and ErrorDocuments until there is something to send. */
  private static Response conclude(RequestExchange first, Outcome begun) {
    RequestExchange x = first;
    Outcome outcome = begun;
    int failures = 0;
    while (true) {
      switch (outcome) {
        case InternalRedirect to -> {
          if (Redirects.isTooDeep(x)) {
            outcome = Reply.error(500);
          } else {
            x = Redirects.follow(x, to);
            outcome = Redirects.greet(x);
            outcome = outcome == Outcome.OK ? Pipeline.answer(x) : outcome;
          }
        }
        case Reply reply when reply.isError() -> {
          ErrorPages.Answer answer = ErrorPages.answer(x, reply.status());
          x = answer.x();
          outcome = answer.outcome();
        }
        case Reply reply -> {
          try {
            return Planner.consider(first, x, Replies.response(first, x, reply));
          } catch (Replies.Unsendable e) {
            outcome = ++failures > 1 ? bare(x) : Reply.error(e.status());
          }
        }
        case Outcome.Signal signal ->
            outcome =
                signal == Outcome.DECLINED ? Reply.error(500) : new Reply(x.status(), Body.EMPTY);
        case Await await ->
            throw new IllegalStateException("outcome: Await (expected: settled by the phase)");
      }
    }
  }

  /** The last resort, when not even the error page can be sent. */
  private static Reply bare(RequestExchange x) {
    x.draft().out.clear();
    x.draft().errorOut.clear();
    x.draft().filters.clear();
    x.contentType(null);
    return Reply.of(500, Body.EMPTY);
  }
}
