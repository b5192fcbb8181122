package io.stoker.modules.mod_log_config;

import static io.stoker.api.Where.SERVER;
import static io.stoker.api.Where.VHOST;

import com.google.auto.service.AutoService;
import io.stoker.api.Arg;
import io.stoker.api.Cmd;
import io.stoker.api.Condition;
import io.stoker.api.Core;
import io.stoker.api.Directive;
import io.stoker.api.DirectiveException;
import io.stoker.api.Exchange;
import io.stoker.api.HitLog;
import io.stoker.api.Hook;
import io.stoker.api.HttpdModule;
import io.stoker.api.Outcome;
import io.stoker.api.Phase;
import io.stoker.api.SectionKind;
import io.stoker.api.Server;
import io.stoker.api.Slot;
import io.stoker.api.Startup;
import io.stoker.expr.Expressions;
import io.stoker.logging.Overflow;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** mod_log_config: a line for each request, in files of any number and form. */
@AutoService(HttpdModule.class)
public final class ModLogConfig implements HttpdModule {

  static final Slot<LogConfig> CONFIG = Slot.server(LogConfig.UNSET);
  static final Slot<Boolean> BUFFERED = Slot.server("BufferedLogs", false);
  static final Slot<Overflow> OVERFLOW = Slot.server("StokerLogOverflow", Overflow.DROP);

  private static final Arg<Overflow> OVERFLOWS =
      Arg.choice(
          "block|drop",
          new TreeMap<>(Map.of("block", Overflow.BLOCK, "drop", Overflow.DROP)),
          "StokerLogOverflow must be block or drop");

  /** What is open for a server; derived from {@link #CONFIG} by openLogs. */
  static final Slot<List<OpenLog>> OPEN = Slot.server("access logs", List.of());

  @Override
  public String name() {
    return "mod_log_config";
  }

  @Override
  public boolean isStatic() {
    return true;
  }

  @Override
  public List<Directive> directives() {
    return List.of(
        Directive.named("CustomLog")
            .in(SERVER, VHOST)
            .help("a file or |program, a format or its nickname, and when to log")
            .apply(
                Directive.Arity.TAKE23,
                "file|pipe format|nickname [env=[!]variable|expr=expression]",
                (cmd, args) -> addLog(cmd, args, false)),
        Directive.named("GlobalLog")
            .in(SERVER, VHOST)
            .notIn(SectionKind.VIRTUAL_HOST)
            .help("as CustomLog, for virtual hosts with logs of their own too")
            .apply(
                Directive.Arity.TAKE23,
                "file|pipe format|nickname [env=[!]variable|expr=expression]",
                (cmd, args) -> addLog(cmd, args, true)),
        Directive.named("TransferLog")
            .in(SERVER, VHOST)
            .help("a file or |program for lines of the format that LogFormat set")
            .apply(
                Directive.Arity.TAKE1,
                "file|pipe",
                (cmd, args) -> add(cmd, args.get(0), null, null, false)),
        Directive.named("LogFormat")
            .in(SERVER, VHOST)
            .fallback("\"%h %l %u %t \\\"%r\\\" %>s %b\"")
            .help("a format, and the nickname that it is for")
            .apply(Directive.Arity.TAKE12, "format|nickname [nickname]", ModLogConfig::logFormat),
        Directive.named("StokerLogFormatJson")
            .in(SERVER, VHOST)
            .fallback("json, with the names of the Elastic Common Schema")
            .help("a nickname, and the fields of its JSON objects, each name=format")
            .apply(Directive.Arity.WORDS, "nickname field=format...", ModLogConfig::jsonFormat),
        Directive.named("BufferedLogs")
            .in(SERVER, VHOST)
            .fallback("Off")
            .help("whether lines may wait for a second for others to be written with")
            .apply(
                Directive.Arity.FLAG,
                "On|Off",
                (cmd, args) -> cmd.setMain(BUFFERED, Arg.FLAG.parse(args.get(0), cmd))),
        Directive.named("StokerLogOverflow")
            .in(SERVER)
            .fallback("drop")
            .help("whether requests wait or lines are dropped while a log cannot be written")
            .take(OVERFLOWS, OVERFLOW));
  }

  private static void addLog(Cmd cmd, List<String> args, boolean global) throws DirectiveException {
    Condition condition = args.size() == 3 ? condition(cmd, args.get(2)) : null;
    String format = args.get(1);
    LogFormatParser.parse(format, cmd.extensions());
    add(cmd, args.get(0), format, condition, global);
  }

