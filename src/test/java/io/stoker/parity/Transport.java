package io.stoker.parity;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** A way to run a configuration and to send requests to it. */
interface Transport {

  /** Short name for test reports, such as {@code httpd}. */
  String name();

  /**
   * What the server calls itself: each placeholder with the text that it stands for, such as <code>
   * ${SERVER:min}</code> for {@code Apache/2.4.71}.
   */
  Map<String, String> products();

  /** Modules that the scenario loads and the server does not have yet; its cases wait for them. */
  default List<String> missingModules(Scenario scenario) {
    return List.of();
  }

  /**
   * Whether programs that logs go to are killed with the server, whatever they have yet to read: as
   * httpd does.
   */
  default boolean killsLogPrograms() {
    return false;
  }

  /** Whether a request that changes nothing is asked once before, its reply thrown away. */
  default boolean asksTwice() {
    return false;
  }

  /**
   * Starts a server.
   *
   * @param scenario the configuration
   * @param workspace its files, already in place
   * @throws IOException when it does not start, with the reason that it gave
   */
  Server start(Scenario scenario, Workspace workspace) throws IOException;

  /**
   * Checks a configuration, or tries to start it if the case says so.
   *
   * @param scenario says which modules there are
   * @param check the configuration and the flags
   * @param workspace its files, already in place
   */
  Outcome check(Scenario scenario, Item.Check check, Workspace workspace) throws IOException;

  /**
   * The result of a check.
   *
   * @param output lines on standard output and standard error
   * @param exit the exit status
   */
  record Outcome(List<String> output, int exit) {}

  /** A server that runs. */
  interface Server extends AutoCloseable {

    /**
     * Opens a connection.
     *
     * @param host the server's address
     * @param port the server's port
     * @param from the client's address
     */
    Wire connect(String host, int port, String from) throws IOException;

    /**
     * Waits until the connections that were closed are over for the server, too, as far as it can
     * be told: only then has it counted what it sent.
     */
    default void settle() {}

    /** The lines of the error log so far, as the server writes them. */
    List<String> errorLog() throws IOException;

    /** Stops the server; its logs are complete afterwards. */
    @Override
    void close() throws IOException;
  }
}
