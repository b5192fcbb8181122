package io.stoker.logging;

import io.stoker.api.Exchange;
import io.stoker.api.LogMessage;
import io.stoker.api.Server;
import io.stoker.http.Escapes;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/**
 * Messages while no log is open: on standard error, as httpd writes what it says while it starts,
 * without time and level.
 */
public final class Console implements ErrorSink, Complaints {

  private final PrintStream out;

  public Console(PrintStream out) {
    this.out = out;
  }

  @Override
  public void write(
      LogMessage message,
      Object[] args,
      @Nullable Throwable cause,
      @Nullable Server server,
      @Nullable Exchange x) {
    say(cause, message, args);
  }

  @Override
  public void say(@Nullable Throwable cause, LogMessage message, Object... args) {
    String text = Escapes.errorLogItem(message.format(args));
    out.println(cause == null ? text : SystemWords.of(cause) + ": " + text);
  }
}