  private static void add(
      Cmd cmd,
      String target,
      @Nullable String format,
      @Nullable Condition condition,
      boolean global) {
    FormatText text = format == null ? null : FormatText.of(format);
    AccessLog log = new AccessLog(cmd.position(), target, text, condition, global);
    cmd.update(CONFIG, config -> config.with(log));
  }

  private static Condition condition(Cmd cmd, String clause) throws DirectiveException {
    String lower = clause.toLowerCase(Locale.ROOT);
    if (lower.startsWith("env=")) {
      String variable = clause.substring(4);
      if (variable.isEmpty() || variable.equals("!")) {
        throw new DirectiveException("missing environment variable name");
      }
      return variable.startsWith("!")
          ? x -> !x.env().has(variable.substring(1))
          : x -> x.env().has(variable);
    }
    if (lower.startsWith("expr=")) {
      String expression = clause.substring(5);
      if (expression.isEmpty()) {
        throw new DirectiveException("missing condition");
      }
      return Expressions.condition(expression, cmd, Expressions.Use.DOES_NOT_VARY);
    }
    throw new DirectiveException("error in condition clause");
  }

  private static void logFormat(Cmd cmd, List<String> args) throws DirectiveException {
    String text = args.get(0);
    LogFormatParser.parse(text, cmd.extensions());
    cmd.update(
        CONFIG,
        config ->
            args.size() == 1
                ? config.withFormat(FormatText.of(text))
                : config.withNickname(args.get(1), FormatText.of(text)));
  }

  private static void jsonFormat(Cmd cmd, List<String> args) throws DirectiveException {
    if (args.size() < 2) {
      throw new DirectiveException("StokerLogFormatJson takes a nickname and one field at least");
    }
    List<String> fields = args.subList(1, args.size());
    JsonFormat.parse(fields, cmd.extensions());
    FormatText text = new FormatText(String.join("\n", fields), true);
    cmd.update(CONFIG, config -> config.withNickname(args.get(0), text));
  }

  @Override
  public void checkConfig(Startup startup) throws DirectiveException {
    LogDirectories.check(startup);
  }

  @Override
  public void openLogs(Startup startup) throws DirectiveException {
    new LogOpening(startup).run();
  }

  @Override
  public List<Hook> hooks() {
    return List.of(
        Hook.on(Phase.POST_READ_REQUEST, ModLogConfig::awaitRoom).at(Hook.Order.REALLY_FIRST),
        Hook.on(Phase.RESPONSE_HEADERS, ModLogConfig::nameClient).at(Hook.Order.REALLY_LAST),
        Hook.on(Phase.LOG_TRANSACTION, ModLogConfig::log).forHits(ModLogConfig::forHits));
  }

  /** Under StokerLogOverflow block no request is answered whose line might have to be dropped. */
  private static Outcome awaitRoom(Exchange x) {
    if (x.witness() != null) {
      return Outcome.DECLINED; // no line will be written
    }
    for (OpenLog log : x.server().get(OPEN)) {
      log.target().awaitRoom();
    }
    return Outcome.DECLINED;
  }

  /** A name that will be logged is looked up by the worker: event loops, which log, must not. */
  private static Outcome nameClient(Exchange x) {
    for (OpenLog log : x.server().get(OPEN)) {
      if (log.format().namesClient()) {
        name(first(x));
        name(x);
        return Outcome.OK;
      }
    }
    return Outcome.DECLINED;
  }

  /** The connection remembers the name. */
  private static void name(Exchange x) {
    if (x.config(Core.HOSTNAME_LOOKUPS) != Core.HostnameLookups.OFF) {
      x.clientName();
    }
  }

  private static Outcome log(Exchange x) {
    List<OpenLog> logs = x.server().get(OPEN);
    if (logs.isEmpty()) {
      return Outcome.DECLINED;
    }
    Exchange first = first(x);
    Exchange last = last(x);
    for (OpenLog log : logs) {
      log.write(first, last);
    }
    return Outcome.OK;
  }

  private static @Nullable HitLog forHits(Exchange x) {
    return HitLines.of(x.server().get(OPEN), first(x), last(x));
  }

  private static Exchange first(Exchange x) {
    Exchange first = x;
    for (Exchange e = x; e != null; e = e.previous()) {
      first = e;
    }
    return first;
  }

  private static Exchange last(Exchange x) {
    Exchange last = x;
    for (Exchange e = x; e != null; e = e.next()) {
      last = e;
    }
    return last;
  }

  /** The servers' logs as configured. */
  static List<AccessLog> logs(Server server) {
    return server.get(CONFIG).logs();
  }
}
