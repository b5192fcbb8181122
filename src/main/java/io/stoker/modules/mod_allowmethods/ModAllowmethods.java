package io.stoker.modules.mod_allowmethods;

import static io.stoker.api.Where.DIRECTORY;

import com.google.auto.service.AutoService;
import io.stoker.api.Cmd;
import io.stoker.api.Core;
import io.stoker.api.Directive;
import io.stoker.api.DirectiveException;
import io.stoker.api.Exchange;
import io.stoker.api.Hook;
import io.stoker.api.HttpdModule;
import io.stoker.api.LogMessage;
import io.stoker.api.Outcome;
import io.stoker.api.Phase;
import io.stoker.api.Reply;
import io.stoker.api.Slot;
import io.stoker.http.Methods;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** mod_allowmethods: which methods a place takes at all. */
@AutoService(HttpdModule.class)
public final class ModAllowmethods implements HttpdModule {

  /** Methods that are let through, HEAD being GET; empty for all. */
  static final Slot<Set<String>> METHODS = Slot.directory("AllowMethods", Set.of());

  private static final String RESET = "reset";

  private static final LogMessage DENIED =
      LogMessage.error(
          "allowmethods", "AH01623", "client method denied by server configuration: '%s' to %s%s");

  @Override
  public String name() {
    return "mod_allowmethods";
  }

  @Override
  public List<Directive> directives() {
    return List.of(
        Directive.named("AllowMethods")
            .several(Directive.Several.LAST)
            .in(DIRECTORY)
            .fallback(RESET)
            .help("methods that are let through, or reset for all")
            .apply(Directive.Arity.TAKE_ARGV, "reset|method...", ModAllowmethods::allow));
  }

  private static void allow(Cmd cmd, List<String> args) throws DirectiveException {
    if (args.isEmpty() || args.getFirst().isEmpty()) {
      throw new DirectiveException("AllowMethods: No method or 'reset' keyword given");
    }
    if (args.size() == 1 && args.getFirst().equalsIgnoreCase(RESET)) {
      cmd.set(METHODS, Set.of());
      return;
    }
    Set<String> methods = new TreeSet<>(cmd.get(METHODS));
    for (String method : args) {
      if (!Methods.isKnown(method) && !cmd.getMain(Core.REGISTERED_METHODS).contains(method)) {
        throw new DirectiveException("AllowMethods: Invalid Method '" + method + "'");
      }
      methods.add(numbered(method));
    }
    cmd.set(METHODS, Set.copyOf(methods));
  }

  /** HEAD has GET's number. */
  private static String numbered(String method) {
    return method.equals(Methods.HEAD) ? Methods.GET : method;
  }

  @Override
  public List<Hook> hooks() {
    return List.of(
        Hook.on(Phase.ACCESS_CHECKER, ModAllowmethods::check).at(Hook.Order.REALLY_FIRST));
  }

  private static Outcome check(Exchange x) {
    Set<String> methods = x.config(METHODS);
    if (methods.isEmpty() || methods.contains(numbered(x.method()))) {
      return Outcome.DECLINED;
    }
    String file = x.filename();
    x.log(DENIED, x.method(), file == null ? "uri " : "", file == null ? x.uri() : file);
    return Reply.error(405);
  }
}
