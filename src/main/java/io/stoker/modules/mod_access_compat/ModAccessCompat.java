package io.stoker.modules.mod_access_compat;

import static io.stoker.api.Where.DIRECTORY;
import static io.stoker.api.Where.HTACCESS;

import com.google.auto.service.AutoService;
import io.stoker.api.Arg;
import io.stoker.api.Cmd;
import io.stoker.api.Core;
import io.stoker.api.Directive;
import io.stoker.api.DirectiveException;
import io.stoker.api.Exchange;
import io.stoker.api.Hook;
import io.stoker.api.HttpdModule;
import io.stoker.api.LogMessage;
import io.stoker.api.Outcome;
import io.stoker.api.OverrideClass;
import io.stoker.api.Phase;
import io.stoker.api.Reply;
import io.stoker.api.Slot;
import io.stoker.modules.mod_access_compat.AccessConfig.Limited;
import io.stoker.modules.mod_access_compat.AccessConfig.Order;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** mod_access_compat: Order, Allow, Deny and Satisfy, as httpd 2.2 had them. */
@AutoService(HttpdModule.class)
public final class ModAccessCompat implements HttpdModule {

  static final Slot<AccessConfig> CONFIG = Slot.directory("Order", AccessConfig.UNSET);

  private static final Arg<Order> ORDER = Arg.choice("ordering", orders(), "unknown order");

  private static final Arg<Boolean> SATISFY =
      Arg.choice("Any|All", anyOrAll(), "Satisfy either 'any' or 'all'.");

  private static final LogMessage DENIED =
      LogMessage.error("access_compat", "AH01797", "client denied by server configuration: %s%s");

  private static Map<String, Order> orders() {
    Map<String, Order> byWord = new LinkedHashMap<>();
    byWord.put("Deny,Allow", Order.DENY_ALLOW);
    byWord.put("Allow,Deny", Order.ALLOW_DENY);
    byWord.put("Mutual-failure", Order.MUTUAL_FAILURE);
    return byWord;
  }

  private static Map<String, Boolean> anyOrAll() {
    Map<String, Boolean> byWord = new LinkedHashMap<>();
    byWord.put("Any", true);
    byWord.put("All", false);
    return byWord;
  }

  @Override
  public String name() {
    return "mod_access_compat";
  }

  /** httpd writes three of the names in lower case, and so do its messages. */
  @Override
  public List<Directive> directives() {
    return List.of(
        row("order")
            .fallback("Deny,Allow")
            .help("which of Allow and Deny comes last: Deny,Allow or Allow,Deny")
            .apply(
                Directive.Arity.TAKE1,
                List.of(new Directive.Param(ORDER, false, false)),
                (cmd, args) -> {
                  Order order = ORDER.parse(args.get(0), cmd);
                  change(
                      cmd, c -> c.withOrder(new Limited<>(order, cmd.limitedTo(), cmd.position())));
                }),
        row("allow")
            .help("'from', then who may: all, addresses, networks, names, env=variable")
            .apply(
                Directive.Arity.ITERATE2,
                "from host...",
                (cmd, args) -> {
                  Limited<Client> client = client(cmd, args);
                  change(cmd, c -> c.withAllow(client));
                }),
        row("deny")
            .help("'from', then who may not: all, addresses, networks, names, env=variable")
            .apply(
                Directive.Arity.ITERATE2,
                "from host...",
                (cmd, args) -> {
                  Limited<Client> client = client(cmd, args);
                  change(cmd, c -> c.withDeny(client));
                }),
        Directive.named("Satisfy")
            .in(DIRECTORY, HTACCESS)
            .override(OverrideClass.AUTH_CONFIG)
            .fallback("All")
            .help("whether address and user must both be right (All) or one of them (Any)")
            .apply(
                Directive.Arity.TAKE1,
                List.of(new Directive.Param(SATISFY, false, false)),
                (cmd, args) -> {
                  Boolean any = SATISFY.parse(args.get(0), cmd);
                  change(
                      cmd, c -> c.withSatisfy(new Limited<>(any, cmd.limitedTo(), cmd.position())));
                }));
  }

  private static Directive.Builder row(String name) {
    return Directive.named(name).in(DIRECTORY, HTACCESS).override(OverrideClass.LIMIT);
  }

  private static Limited<Client> client(Cmd cmd, List<String> args) throws DirectiveException {
    if (!args.get(0).equalsIgnoreCase("from")) {
      throw new DirectiveException("allow and deny must be followed by 'from'");
    }
    return new Limited<>(Client.parse(args.get(1)), cmd.limitedTo(), cmd.position());
  }

  /** Saying anything here says everything: a Satisfy from around is gone as well. */
  private static void change(Cmd cmd, UnaryOperator<AccessConfig> change) {
    AccessConfig config = change.apply(cmd.get(CONFIG));
    cmd.set(CONFIG, config);
    cmd.set(Core.SATISFY, config::isSatisfyAny);
  }

  @Override
  public List<Hook> hooks() {
    return List.of(Hook.on(Phase.ACCESS_CHECKER, ModAccessCompat::check));
  }

  private static Outcome check(Exchange x) {
    AccessConfig config = x.config(CONFIG);
    if (x.witness() != null) {
      config.linesAbout(x.method(), client -> client.is(x)).forEach(x::decidedBy);
    }
    if (config == AccessConfig.UNSET || config.permits(x.method(), client -> client.is(x))) {
      return Outcome.OK;
    }
    String file = x.filename();
    x.log(DENIED, file == null ? "uri " : "", file == null ? x.uri() : file);
    return Reply.error(403);
  }
}
