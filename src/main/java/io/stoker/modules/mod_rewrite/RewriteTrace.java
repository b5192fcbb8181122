package io.stoker.modules.mod_rewrite;

import io.stoker.api.Exchange;
import io.stoker.api.LogLevel;
import io.stoker.api.LogMessage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The steps of rewriting in the error log, at {@code LogLevel rewrite:trace1} to {@code trace8}, in
 * httpd's form. Whether a level is written is found out once per run.
 */
final class RewriteTrace {

  private static final List<LogLevel> LEVELS =
      List.of(
          LogLevel.TRACE1,
          LogLevel.TRACE2,
          LogLevel.TRACE3,
          LogLevel.TRACE4,
          LogLevel.TRACE5,
          LogLevel.TRACE6,
          LogLevel.TRACE7,
          LogLevel.TRACE8);

  private static final List<LogMessage> LINES =
      LEVELS.stream().map(level -> new LogMessage("rewrite", "", level, "%s")).toList();

  private final Exchange x;
  private final int highest;

  RewriteTrace(Exchange x) {
    this.x = x;
    int level = 0;
    while (level < LEVELS.size() && x.logs("rewrite", LEVELS.get(level))) {
      level++;
    }
    highest = level;
  }

  /** Whether lines of {@code level}, 1 to 8, are written. */
  boolean at(int level) {
    return level <= highest;
  }

  /**
   * Writes a line if its level is on.
   *
   * @param perDirectory the directory whose rules run, or null
   */
  void log(int level, @Nullable String perDirectory, String text, @Nullable Object... args) {
    if (at(level)) {
      String line = args.length == 0 ? text : String.format(java.util.Locale.ROOT, text, args);
      x.log(LINES.get(level - 1), prefix(perDirectory) + line);
    }
  }

  /** Writes a line that does not say whose request it is about. */
  void plain(int level, String text, @Nullable Object... args) {
    if (at(level)) {
      x.log(LINES.get(level - 1), String.format(java.util.Locale.ROOT, text, args));
    }
  }

  private String prefix(@Nullable String perDirectory) {
    int redirects = 0;
    for (Exchange before = x.previous(); before != null; before = before.previous()) {
      redirects++;
    }
    String user = x.user();
    return x.clientIp()
        + " - "
        + (user == null ? "-" : user.isEmpty() ? "\"\"" : user)
        + " ["
        + x.serverName()
        + "/sid#"
        + Integer.toHexString(System.identityHashCode(x.server()))
        + "][rid#"
        + Integer.toHexString(System.identityHashCode(x))
        + (x.main() == null ? "/initial" : "/subreq")
        + (redirects == 0 ? "" : "/redir#" + redirects)
        + "] "
        + (perDirectory == null ? "" : "[perdir " + perDirectory + "] ");
  }
}
