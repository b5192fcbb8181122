package io.stoker.config;

import static io.stoker.api.Where.DIRECTORY;
import static io.stoker.api.Where.HTACCESS;
import static io.stoker.api.Where.SERVER;
import static io.stoker.api.Where.VHOST;

import io.stoker.api.Cmd;
import io.stoker.api.Core;
import io.stoker.api.Directive;
import io.stoker.api.Directive.Arity;
import io.stoker.api.DirectiveException;
import io.stoker.api.HttpdModule;
import io.stoker.api.OverrideClass;
import io.stoker.api.SectionKind;
import io.stoker.api.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Modules with a directive of every shape, named and worded as httpd's so that both can be asked.
 */
final class TestModules {

  /** Everything that any directive below was given, in order. */
  static final Slot<List<String>> SAID = Slot.directory("said", List.of(), Core::append);

  static final Slot<List<String>> AUTHZ = Slot.directory("authz", List.of());

  private TestModules() {}

  record Fake(String name, boolean isStatic, List<Directive> directives) implements HttpdModule {
    @Override
    public String identifier() {
      return name.equals("http_core") ? "http_module" : HttpdModule.super.identifier();
    }

    @Override
    public String sourceName() {
      return (name.startsWith("mpm_") ? name.substring(4) : name) + ".c";
    }
  }

  static List<HttpdModule> all() {
    return List.of(
        new Fake("core", true, core()),
        new Fake("http_core", true, http()),
        new Fake("mod_unixd", true, List.of(word("User"), word("Group"))),
        new Fake("mod_log_config", true, List.of()),
        new Fake("mod_logio", true, List.of()),
        new Fake("mod_watchdog", true, List.of()),
        new Fake("mpm_event", false, List.of(threads())),
        new Fake("mpm_worker", false, List.of()),
        new Fake("mod_authz_core", false, authz()),
        new Fake("mod_dir", false, List.of(words("DirectoryIndex"))),
        new Fake("mod_env", false, env()),
        new Fake("mod_alias", false, List.of(aliasMatch())),
        new Fake("mod_mime", false, mime()),
        new Fake("mod_proxy", false, proxy()));
  }

  private static List<Directive> core() {
    return List.of(
        server("ServerAdmin")
            .help("The email address of the server administrator")
            .apply(Arity.TAKE1, "x", TestModules::say),
        server("Timeout").help("Timeout duration (sec)").apply(Arity.TAKE1, "x", TestModules::say),
        server("PidFile")
            .help("A file for logging the server process ID")
            .apply(
                Arity.TAKE1,
                "x",
                (cmd, a) -> cmd.set(Core.PID_FILE, cmd.serverRootRelative(a.get(0)))),
        server("ErrorLog")
            .help("The filename of the error log")
            .apply(
                Arity.TAKE1,
                "x",
                (cmd, a) -> cmd.set(Core.ERROR_LOG, cmd.serverRootRelative(a.get(0)))),
        server("ServerName")
            .help("The hostname and port of the server")
            .apply(Arity.TAKE1, "x", TestModules::serverName),
        server("ServerAlias")
            .help("A name or names alternately used to access the server")
            .apply(Arity.WORDS, "x...", TestModules::serverAlias),
        server("ServerPath")
            .help("The pathname the server can be reached at")
            .apply(Arity.TAKE1, "x", (cmd, a) -> cmd.set(Core.SERVER_PATH, a.get(0))),
        server("ErrorLogFormat")
            .help("Format string for the ErrorLog")
            .apply(Arity.TAKE12, "x [y]", TestModules::say),
        Directive.named("AcceptFilter")
            .in(SERVER)
            .help("Set the Accept Filter to use for a protocol")
            .apply(Arity.TAKE2, "x y", TestModules::say),
        Directive.named("ExtendedStatus").in(SERVER).apply(Arity.FLAG, "on", TestModules::say),
        Directive.named("Listen")
            .in(SERVER)
            .notIn(SectionKind.VIRTUAL_HOST)
            .apply(Arity.WORDS, "x...", TestModules::listen),
        Directive.named("AllowOverride").in(DIRECTORY).apply(Arity.RAW_ARGS, "x", TestModules::say),
        everywhere("Options", OverrideClass.OPTIONS).apply(Arity.RAW_ARGS, "x", TestModules::say),
        everywhere("AddDefaultCharset", OverrideClass.FILE_INFO)
            .help(
                "The name of the default charset to add to any Content-Type without one or 'Off' to"
                    + " disable")
            .apply(Arity.TAKE1, "x", TestModules::say),
        everywhere("ErrorDocument", OverrideClass.FILE_INFO)
            .help("Change responses for HTTP errors")
            .apply(Arity.TAKE2, "x y", TestModules::say),
        server("LimitInternalRecursion")
            .help("maximum recursion depth of internal redirects and subrequests")
            .apply(Arity.TAKE12, "x [y]", TestModules::say));
  }

