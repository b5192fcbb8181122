package io.stoker.engine;

import io.stoker.api.Body;
import io.stoker.api.HitLog;
import io.stoker.api.Phase;
import io.stoker.api.Server;
import io.stoker.api.explain.Explanation;
import io.stoker.config.HookTable;
import io.stoker.files.Guard;
import io.stoker.files.OpenFile;
import io.stoker.files.Opened;
import io.stoker.files.Walked;
import io.stoker.http.HeaderNames;
import io.stoker.http.Headers;
import io.stoker.http.HttpDate;
import io.stoker.http.HttpVersion;
import io.stoker.http.Ipv6;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Makes plans: when a request was answered, finds out whether the same reply may be given to others
 * and on what that depends. What it cannot tell for sure it does not plan.
 */
final class Planner {

  /** What may have been read besides fields: the same for all requests of a key, or a condition. */
  private static final Set<Reads.Fact> KEYED =
      EnumSet.of(
          Reads.Fact.METHOD,
          Reads.Fact.VERSION,
          Reads.Fact.LOCAL_ADDRESS,
          Reads.Fact.TLS,
          Reads.Fact.BODY,
          Reads.Fact.SECOND,
          Reads.Fact.PROXIED,
          Reads.Fact.PEER_ADDRESS,
          Reads.Fact.CLIENT_ADDRESS);

  /** A reply with one of these is for one person, and its plan would hold a secret. */
  private static final List<String> CREDENTIALS = List.of("authorization", "proxy-authorization");

  /** Fields whose meaning changes while a file is younger than a minute, or not yet born. */
  private static final List<String> DATED =
      List.of("if-modified-since", "if-unmodified-since", "if-range");

  /** From this size on a file costs less when the kernel sends it than in memory. */
  private static final int BY_THE_KERNEL = 64 * 1024;

  private static final long MINUTE_MICROS = TimeUnit.MINUTES.toMicros(1);

