package io.stoker.logging;

import io.stoker.api.Exchange;
import io.stoker.api.LogMessage;
import io.stoker.api.Server;
import org.jspecify.annotations.Nullable;

/**
 * Where messages of the error log go. Whether a message passes LogLevel is the caller's question
 * ({@link Exchange#logs}); a sink writes what it is given.
 */
public interface ErrorSink {

  /**
   * Writes one line.
   *
   * @param server whose log it belongs to; null for the main log
   * @param x the request it is about, for the client's address, the ids and the request formats
   * @param cause an error of the system, worded in front of the message as httpd does, or null
   */
  void write(
      LogMessage message,
      Object[] args,
      @Nullable Throwable cause,
      @Nullable Server server,
      @Nullable Exchange x);
}
