package io.stoker.modules.mod_env;

import static io.stoker.api.Where.DIRECTORY;
import static io.stoker.api.Where.HTACCESS;
import static io.stoker.api.Where.SERVER;
import static io.stoker.api.Where.VHOST;

import com.google.auto.service.AutoService;
import io.stoker.api.Arg;
import io.stoker.api.Cmd;
import io.stoker.api.Directive;
import io.stoker.api.Exchange;
import io.stoker.api.Hook;
import io.stoker.api.HttpdModule;
import io.stoker.api.LogMessage;
import io.stoker.api.Outcome;
import io.stoker.api.OverrideClass;
import io.stoker.api.Phase;
import io.stoker.api.SecretNames;
import io.stoker.api.Slot;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** mod_env: variables for CGI, SSI and logs, late in the request. */
@AutoService(HttpdModule.class)
public final class ModEnv implements HttpdModule {

  static final Slot<EnvConfig> CONFIG = Slot.directory(EnvConfig.UNSET);

  private static final LogMessage UNDEFINED =
      LogMessage.warn("env", "AH01506", "PassEnv variable %s was undefined");

  @Override
  public String name() {
    return "mod_env";
  }

  @Override
  public List<Directive> directives() {
    return List.of(
        row("SetEnv")
            .several(Directive.Several.LAST_OF_FIRST_WORD)
            .shown(SecretNames::ofVariable)
            .help("a variable's name and, if it is not to be empty, its value")
            .apply(
                Directive.Arity.TAKE12,
                "name [value]",
                (cmd, args) ->
                    cmd.update(
                        CONFIG,
                        c -> c.withVariable(args.get(0), args.size() > 1 ? args.get(1) : ""))),
        row("UnsetEnv")
            .several(Directive.Several.ALL)
            .help("names of variables to take away")
            .iterate(Arg.word("name"), CONFIG, EnvConfig::without),
        row("PassEnv")
            .several(Directive.Several.ALL)
            .help("names of variables of the server's own environment")
            .apply(Directive.Arity.ITERATE, "name...", (cmd, args) -> passEnv(cmd, args.get(0))));
  }

  private static Directive.Builder row(String name) {
    return Directive.named(name)
        .in(SERVER, VHOST, DIRECTORY, HTACCESS)
        .override(OverrideClass.FILE_INFO);
  }

  private static void passEnv(Cmd cmd, String name) {
    String value = cmd.processEnv(name);
    if (value == null) {
      cmd.log(UNDEFINED, name);
      return;
    }
    String bytes = new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    cmd.update(CONFIG, c -> c.withVariable(name, bytes));
  }

  @Override
  public List<Hook> hooks() {
    return List.of(Hook.on(Phase.FIXUPS, ModEnv::fixup));
  }

  /** What SetEnvIf or a rewrite rule has set already wins. */
  private static Outcome fixup(Exchange x) {
    x.config(CONFIG)
        .variables()
        .forEach(
            (name, value) -> {
              if (!x.env().has(name)) {
                x.env().set(name, value);
              }
            });
    return Outcome.DECLINED;
  }
}
