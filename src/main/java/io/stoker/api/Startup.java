package io.stoker.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A configuration that has been read and is being made ready; not published yet. */
public interface Startup {

  Server main();

  /** The main server, then the virtual hosts in the order of the file. */
  List<Server> servers();

  Extensions extensions();

  /** The configuration as it was read. */
  ConfigurationView configuration();

  boolean isLoaded(String module);

  /** True for {@code -t} and its like: nothing will be served. */
  boolean isCheckOnly();

  /**
   * Whether requests will only be tried on the configuration: what others would notice is left
   * undone, such as starting programs. Logs are not opened then.
   */
  boolean isTrial();

  boolean isDefined(String name);

  String serverRootRelative(String path);

  /** Puts a derived value into a SERVER slot of a server. */
  <T extends @Nullable Object> void set(Server server, Slot<T> slot, T value);

  /** A message to the error log or the terminal. */
  void log(LogMessage message, Object... args);

  /** As {@link #log} with the system's words for an error in front: {@code (2)No such file…: }. */
  void log(Throwable cause, LogMessage message, Object... args);

  /** Something to close when no request uses this configuration any more. */
  void onRetire(AutoCloseable resource);
}
