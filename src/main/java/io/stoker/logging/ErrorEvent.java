package io.stoker.logging;

import io.stoker.api.Exchange;
import io.stoker.api.LogMessage;
import io.stoker.api.Server;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/**
 * One thing to say in the error log.
 *
 * @param message null in the lines that introduce a request or a connection
 * @param text the message's text with its id, filled in and escaped
 * @param cause the words of the system's error, or null
 */
record ErrorEvent(
    @Nullable LogMessage message,
    String text,
    @Nullable String cause,
    Server server,
    @Nullable Exchange x,
    ZonedDateTime time) {

  /** The same circumstances without a message. */
  ErrorEvent withoutMessage() {
    return new ErrorEvent(null, "", null, server, x, time);
  }
}
