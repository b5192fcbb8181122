package io.stoker.logging;

import io.stoker.api.Core;
import io.stoker.api.DirectiveException;
import io.stoker.api.Exchange;
import io.stoker.api.Key;
import io.stoker.api.LogLevel;
import io.stoker.api.LogMessage;
import io.stoker.api.Product;
import io.stoker.api.Server;
import io.stoker.http.Escapes;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The error logs of the main server and the virtual hosts: one output per distinct ErrorLog, which
 * a new configuration takes over from the one before. Until the first {@link #publish} messages go
 * to the console.
 *
 * <p>Source: httpd manual, core, ErrorLog and ErrorLogFormat; "Log Files".
 */
public final class ErrorLogs implements ErrorSink {

  /** The longest line that is written; what is beyond is cut off, as in httpd. */
  static final int MAX_LINE = 8190;

  private static final String DEFAULT_FILE = "logs/error_log";
  private static final Key<Boolean> INTRODUCED = Key.named("error log: request introduced");

  private final Clock clock;
  private final ZoneId zone;
  private final PrintStream stderr;
  private final Console console;
  private final Map<String, Shared> outputs = new HashMap<>();
  private final Map<String, ErrorFormat> formats = new ConcurrentHashMap<>();
  private volatile @Nullable Opened published;

  /** With the system's clock and standard error. */
  public ErrorLogs() {
    this(Clock.tick(Clock.systemUTC(), java.time.Duration.ofNanos(1000)), System.err);
  }

  ErrorLogs(Clock clock, PrintStream stderr) {
    this.clock = clock;
    this.zone = ZoneId.systemDefault();
    this.stderr = stderr;
    this.console = new Console(stderr);
  }

  private static final class Shared {
    final ErrorOutput output;
    int users = 1;

    Shared(ErrorOutput output) {
      this.output = output;
    }
  }

  /**
   * The logs of one configuration, open. Closed when no request uses that configuration any more.
   */
  public final class Opened implements AutoCloseable {
    private final Server main;
    private final Map<String, ErrorOutput> byTarget;
    private boolean closed;

    private Opened(Server main, Map<String, ErrorOutput> byTarget) {
      this.main = main;
      this.byTarget = Map.copyOf(byTarget);
    }

    @Override
    public void close() {
      synchronized (outputs) {
        if (closed) {
          return;
        }
        closed = true;
        if (published == this) {
          published = null;
        }
        byTarget.keySet().forEach(ErrorLogs.this::release);
      }
    }
  }

  /**
   * Opens what a configuration names; nothing is written there yet.
   *
   * @param servers the main server, then the virtual hosts
   * @throws DirectiveException in httpd's words; nothing stays open then that was not
   */
  public Opened open(List<Server> servers) throws DirectiveException {
    Map<String, ErrorOutput> opened = new HashMap<>();
    synchronized (outputs) {
      try {
        for (Server server : servers) {
          String target = target(server);
          if (!opened.containsKey(target)) {
            opened.put(target, acquire(target));
          }
        }
      } catch (DirectiveException e) {
        opened.keySet().forEach(this::release);
        throw e;
      }
    }
    return new Opened(servers.getFirst(), opened);
  }

  /** Messages go to these logs from now on. */
  public void publish(Opened logs) {
    published = logs;
  }

  /** Opens all files anew, for rotation. */
  public void reopen() {
    synchronized (outputs) {
      outputs.values().forEach(shared -> shared.output.reopen());
    }
  }

  /** A server's ErrorLog with its file made absolute. */
  static String target(Server server) {
    String log = server.get(Core.ERROR_LOG);
    String target = log == null ? DEFAULT_FILE : log;
    return target.startsWith("/") || LogPipe.isPipe(target) || isSyslog(target)
        ? target
        : server.get(Core.SERVER_ROOT) + "/" + target;
  }

  /** The file of a server's ErrorLog, one byte a char; null where it is a program or syslog. */
  public static @Nullable String file(Server server) {
    String target = target(server);
    return target.startsWith("/") ? target : null;
  }

  private static boolean isSyslog(String target) {
    return target.equals("syslog") || target.startsWith("syslog:");
  }

  private ErrorOutput acquire(String target) throws DirectiveException {
    Shared shared = outputs.get(target);
    if (shared == null) {
      shared = new Shared(create(target));
      outputs.put(target, shared);
    } else {
      shared.users++;
    }
    return shared.output;
  }

  private void release(String target) {
    Shared shared = outputs.get(target);
    if (shared != null && --shared.users == 0) {
      outputs.remove(target);
      shared.output.close();
    }
  }

  private ErrorOutput create(String target) throws DirectiveException {
    if (isSyslog(target)) {
      return SyslogOutput.open(target, Product.NAME.toLowerCase(java.util.Locale.ROOT));
    }
    try {
      return LogPipe.isPipe(target)
          ? new AsyncErrorOutput(AsyncErrorOutput.log(target, console))
          : new FileErrorOutput(target, () -> LogFiles.append(target), stderr);
    } catch (IOException e) {
      throw new DirectiveException(
          LogPipe.isPipe(target)
              ? SystemWords.of(e) + ": " + NO_PROGRAM.format(LogPipe.programOf(target))
              : SystemWords.of(e) + ": " + NO_FILE.format(Product.NAME, target),
          e);
    }
  }

  private static final LogMessage NO_FILE =
      LogMessage.error("core", "AH00091", "%s: could not open error log file %s.");
  private static final LogMessage NO_PROGRAM =
      LogMessage.error("core", "AH00089", "Couldn't start ErrorLog process '%s'.");

  // ---- writing ----

  @Override
  public void write(
      LogMessage message,
      Object[] args,
      @Nullable Throwable cause,
      @Nullable Server server,
      @Nullable Exchange x) {
    Opened logs = published;
    if (logs == null) {
      console.write(message, args, cause, server, x);
      return;
    }
    Server of = server != null ? server : x != null ? x.server() : logs.main;
    ErrorOutput output = logs.byTarget.get(target(of));
    if (output == null) {
      // A request that is older than this configuration, whose host had a log of its own.
      output = java.util.Objects.requireNonNull(logs.byTarget.get(target(logs.main)));
    }
    ErrorEvent event =
        new ErrorEvent(
            message,
            Escapes.errorLogItem(message.format(args)),
            cause == null ? null : Escapes.errorLogItem(SystemWords.of(cause)),
            of,
            x,
            Instant.now(clock).truncatedTo(ChronoUnit.MICROS).atZone(zone));
    write(output, event, message.level());
  }

  private void write(ErrorOutput output, ErrorEvent event, LogLevel level) {
    Core.ErrorLogFormats own = event.server().get(Core.ERROR_LOG_FORMAT);
    if (event.x() != null) {
      introduce(output, event, level, own, event.x());
    }
    ErrorFormat standard = output.stampsTime() ? ErrorFormat.SYSLOG : ErrorFormat.FILE;
    ErrorFormat format = own.line() == null ? standard : compiled(own.line());
    line(output, level, format.line(event));
  }

  /** The extra lines before the first message about a connection and about a request. */
  private void introduce(
      ErrorOutput output, ErrorEvent event, LogLevel level, Core.ErrorLogFormats own, Exchange x) {
    if (ConnectionLogIds.markLogged(x.connection())) {
      introduce(output, event, level, own.connection());
    }
    Exchange main = x;
    for (Exchange m = x; m != null; m = m.main()) {
      main = m;
    }
    if (!own.request().isEmpty() && main.get(INTRODUCED) == null) {
      main.put(INTRODUCED, true);
      introduce(output, event, level, own.request());
    }
  }

  private void introduce(ErrorOutput output, ErrorEvent event, LogLevel level, List<String> lines) {
    for (String text : lines) {
      line(output, level, introduction(text).line(event.withoutMessage()));
    }
  }

  private static void line(ErrorOutput output, LogLevel level, String line) {
    if (!line.isEmpty()) {
      output.write(level, line.length() > MAX_LINE ? line.substring(0, MAX_LINE) : line);
    }
  }

  private ErrorFormat compiled(String text) {
    return formats.computeIfAbsent(text, t -> compiled(t, ErrorFormat.Use.MESSAGE));
  }

  private ErrorFormat introduction(String text) {
    return formats.computeIfAbsent(
        "introduction " + text, t -> compiled(text, ErrorFormat.Use.INTRODUCTION));
  }

  private static ErrorFormat compiled(String text, ErrorFormat.Use use) {
    try {
      return ErrorFormat.compile(text, use);
    } catch (DirectiveException e) {
      // The directive was checked when it was read.
      return ErrorFormat.FILE;
    }
  }
}
