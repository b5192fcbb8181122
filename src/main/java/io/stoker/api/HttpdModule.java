package io.stoker.api;

import java.util.List;

/**
 * A module as httpd knows it: its directives, its hooks and the names it offers to others.
 *
 * <p>Implementations are final, stateless but for constants, have a public no-argument constructor
 * and are found by {@link java.util.ServiceLoader} ({@code @AutoService(HttpdModule.class)}). What
 * a module knows about a configuration lives in its {@link Slot}s; what it knows about one request
 * in its {@link Key}s.
 */
public interface HttpdModule {

  /** The name as in the manual: {@code mod_mime}, {@code core}. */
  String name();

  /** The name that {@code LoadModule} and {@code -M} use: {@code mime_module}. */
  default String identifier() {
    return (name().startsWith("mod_") ? name().substring(4) : name()) + "_module";
  }

  /** The name that {@code -l} prints and {@code <IfModule>} also takes: {@code mod_mime.c}. */
  default String sourceName() {
    return name() + ".c";
  }

  /** The name that log lines and {@code LogLevel} use: {@code mime}. */
  default String logName() {
    String id = identifier();
    return id.substring(0, id.length() - "_module".length());
  }

  /** Whether the module is there without {@code LoadModule}, as in Debian's httpd. */
  default boolean isStatic() {
    return false;
  }

  /** The directive table, in the order in which the reference lists it. */
  default List<Directive> directives() {
    return List.of();
  }

  /** The functions that run in the phases of a request. */
  default List<Hook> hooks() {
    return List.of();
  }

  /** What this module offers by name to other modules: providers, log items, variables. */
  default List<Extension<?>> extensions() {
    return List.of();
  }

  /** Before the configuration is read. */
  default void preConfig(Startup startup) throws DirectiveException {}

  /**
   * httpd's check_config: all directives are read, nothing is opened; {@code -t} runs it too.
   *
   * @throws DirectiveException to refuse the configuration; an empty message where all was logged
   */
  default void checkConfig(Startup startup) throws DirectiveException {}

  /** httpd's open_logs: opens what the configuration names. Not run by {@code -t}. */
  default void openLogs(Startup startup) throws DirectiveException {}

  /**
   * httpd's post_config: the last chance to refuse a configuration and the place to derive values
   * from it. Run before the configuration is published; it must not touch what is serving now.
   */
  default void postConfig(Startup startup) throws DirectiveException {}

  /**
   * httpd's child_init: a child is being started. What the module needs once per child is put into
   * it here. Run in loading order, on a thread that may block.
   *
   * @throws Exception to keep the child from starting; it is tried again a second later
   */
  default void childInit(ChildContext child, Server main) throws Exception {}

  /**
   * httpd's child_exit: the child has given its last reply and its last connection is closed. Run
   * in the opposite order, also where {@link #childInit} of a later module failed.
   */
  default void childExit(ChildContext child, Server main) throws Exception {}

  /** The lines of this module in {@code -t -D DUMP_RUN_CFG}, such as User and Group. */
  default List<String> describeRun(Startup startup) {
    return List.of();
  }
}