  /** Why there is no plan. */
  private static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    Refused(String why) {
      super(why, null, false, false);
    }
  }

  private final Origin origin;
  private final RequestExchange first;
  private final RequestExchange last;
  private final Response response;
  private final Reads reads;
  private final Plans plans;

  private Planner(RequestExchange first, RequestExchange last, Response response) {
    this.origin = first.origin();
    this.first = first;
    this.last = last;
    this.response = response;
    this.reads = first.reads();
    this.plans = first.site().plans();
  }

  /**
   * Makes a plan of a reply if that may be, before it is sent.
   *
   * @param first the request as it came
   * @param last the request that was answered in the end
   */
  static Response consider(RequestExchange first, RequestExchange last, Response response) {
    Inquiry inquiry = first.origin().inquiry();
    if (inquiry != null) {
      inquiry.concluded(last, new Planner(first, last, response).verdict());
      return response;
    }
    Plans plans = first.site().plans();
    if (!plans.isOn()) {
      return response;
    }
    Planner planner = new Planner(first, last, response);
    PlanKey key =
        PlanKey.of(
            first.origin().request().line(),
            first.origin().received(),
            first.origin().request().connection());
    if (key == null) {
      plans.counts().refused("not a plain request");
      return response;
    }
    if (!plans.beginFill(key)) {
      return response;
    }
    try {
      return planner.plan(key);
    } catch (Refused e) {
      plans.counts().refused(String.valueOf(e.getMessage()));
      return response;
    } finally {
      plans.endFill(key);
    }
  }

  /** What would come of it, without making a plan. */
  private Explanation.Planning verdict() {
    Request request = origin.request();
    PlanKey key = PlanKey.of(request.line(), origin.received(), request.connection());
    String whyNot = null;
    List<PlanCondition> conditions = List.of();
    try {
      checkReply();
      conditions = conditions(logs());
      boolean large =
          response.body().length() > plans.maxContent()
              && !(response.body() instanceof Body.FileRegion region && region.sendfile());
      whyNot = large ? "large content" : null;
    } catch (Refused e) {
      whyNot = String.valueOf(e.getMessage());
    }
    if (!plans.isOn()) {
      whyNot = "StokerPlanCache Off";
    } else if (key == null) {
      whyNot = "not a plain request";
    }
    return new Explanation.Planning(
        whyNot == null, whyNot, conditions.stream().map(PlanCondition::words).toList());
  }

  private Response plan(PlanKey key) throws Refused {
    checkReply();
    List<HitLog> logs = logs();
    List<PlanCondition> conditions = conditions(logs);
    if (plans.has(key, conditions)) {
      return response;
    }
    ContentStore.Stored file = file();
    if (file != null) {
      long length = response.body().length();
      keep(key, PlanWire.of(response, file, length), conditions, logs);
      return response;
    }
    PlannedContent content = content();
    byte[] bytes = content.bytes();
    Plan.Wire wire = bytes == null ? null : PlanWire.of(response, bytes, plans.store());
    if (wire == null) {
      plans.counts().refused("large content");
    } else {
      keep(key, wire, conditions, logs);
    }
    return content.response();
  }

  /** The file that the kernel is to send, opened for the plan; null where it is not to. */
  private ContentStore.@Nullable Stored file() {
    Walked.Found walked = last.target().walked;
    boolean fits =
        response.body() instanceof Body.FileRegion region
            && region.sendfile()
            && region.length() > BY_THE_KERNEL
            && response.headers().has(HeaderNames.CONTENT_LENGTH);
    if (!fits
        || walked == null
        || !(origin.services().disk().open(walked) instanceof Opened.Open(OpenFile open))) {
      return null;
    }
    Body.FileRegion region = (Body.FileRegion) response.body();
    ContentStore.Stored stored =
        plans.store().store(open.channel(), region.offset(), region.length(), open::release);
    if (stored == null) {
      open.release();
    }
    return stored;
  }

  private PlannedContent content() throws Refused {
    try {
      PlannedContent content = PlannedContent.of(response, plans.maxContent());
      String told = response.headers().get(HeaderNames.CONTENT_LENGTH);
      byte[] bytes = content.bytes();
      boolean other =
          bytes != null
              && told != null
              && !response.bodyForbidden()
              && !told.equals(Integer.toString(bytes.length));
      return other ? new PlannedContent(null, content.response()) : content;
    } catch (IOException e) {
      throw new Refused("content that cannot be read");
    }
  }

  /** Sets the watches; what changed since it was read ends the plan before it begins. */
  private void keep(
      PlanKey key, Plan.Wire wire, List<PlanCondition> conditions, List<HitLog> logs) {
    Services services = origin.services();
    Instant now = services.clock().instant();
    Instant began = now.minusNanos(System.nanoTime() - first.startNanos());
    // Where all access files are watched, the epoch stands for those that were read: as soon as one
    // is not any more, it moves on, and this plan is void.
    boolean shared = origin.engine().accessFilesAreWatched();
    Guard guard =
        Guard.of(
            shared ? reads.files() : reads.allFiles(),
            services.disk(),
            services.watcher(),
            began,
            now,
            () -> {});
    boolean told = guard.complete();
    if (!told) {
      origin.engine().tellUnwatched(guard.unwatched());
    }
    long goodFor = goodFor(told);
    Server server = first.server();
    String host = server.name() + ":" + origin.request().connection().localPort();
    PlanSet home = plans.home(key);
    Plan plan =
        new Plan(
            home,
            server,
            host,
            wire,
            conditions,
            logs,
            guard,
            Asked.of(first),
            origin.epoch(),
            goodFor);
    if (!guard.intact() || origin.epoch() != plans.epoch() || goodFor == 0) {
      plan.close();
      plans.counts().refused(goodFor == 0 ? "over at once" : "files just changed");
      return;
    }
    plans.add(key, plan);
  }

  /** How long a plan holds without being made anew, nanoseconds; negative for ever. */
  private long goodFor(boolean told) {
    long recheck = told ? -1 : plans.recheckNanos();
    if (!reads.facts().contains(Reads.Fact.SECOND)) {
      return recheck;
    }
    long began = first.startMicros();
    long left = 1_000_000 - began % 1_000_000 - (System.nanoTime() - first.startNanos()) / 1000;
    long second = TimeUnit.MICROSECONDS.toNanos(Math.max(0, left));
    return recheck < 0 ? second : Math.min(recheck, second);
  }

  private void checkReply() throws Refused {
    for (String why : reads.unplannable()) {
      throw new Refused(why);
    }
    if (origin.hasLogged()) {
      throw new Refused("writes to the error log");
    }
    Headers fields = response.headers();
    boolean downgraded = Replies.isOldClient(last) && !PlanKey.isOld(origin.request().line());
    boolean hasEnd =
        response.mayChunk() || response.bodyForbidden() || fields.has(HeaderNames.CONTENT_LENGTH);
    boolean usual =
        response.version().equals(HttpVersion.HTTP_1_1)
            && hasEnd
            && !downgraded
            && !origin.closing()
            && !fields.has(HeaderNames.CONNECTION)
            && !fields.has(HeaderNames.KEEP_ALIVE)
            && fields.size() > 0
            && fields.name(0).equals(HeaderNames.DATE);
    if (!usual) {
      throw new Refused("has terms of its own for the connection");
    }
    if (reads.allHeaders()) {
      throw new Refused("reads all header fields");
    }
    for (Reads.Fact fact : reads.facts()) {
      if (!KEYED.contains(fact)) {
        throw new Refused("reads " + fact.name().toLowerCase(Locale.ROOT).replace('_', ' '));
      }
    }
    checkDates();
  }

  private void checkDates() throws Refused {
    boolean conditional =
        DATED.stream().anyMatch(f -> reads.headers().contains(f) && origin.received().has(f));
    if (conditional && last.lastModified() > last.startMicros() - MINUTE_MICROS) {
      throw new Refused("compares dates of a minute");
    }
    String since = origin.received().get(HeaderNames.IF_MODIFIED_SINCE);
    if (conditional && since != null && isAhead(since)) {
      throw new Refused("compares a date to come");
    }
    if (last.lastModified() > last.startMicros()) {
      throw new Refused("a date to come");
    }
  }

  private boolean isAhead(String date) {
    return TimeUnit.SECONDS.toMicros(HttpDate.parse(date)) >= last.startMicros();
  }

  private List<HitLog> logs() throws Refused {
    List<HitLog> logs = new ArrayList<>();
    for (HookTable.Entry entry : first.site().hooks(Phase.LOG_TRANSACTION)) {
      HitLog.Maker maker = entry.hook().hits();
      HitLog log = maker == null ? null : maker.make(first);
      if (log == null) {
        for (String why : reads.unplannable()) {
          throw new Refused(why);
        }
        throw new Refused("logged by " + entry.module().name());
      }
      if (log != HitLog.NONE) {
        logs.add(log);
      }
    }
    for (String why : reads.unplannable()) {
      throw new Refused(why);
    }
    return logs;
  }

  private List<PlanCondition> conditions(List<HitLog> logs) throws Refused {
    List<PlanCondition> all = new ArrayList<>();
    Headers received = origin.received();
    for (String name : reads.headers()) {
      if (name.equals("host")) {
        continue; // part of the key
      }
      List<String> values = received.getAll(name);
      if (CREDENTIALS.contains(name) && !values.isEmpty()) {
        throw new Refused("credentials");
      }
      if (values.size() > 1) {
        throw new Refused("a field that comes twice");
      }
      byte @Nullable [] value = values.isEmpty() ? null : PlanKey.octets(values.getFirst());
      all.add(new PlanCondition.Field(PlanKey.octets(name), value));
    }
    Set<String> logged = new LinkedHashSet<>();
    logs.forEach(log -> logged.addAll(log.fields()));
    logged.removeAll(reads.headers());
    for (String name : logged) {
      if (received.getAll(name).size() > 1) {
        throw new Refused("a field that comes twice");
      }
      all.add(new PlanCondition.NotRepeated(PlanKey.octets(name)));
    }
    client(all);
    if (reads.facts().contains(Reads.Fact.PROXIED)) {
      all.add(new PlanCondition.Proxied(origin.request().connection().proxied()));
    }
    return all;
  }

  /** Who asks, as far as that was read. */
  private void client(List<PlanCondition> all) {
    boolean read = reads.facts().contains(Reads.Fact.CLIENT_ADDRESS);
    boolean peer = reads.facts().contains(Reads.Fact.PEER_ADDRESS);
    String field = origin.clientField();
    if (field != null) {
      String name = field.toLowerCase(Locale.ROOT);
      byte @Nullable [] address = read ? PlanKey.octets(Ipv6.text(origin.client())) : null;
      all.add(new PlanCondition.Forwarded(PlanKey.octets(name), address));
    }
    if (peer || (read && field == null)) {
      all.add(new PlanCondition.Client(origin.request().connection().remoteAddress()));
    }
  }
}
