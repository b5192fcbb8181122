package io.stoker.modules.mod_log_config;

import io.stoker.api.DirectiveException;
import io.stoker.api.Extensions;

/**
 * A format as it stands in the configuration.
 *
 * @param text of LogFormat, or the words of StokerLogFormatJson, one a line
 * @param json whether it is the latter
 */
record FormatText(String text, boolean json) {

  /** What the nickname {@code json} means where nothing else was said. */
  static final FormatText ECS = new FormatText("", true);

  static FormatText of(String text) {
    return new FormatText(text, false);
  }

  LogFormat compile(Extensions extensions) throws DirectiveException {
    if (!json) {
      return LogFormatParser.parse(text, extensions);
    }
    return this.equals(ECS)
        ? JsonFormat.ecs(extensions)
        : JsonFormat.parse(text.lines().toList(), extensions);
  }
}
