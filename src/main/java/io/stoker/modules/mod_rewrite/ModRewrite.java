package io.stoker.modules.mod_rewrite;

import static io.stoker.api.Where.DIRECTORY;
import static io.stoker.api.Where.HTACCESS;
import static io.stoker.api.Where.VHOST;

import com.google.auto.service.AutoService;
import io.stoker.api.Cmd;
import io.stoker.api.Directive;
import io.stoker.api.DirectiveException;
import io.stoker.api.Hook;
import io.stoker.api.HttpdModule;
import io.stoker.api.LogMessage;
import io.stoker.api.OverrideClass;
import io.stoker.api.Phase;
import io.stoker.api.Server;
import io.stoker.api.Slot;
import io.stoker.api.Startup;
import io.stoker.api.Where;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;

/** mod_rewrite: rules that rewrite URLs, for a server and for directories. */
@AutoService(HttpdModule.class)
public final class ModRewrite implements HttpdModule {

  /** Rules and maps of a server; only what a virtual host inherits comes from the main one. */
  static final Slot<RewriteConfig> SERVER =
      Slot.server("mod_rewrite (server)", RewriteConfig.UNSET, RewriteConfig::over);

  /** Engine and options of a place, and the rules of a section. */
  static final Slot<RewriteConfig> SECTION = Slot.directory(RewriteConfig.UNSET);

  private static final LogMessage MAX_REDIRECTS =
      LogMessage.warn(
          "rewrite",
          "AH00664",
          "RewriteOptions: MaxRedirects option has been removed in favor of the global"
              + " LimitInternalRecursion directive and will be ignored.");

  @Override
  public String name() {
    return "mod_rewrite";
  }

  @Override
  public List<Directive> directives() {
    return List.of(
        row("RewriteEngine")
            .fallback("Off")
            .help("whether rules are applied here")
            .apply(Directive.Arity.FLAG, "on|off", ModRewrite::engine),
        row("RewriteOptions")
            .several(Directive.Several.ALL)
            .help("how rules of other places are inherited, and exceptions from their usual ways")
            .apply(Directive.Arity.ITERATE, "option...", ModRewrite::option),
        row("RewriteBase")
            .help("the URL path that stands for the directory in relative substitutions")
            .apply(Directive.Arity.TAKE1, "URL-path", ModRewrite::base),
        row("RewriteCond")
            .help("a text with variables, what it is tested for, and flags in brackets")
            .apply(
                Directive.Arity.RAW_ARGS,
                "TestString [!]CondPattern [[flags]]",
                (cmd, args) -> {
                  RewriteCond condition = RewriteCond.read(cmd, args.get(0));
                  rules(cmd, config -> config.with(condition));
                }),
        row("RewriteRule")
            .help("a pattern for URL paths, what they become, and flags in brackets")
            .apply(Directive.Arity.RAW_ARGS, "[!]Pattern Substitution [[flags]]", ModRewrite::rule),
        Directive.named("RewriteMap")
            .several(Directive.Several.LAST_OF_FIRST_WORD)
            .in(Where.SERVER, VHOST)
            .help("a name, where its values come from, and options of that")
            .apply(
                Directive.Arity.TAKE23,
                "MapName MapType:MapSource [MapTypeOptions]",
                (cmd, args) -> {
                  RewriteMap map = MapDirective.read(cmd, args);
                  cmd.update(SERVER, config -> config.withMap(args.get(0), map));
                }));
  }

  private static Directive.Builder row(String name) {
    return Directive.named(name)
        .in(Where.SERVER, VHOST, DIRECTORY, HTACCESS)
        .override(OverrideClass.FILE_INFO);
  }

  private static void engine(Cmd cmd, List<String> args) throws DirectiveException {
    boolean on = io.stoker.api.Arg.FLAG.parse(args.get(0), cmd);
    everywhere(cmd, config -> config.withEngine(on));
  }

  private static void option(Cmd cmd, List<String> args) throws DirectiveException {
    String word = args.get(0);
    if (word.toLowerCase(Locale.ROOT).startsWith("maxredirects=")) {
      cmd.log(MAX_REDIRECTS);
      return;
    }
    RewriteOption option = RewriteOption.of(word);
    if (option == null) {
      throw new DirectiveException("RewriteOptions: unknown option '" + word + "'");
    }
    everywhere(cmd, config -> config.with(option));
  }

  private static void base(Cmd cmd, List<String> args) throws DirectiveException {
    String url = args.get(0);
    if (cmd.path() == null) {
      throw new DirectiveException("RewriteBase: only valid in per-directory config files");
    }
    if (url.isEmpty()) {
      throw new DirectiveException("RewriteBase: empty URL not allowed");
    }
    if (!url.startsWith("/")) {
      throw new DirectiveException("RewriteBase: argument is not a valid URL");
    }
    rules(cmd, config -> config.withBase(url));
  }

  private static void rule(Cmd cmd, List<String> args) throws DirectiveException {
    RewriteConfig config = cmd.get(cmd.path() == null ? SERVER : SECTION);
    RewriteRule rule = RewriteRule.read(args.get(0), config.pending(), cmd.position());
    rules(cmd, c -> c.with(rule));
  }

  /** What is said of a server holds for its places too. */
  private static void everywhere(Cmd cmd, UnaryOperator<RewriteConfig> change) {
    rules(cmd, change);
    if (cmd.path() == null) {
      cmd.update(SECTION, change);
    }
  }

  private static void rules(Cmd cmd, UnaryOperator<RewriteConfig> change) {
    String path = cmd.path();
    if (path == null) {
      cmd.update(SERVER, change);
    } else {
      cmd.update(SECTION, config -> change.apply(config.in(path)));
    }
  }

  /** Virtual hosts in which nothing is said have nothing of it, not even by InheritDown. */
  @Override
  public void postConfig(Startup startup) throws DirectiveException {
    RewriteConfig main = startup.main().get(SERVER);
    for (Server server : startup.servers()) {
      if (server.isVirtual() && server.get(SERVER) == main) {
        startup.set(server, SERVER, RewriteConfig.UNSET);
      }
    }
    if (!startup.isCheckOnly() && !startup.isTrial()) {
      startPrograms(startup);
    }
  }

  private static void startPrograms(Startup startup) throws DirectiveException {
    Set<ProgramMap> started = new HashSet<>();
    for (Server server : startup.servers()) {
      RewriteConfig config = server.get(SERVER);
      for (RewriteMap map : config.maps().values()) {
        if (config.isOn() && map instanceof ProgramMap program && started.add(program)) {
          startup.onRetire(program);
          if (!program.start(startup)) {
            throw new DirectiveException("");
          }
        }
      }
    }
  }

  @Override
  public List<Hook> hooks() {
    return List.of(
        Hook.on(Phase.TRANSLATE_NAME, ServerRules::translate).first().before("mod_proxy"),
        Hook.on(Phase.FIXUPS, DirectoryRules::fixup).first().before("mod_proxy"),
        Hook.on(Phase.FIXUPS, DirectoryRules::forceType).last(),
        Hook.on(Phase.HANDLER, DirectoryRules::redirect));
  }
}
