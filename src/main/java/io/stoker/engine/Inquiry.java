package io.stoker.engine;

import io.stoker.api.Await;
import io.stoker.api.InternalRedirect;
import io.stoker.api.LogMessage;
import io.stoker.api.Outcome;
import io.stoker.api.Phase;
import io.stoker.api.Position;
import io.stoker.api.Reply;
import io.stoker.api.Slot;
import io.stoker.api.explain.Explanation;
import io.stoker.api.explain.RuleTrial;
import io.stoker.api.explain.Stage;
import io.stoker.api.explain.Witness;
import io.stoker.config.HookTable;
import io.stoker.config.HostChoice;
import io.stoker.config.HtaccessReader;
import io.stoker.config.Provenance;
import io.stoker.config.Said;
import io.stoker.config.Section;
import io.stoker.config.Snapshot;
import io.stoker.files.ByteNames;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes down how one request is answered that nobody gets the reply of. Requests of clients have
 * none, and pay a comparison with null where one would be told something, on the long way only.
 */
final class Inquiry implements Witness {

  private record Open(StageAccount stage, StageAccount.Step step) {}

  private final Snapshot snapshot;
  private final HostChoice choice;
  private final List<StageAccount> stages = new ArrayList<>();
  private final Map<RequestExchange, StageAccount> byRequest = new IdentityHashMap<>();
  private final Deque<Open> open = new ArrayDeque<>();
  private final Set<String> notDone = new LinkedHashSet<>();
  private final List<Explanation.LogLine> log = new ArrayList<>();
  private Explanation.@Nullable Planning planning;
  private @Nullable RequestExchange last;

  Inquiry(Snapshot snapshot, HostChoice choice) {
    this.snapshot = snapshot;
    this.choice = choice;
  }

  HostChoice choice() {
    return choice;
  }

  // ---- what the engine tells ----

  /** A request, sub-request or redirect begins. */
  void began(RequestExchange x) {
    RequestExchange main = x.main();
    RequestExchange previous = x.previous();
    Stage.Kind kind =
        previous != null
            ? Stage.Kind.REDIRECT
            : main != null ? Stage.Kind.SUB_REQUEST : Stage.Kind.REQUEST;
    RequestExchange from = previous != null ? previous : main;
    StageAccount account =
        new StageAccount(
            x,
            stages.size() + 1,
            kind,
            from == null ? 0 : of(from).number,
            snapshot.provenance().secrets());
    stages.add(account);
    byRequest.put(x, account);
  }

  private StageAccount of(RequestExchange x) {
    return Objects.requireNonNull(byRequest.get(x));
  }

  private StageAccount.@Nullable Step stepOf(RequestExchange x) {
    Open now = open.peek();
    return now == null || now.stage.x != x ? null : now.step;
  }

  void forgetSections(RequestExchange x) {
    of(x).forgetSections();
  }

  void merged(RequestExchange x, Section section) {
    String what = ByteNames.toText(section.written());
    of(x)
        .merged(new Stage.Merged(section.kind().name(), what, section.position()), section.lines());
  }

  void merged(RequestExchange x, String path, HtaccessReader.Parsed file) {
    of(x)
        .merged(
            new Stage.Merged("ACCESS_FILE", ByteNames.toText(path), new Position(path, 1)),
            file.lines());
  }

  void adopted(RequestExchange x, RequestExchange other) {
    of(x).adopt(of(other));
  }

  void read(RequestExchange x, Slot<?> slot) {
    of(x).read(stepOf(x), slot);
  }

  void begins(RequestExchange x, String phase, String module) {
    StageAccount stage = of(x);
    open.push(new Open(stage, stage.begin(phase, module)));
  }

  void begins(RequestExchange x, HookTable.Entry entry) {
    begins(x, entry.hook().phase().name().toLowerCase(Locale.ROOT), entry.module().name());
  }

