package io.stoker.modules.core;

import io.stoker.api.Arg;
import io.stoker.api.Cmd;
import io.stoker.api.Core;
import io.stoker.api.Core.ErrorLogFormats;
import io.stoker.api.Core.LogLevels;
import io.stoker.api.Directive;
import io.stoker.api.Directive.Arity;
import io.stoker.api.DirectiveException;
import io.stoker.api.LogLevel;
import java.util.List;
import java.util.Map;

/** What is written to the error log, and what status pages show. */
final class LogDirectives {

  private static final String BAD_LEVEL =
      "Log level keyword must be one of emerg/alert/crit/error/warn/notice/info/debug/trace1/.../"
          + "trace8";

  /** Log names of modules whose source file is not named after them. */
  private static final Map<String, String> BY_SOURCE =
      Map.of(
          "core.c", "core",
          "http_core.c", "http",
          "event.c", "mpm_event",
          "worker.c", "mpm_worker",
          "prefork.c", "mpm_prefork");

  private LogDirectives() {}

  static List<Directive> rows() {
    return List.of(
        Rows.host("ErrorLog")
            .fallback("logs/error_log")
            .help("the file, |program or syslog:facility that gets the messages")
            .take(Arg.word("file-path|syslog[:[facility][:tag]]"), Core.ERROR_LOG),
        Rows.host("ErrorLogFormat")
            .help("how a message is written; with connection or request, what is told once of one")
            .apply(Arity.TAKE12, "[connection|request] format", LogDirectives::errorLogFormat),
        Rows.configured("LogLevel")
            .fallback("warn")
            .help("how much is logged, in all or by one module: warn, ssl:debug")
            .apply(Arity.ITERATE, "[module:]level...", (cmd, args) -> logLevel(cmd, args.get(0))),
        Rows.global("ExtendedStatus")
            .help("whether status pages tell of each request; On where mod_status is loaded")
            .flag(Core.EXTENDED_STATUS, (before, on) -> on),
        Rows.global("SeeRequestTail")
            .fallback("Off")
            .help("whether status pages show the end of a long request line")
            .flag(Core.SEE_REQUEST_TAIL));
  }

  private static void errorLogFormat(Cmd cmd, List<String> args) throws DirectiveException {
    ErrorLogFormats before = cmd.get(Core.ERROR_LOG_FORMAT);
    String format = args.get(args.size() - 1);
    if (args.size() == 1) {
      ErrorLogFormatRules.checkLine(format);
      cmd.set(
          Core.ERROR_LOG_FORMAT,
          new ErrorLogFormats(format, before.connection(), before.request()));
      return;
    }
    boolean connection = args.get(0).equalsIgnoreCase("connection");
    if (!connection && !args.get(0).equalsIgnoreCase("request")) {
      throw new DirectiveException("ErrorLogFormat type must be one of request, connection");
    }
    ErrorLogFormatRules.checkOnce(format);
    cmd.set(
        Core.ERROR_LOG_FORMAT,
        connection
            ? new ErrorLogFormats(
                before.line(), Core.append(List.of(format), before.connection()), before.request())
            : new ErrorLogFormats(
                before.line(),
                before.connection(),
                Core.append(List.of(format), before.request())));
  }

  private static void logLevel(Cmd cmd, String word) throws DirectiveException {
    int colon = word.indexOf(':');
    if (colon < 0) {
      LogLevel level = LogLevel.ofWord(word);
      if (level == null) {
        throw new DirectiveException(BAD_LEVEL);
      }
      cmd.set(Core.LOG_LEVEL, new LogLevels(level, Map.of()));
      return;
    }
    String module = word.substring(0, colon);
    if (colon == word.length() - 1) {
      throw new DirectiveException(
          "Module specifier '" + module + "' must be followed by a log level keyword");
    }
    LogLevel level = LogLevel.ofWord(word.substring(colon + 1));
    if (level == null) {
      throw new DirectiveException(word + ": " + BAD_LEVEL);
    }
    String logName = logName(module);
    if (!cmd.isLoaded(logName + "_module")) {
      throw new DirectiveException("Cannot find module " + module);
    }
    cmd.update(
        Core.LOG_LEVEL,
        levels -> new LogLevels(levels.level(), Core.put(levels.byModule(), logName, level)));
  }

  /** {@code ssl}, {@code ssl_module} and {@code mod_ssl.c} all mean {@code ssl}. */
  private static String logName(String module) {
    String special = BY_SOURCE.get(module);
    if (special != null) {
      return special;
    }
    if (module.endsWith("_module")) {
      return module.substring(0, module.length() - "_module".length());
    }
    boolean isSource = module.startsWith("mod_") && module.endsWith(".c");
    return isSource ? module.substring(4, module.length() - 2) : module;
  }
}
