package io.stoker.modules.mod_actions;

import static io.stoker.api.Where.DIRECTORY;
import static io.stoker.api.Where.HTACCESS;
import static io.stoker.api.Where.SERVER;
import static io.stoker.api.Where.VHOST;

import com.google.auto.service.AutoService;
import io.stoker.api.Cmd;
import io.stoker.api.Core;
import io.stoker.api.Directive;
import io.stoker.api.DirectiveException;
import io.stoker.api.Exchange;
import io.stoker.api.Hook;
import io.stoker.api.HttpdModule;
import io.stoker.api.InternalRedirect;
import io.stoker.api.LogMessage;
import io.stoker.api.Outcome;
import io.stoker.api.OverrideClass;
import io.stoker.api.Phase;
import io.stoker.api.Reply;
import io.stoker.api.Slot;
import io.stoker.http.Escapes;
import io.stoker.http.Methods;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** mod_actions: scripts for media types, handlers and methods. */
@AutoService(HttpdModule.class)
public final class ModActions implements HttpdModule {

  static final Slot<ActionsConfig> CONFIG = Slot.directory(ActionsConfig.UNSET);

  private static final LogMessage MISSING =
      LogMessage.info("actions", "AH00652", "File does not exist: %s");

  @Override
  public String name() {
    return "mod_actions";
  }

  @Override
  public List<Directive> directives() {
    return List.of(
        Directive.named("Action")
            .several(Directive.Several.LAST_OF_FIRST_WORD)
            .in(SERVER, VHOST, DIRECTORY, HTACCESS)
            .override(OverrideClass.FILE_INFO)
            .help("a media type or handler, the URL path of a script, and whether files must exist")
            .apply(Directive.Arity.TAKE23, "action-type cgi-script [virtual]", ModActions::action),
        Directive.named("Script")
            .several(Directive.Several.LAST_OF_FIRST_WORD)
            .in(SERVER, VHOST, DIRECTORY)
            .help("a method and the URL path of a script for it")
            .apply(Directive.Arity.TAKE2, "method cgi-script", ModActions::script));
  }

  private static void action(Cmd cmd, List<String> args) throws DirectiveException {
    boolean virtual = args.size() > 2;
    if (virtual && !args.get(2).equalsIgnoreCase("virtual")) {
      throw new DirectiveException("unrecognized option '" + args.get(2) + "'");
    }
    ActionsConfig.Action action = new ActionsConfig.Action(args.get(1), virtual);
    cmd.update(CONFIG, config -> config.with(args.get(0), action));
  }

  private static void script(Cmd cmd, List<String> args) throws DirectiveException {
    if (args.get(0).equals("TRACE")) {
      throw new DirectiveException("TRACE not allowed for Script");
    }
    String method = answering(args.get(0));
    // As a method that somebody answers it is one of the server's from here on.
    if (!Methods.isKnown(method)) {
      cmd.setMain(Core.REGISTERED_METHODS, with(cmd.getMain(Core.REGISTERED_METHODS), method));
    }
    cmd.update(CONFIG, config -> config.withScript(method, args.get(1)));
  }

  private static Set<String> with(Set<String> methods, String method) {
    Set<String> all = new TreeSet<>(methods);
    all.add(method);
    return Set.copyOf(all);
  }

  @Override
  public List<Hook> hooks() {
    return List.of(Hook.on(Phase.HANDLER, ModActions::handle).last());
  }

  private static Outcome handle(Exchange x) {
    ActionsConfig config = x.config(CONFIG);
    if (config.isEmpty()) {
      return Outcome.DECLINED;
    }
    String script = script(x, config);
    if (script != null && isRedirectedTwice(x)) {
      return Outcome.DECLINED;
    }
    // An action counts more than a script for the method.
    String handler = x.handler();
    ActionsConfig.Action action = config.action(handler);
    if (action != null && handler != null) {
      if (!action.virtual() && x.file() == null) {
        x.log(MISSING, String.valueOf(x.filename()));
        return Reply.error(404);
      }
      script = action.script();
      x.env().set("HANDLER", handler);
      if (action.virtual()) {
        x.notes().set("virtual_script", "1");
      }
    }
    if (script == null) {
      return Outcome.DECLINED;
    }
    String query = x.query() == null ? "" : "?" + x.query();
    return new InternalRedirect(script + Escapes.uri(x.uri()) + query, true);
  }

  /** The script for the method; that for GET is for requests with a query alone. */
  private static @Nullable String script(Exchange x, ActionsConfig config) {
    String method = answering(x.method());
    return method.equals("GET") && x.query() == null ? null : config.scripts().get(method);
  }

  /** The method whose handlers answer: HEAD has none of its own. */
  private static String answering(String method) {
    return method.equals("HEAD") ? "GET" : method;
  }

  /** A script that is none would lead here again and again. */
  private static boolean isRedirectedTwice(Exchange x) {
    Exchange before = x.previous();
    return before != null && before.previous() != null;
  }
}