  /** The hook that began last is done. */
  void ended(@Nullable Outcome outcome, Phase.@Nullable Rule rule) {
    Open done = open.pop();
    boolean isFinal =
        outcome != null
            && rule != null
            && rule != Phase.Rule.EVERY
            && outcome != Outcome.DECLINED
            && (rule == Phase.Rule.FIRST || outcome != Outcome.OK);
    done.stage.end(done.step, outcome, isFinal);
  }

  void logged(LogMessage message, Object[] args) {
    log.add(
        new Explanation.LogLine(
            message.module(), message.level().word(), ByteNames.toText(message.format(args))));
  }

  /** An engine's own decision, where no hook is at work. */
  void decidedBy(RequestExchange x, Slot<?> slot, String word) {
    of(x).decidedBy(stepOf(x), new StageAccount.Word(slot, word));
  }

  void concluded(RequestExchange answered, Explanation.Planning verdict) {
    last = answered;
    planning = verdict;
  }

  // ---- what modules tell ----

  private @Nullable StageAccount current() {
    Open now = open.peek();
    return now != null ? now.stage : stages.isEmpty() ? null : stages.getLast();
  }

  @Override
  public void decidedBy(Position line) {
    StageAccount stage = current();
    Open now = open.peek();
    if (stage != null) {
      stage.decidedBy(now == null ? null : now.step, line);
    }
  }

  @Override
  public void decidedBy(Slot<?> slot, String word) {
    StageAccount stage = current();
    Open now = open.peek();
    if (stage != null) {
      stage.decidedBy(now == null ? null : now.step, new StageAccount.Word(slot, word));
    }
  }

  @Override
  public void notDone(String what) {
    notDone.add(ByteNames.toText(what));
  }

  @Override
  public void tried(RuleTrial rule) {
    StageAccount stage = current();
    if (stage != null) {
      stage.tried(rule);
    }
  }

  // ---- the whole ----

  /** What came of it; the body is the caller's to let go of. */
  Explanation explanation(RequestExchange first, Response response, String client) {
    RequestExchange answered = last == null ? first : last;
    Request request = first.origin().request();
    List<Stage> all =
        stages.stream().map(stage -> stage.stage(linesOfServers(stage.x.server()))).toList();
    return new Explanation(
        snapshot.generation(),
        request.line().method(),
        ByteNames.toText(request.line().target().raw()),
        client,
        host(),
        all,
        reply(answered, response),
        planning == null ? new Explanation.Planning(false, "never looked at", List.of()) : planning,
        List.copyOf(first.reads().headers()),
        List.copyOf(notDone),
        List.copyOf(log));
  }

  private List<List<Said>> linesOfServers(io.stoker.api.Server server) {
    Provenance lines = snapshot.provenance();
    return server.isVirtual() ? List.of(lines.ofMain(), lines.of(server)) : List.of(lines.ofMain());
  }

  private Explanation.Host host() {
    return new Explanation.Host(
        choice.server().name(),
        choice.server().isVirtual(),
        choice.server().isVirtual() ? choice.server().position() : null,
        choice.reason().name(),
        ByteNames.toText(choice.why()));
  }

  private Explanation.Reply reply(RequestExchange x, Response response) {
    List<Explanation.Field> fields = new ArrayList<>();
    response
        .headers()
        .forEach(
            (name, value) -> {
              if (!name.equals("Date")) {
                fields.add(new Explanation.Field(name, shown(name, value)));
              }
            });
    String handler = x.draft().answeredBy;
    String file = x.filename();
    boolean isFile = handler != null && x.file() != null && file != null;
    return new Explanation.Reply(
        response.status(),
        response.reason(),
        List.copyOf(fields),
        response.body().length(),
        isFile ? ByteNames.toText(String.valueOf(file)) : null,
        handler,
        List.copyOf(x.filterNames()),
        of(x).number);
  }

  private String shown(String name, String value) {
    return ByteNames.toText(snapshot.provenance().secrets().hide(Facets.shown(name, value)));
  }

  /** An outcome as it is shown. */
  static String word(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Signal signal -> signal.name();
      case Reply reply -> Integer.toString(reply.status());
      case InternalRedirect to -> "to " + ByteNames.toText(to.uri());
      case Await await -> "later";
    };
  }
}
