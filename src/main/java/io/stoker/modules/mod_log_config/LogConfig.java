package io.stoker.modules.mod_log_config;

import io.stoker.api.Core;
import io.stoker.api.Mergeable;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a server says about its access logs.
 *
 * @param format LogFormat without a nickname: the format of TransferLog, or the nickname of one
 * @param nicknames LogFormat with one, and StokerLogFormatJson: formats by nickname
 * @param logs in the order of the file
 */
record LogConfig(
    @Nullable FormatText format, Map<String, FormatText> nicknames, List<AccessLog> logs)
    implements Mergeable<LogConfig> {

  /** The format of logs for which nothing else was said, and the meaning of the nickname CLF. */
  static final String COMMON = "%h %l %u %t \"%r\" %>s %b";

  static final LogConfig UNSET = new LogConfig(null, Map.of(), List.of());

  LogConfig withFormat(FormatText text) {
    return new LogConfig(text, nicknames, logs);
  }

  LogConfig withNickname(String name, FormatText text) {
    return new LogConfig(format, Core.put(nicknames, name, text), logs);
  }

  LogConfig with(AccessLog log) {
    return new LogConfig(format, nicknames, Core.append(List.of(log), logs));
  }

  /** A host with logs of its own has none of the main server's but the global ones. */
  @Override
  public LogConfig over(LogConfig parent) {
    Predicate<AccessLog> inherited = log -> logs.isEmpty() || log.global();
    return new LogConfig(
        format != null ? format : parent.format,
        Core.overlay(nicknames, parent.nicknames),
        Stream.concat(logs.stream(), parent.logs.stream().filter(inherited).map(parent::named))
            .toList());
  }

  /** A log as a virtual host inherits it: a nickname keeps the meaning that it has here. */
  private AccessLog named(AccessLog log) {
    return log.format() == null ? log : log.withFormat(formatOf(log));
  }

  /** The format that {@code log} is written with in this server. */
  FormatText formatOf(AccessLog log) {
    FormatText said = log.format() != null ? log.format() : format;
    if (said == null) {
      return FormatText.of(COMMON);
    }
    FormatText named = said.json() ? said : nicknames.get(said.text());
    if (named != null) {
      return named;
    }
    return switch (said.text()) {
      case "CLF" -> FormatText.of(COMMON);
      case "json" -> FormatText.ECS;
      default -> said;
    };
  }
}
