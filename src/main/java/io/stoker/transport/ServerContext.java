package io.stoker.transport;

import io.netty.util.concurrent.EventExecutor;
import io.stoker.api.LogMessage;
import io.stoker.api.Server;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a connection needs of the server it belongs to. */
interface ServerContext {

  /** What is published now. */
  Content content();

  /** Threads for blocking reads of files; they hold no slot. */
  Executor readers();

  /** Makes the meeting place of a worker and an event loop. */
  Supplier<Gate> gates();

  /** The number of an event loop, from 0. */
  int loop(EventExecutor loop);

  /** Whether a connection is handed over when its first bytes are here, not before. */
  boolean defersAccept();

  /** Whether the server is going away, so that no connection is kept. */
  boolean isStopping();

  /** How long a connection that ends waits for a request that is on its way. */
  long lastCallNanos();

  void opened(HttpConnection connection);

  void closed(HttpConnection connection);

  /**
   * A message about a connection that has no request yet.
   *
   * @param host whose log it belongs to, and whose LogLevel decides
   * @param cause an error of the system to begin with, or null
   */
  void log(Server host, @Nullable Throwable cause, LogMessage message, Object... args);

  /** Something failed that no module accounts for. */
  void report(Throwable failure, ClientConnection client);
}