  private static List<Directive> http() {
    return List.of(server("KeepAlive").apply(Arity.FLAG, "on", TestModules::say));
  }

  private static Directive threads() {
    return Directive.named("ThreadsPerChild")
        .in(SERVER)
        .help("Number of threads each child creates")
        .apply(Arity.TAKE1, "n", TestModules::say);
  }

  private static List<Directive> authz() {
    Directive require =
        Directive.named("Require")
            .in(DIRECTORY, HTACCESS)
            .override(OverrideClass.AUTH_CONFIG)
            .apply(
                Arity.RAW_ARGS,
                "x",
                (cmd, a) -> {
                  String provider = a.get(0).split(" ")[0];
                  if (!List.of("all", "env", "expr", "method").contains(provider)) {
                    throw new DirectiveException("Unknown Authz provider: " + provider);
                  }
                  cmd.update(AUTHZ, said -> plus(said, a.get(0)));
                });
    Directive all =
        Directive.named("RequireAll")
            .in(DIRECTORY, HTACCESS)
            .override(OverrideClass.AUTH_CONFIG)
            .section(
                "",
                (cmd, argument, body) -> {
                  List<String> inside = body.read(AUTHZ);
                  cmd.update(AUTHZ, said -> plus(said, "all" + inside));
                });
    return List.of(require, all);
  }

  private static List<Directive> env() {
    return List.of(
        everywhere("SetEnv", OverrideClass.FILE_INFO)
            .help("an environment variable name and optional value to pass to CGI.")
            .apply(Arity.TAKE12, "x [y]", TestModules::say),
        everywhere("PassEnv", OverrideClass.FILE_INFO)
            .help("a list of environment variables to pass to CGI.")
            .apply(Arity.ITERATE, "x...", TestModules::say),
        everywhere("UnsetEnv", OverrideClass.FILE_INFO)
            .help("a list of variables to remove from the CGI environment.")
            .apply(Arity.ITERATE, "x...", TestModules::say));
  }

  private static Directive aliasMatch() {
    return server("AliasMatch")
        .help("a regular expression and a filename")
        .apply(Arity.TAKE2, "x y", TestModules::say);
  }

  private static List<Directive> mime() {
    return List.of(
        word("TypesConfig"),
        everywhere("AddType", OverrideClass.FILE_INFO)
            .help("a mime type followed by one or more file extensions")
            .apply(Arity.ITERATE2, "x y...", TestModules::say));
  }

  private static List<Directive> proxy() {
    return List.of(
        server("ProxyRemote")
            .help("a scheme, partial URL or '*' and a proxy server")
            .apply(Arity.TAKE23, "x y [z]", TestModules::say),
        server("ProxyPass")
            .in(SERVER, VHOST, DIRECTORY)
            .notIn(SectionKind.DIRECTORY, SectionKind.FILES)
            .apply(Arity.RAW_ARGS, "x", TestModules::say));
  }

  private static Directive.Builder server(String name) {
    return Directive.named(name).in(SERVER, VHOST);
  }

  private static Directive.Builder everywhere(String name, OverrideClass override) {
    return Directive.named(name).in(SERVER, VHOST, DIRECTORY, HTACCESS).override(override);
  }

  private static Directive word(String name) {
    return server(name).help("a word").apply(Arity.TAKE1, "x", TestModules::say);
  }

  private static Directive words(String name) {
    return everywhere(name, OverrideClass.INDEXES).apply(Arity.WORDS, "x...", TestModules::say);
  }

  static List<String> plus(List<String> list, String one) {
    List<String> all = new ArrayList<>(list);
    all.add(one);
    return List.copyOf(all);
  }

  static void say(Cmd cmd, List<String> args) {
    cmd.update(SAID, said -> plus(said, cmd.directive().name() + args));
  }

  private static void serverName(Cmd cmd, List<String> args) {
    String[] parts = args.get(0).split(":");
    cmd.set(
        Core.SERVER_NAME,
        new Core.ServerNameValue(
            null, parts[0], parts.length > 1 ? Integer.parseInt(parts[1]) : 0));
  }

  private static void serverAlias(Cmd cmd, List<String> args) throws DirectiveException {
    if (cmd.within(SectionKind.VIRTUAL_HOST) == null) {
      throw new DirectiveException("ServerAlias only used in <VirtualHost>");
    }
    for (String alias : args) {
      cmd.update(Core.SERVER_ALIASES, said -> plus(said, alias.toLowerCase(Locale.ROOT)));
    }
  }

  private static void listen(Cmd cmd, List<String> args) throws DirectiveException {
    if (args.isEmpty() || args.size() > 2) {
      throw new DirectiveException("Listen requires 1 or 2 arguments.");
    }
    String port = args.get(0).substring(args.get(0).lastIndexOf(':') + 1);
    Core.ListenAddress address =
        new Core.ListenAddress(
            null, Integer.parseInt(port), "http", java.util.Set.of(), cmd.position());
    cmd.update(Core.LISTEN, said -> Core.append(List.of(address), said));
  }
}
