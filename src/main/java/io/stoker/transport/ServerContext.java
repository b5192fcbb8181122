package io.stoker.transport;

import io.stoker.mpm.WorkerSlots;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** What a connection needs of the server it belongs to. */
interface ServerContext {

  /** What is published now. */
  Content content();

  /** The workers, who answer requests. */
  WorkerSlots workers();

  /** Threads for blocking reads of files; they hold no slot. */
  Executor readers();

  /** Makes the meeting place of a worker and an event loop. */
  Supplier<Gate> gates();

  /** Whether the server is going away, so that no connection is kept. */
  boolean isStopping();

  void opened(HttpConnection connection);

  void closed(HttpConnection connection);

  /** Something failed that no module accounts for. */
  void report(Throwable failure, ClientConnection client);
}
