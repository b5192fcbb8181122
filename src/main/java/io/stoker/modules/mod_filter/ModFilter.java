package io.stoker.modules.mod_filter;

import static io.stoker.api.Where.DIRECTORY;
import static io.stoker.api.Where.HTACCESS;
import static io.stoker.api.Where.SERVER;
import static io.stoker.api.Where.VHOST;

import com.google.auto.service.AutoService;
import io.stoker.api.Arg;
import io.stoker.api.BodyFilter;
import io.stoker.api.Cmd;
import io.stoker.api.Directive;
import io.stoker.api.DirectiveException;
import io.stoker.api.Exchange;
import io.stoker.api.Hook;
import io.stoker.api.HttpdModule;
import io.stoker.api.LogMessage;
import io.stoker.api.Numbers;
import io.stoker.api.Outcome;
import io.stoker.api.OverrideClass;
import io.stoker.api.Phase;
import io.stoker.api.Slot;
import io.stoker.expr.Expressions;
import io.stoker.modules.mod_filter.SmartFilter.Provider;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** mod_filter: output filters that are chosen by what the reply turns out to be. */
@AutoService(HttpdModule.class)
public final class ModFilter implements HttpdModule {

  static final Slot<FilterConfig> CONFIG = Slot.directory(FilterConfig.UNSET);

  /** Names of the filters that AddOutputFilterByType makes begin with it. */
  private static final String BY_TYPE = "BYTYPE:";

  private static final LogMessage UNKNOWN =
      LogMessage.error("filter", "AH01380", "Unknown filter %s not added");

  @Override
  public String name() {
    return "mod_filter";
  }

  @Override
  public List<Directive> directives() {
    return List.of(
        row("FilterDeclare")
            .several(Directive.Several.LAST_OF_FIRST_WORD)
            .override(OverrideClass.OPTIONS)
            .help("a filter's name and its kind: RESOURCE, CONTENT_SET, PROTOCOL, TRANSCODE …")
            .apply(Directive.Arity.TAKE12, "filter-name [type]", ModFilter::declare),
        row("FilterProvider")
            .override(OverrideClass.OPTIONS)
            .help("a filter's name, a filter that it may be, and the condition for that")
            .apply(
                Directive.Arity.TAKE3,
                "filter-name provider-name expression",
                (cmd, args) -> provide(cmd, args.get(0), args.get(1), args.get(2), List.of())),
        row("FilterChain")
            .several(Directive.Several.ALL)
            .override(OverrideClass.OPTIONS)
            .help("names of filters, with + - = @ or ! in front to change an inherited chain")
            .apply(
                Directive.Arity.ITERATE,
                "[+=-@!]filter-name...",
                (cmd, args) -> chain(cmd, args.get(0))),
        row("FilterProtocol")
            .override(OverrideClass.OPTIONS)
            .help("a filter's name, one of its providers if not all, and what it does to replies")
            .apply(
                Directive.Arity.TAKE23,
                "filter-name [provider-name] proto-flags",
                ModFilter::protocol),
        Directive.named("FilterTrace")
            .in(SERVER, VHOST, DIRECTORY)
            .help("a filter's name and 0, 1 or 2: how much is logged when it runs")
            .differs("the pieces of what is no file are Stoker's own, and of the type HEAP")
            .take(Arg.word("filter-name"), Arg.word("level"), CONFIG, ModFilter::trace),
        row("AddOutputFilterByType")
            .several(Directive.Several.ALL)
            .override(OverrideClass.FILE_INFO)
            .help("filters with semicolons between them, then media types that they are for")
            .apply(
                Directive.Arity.WORDS, "filter[;filter...] media-type...", ModFilter::addByType));
  }

  private static Directive.Builder row(String name) {
    return Directive.named(name).in(SERVER, VHOST, DIRECTORY, HTACCESS);
  }

  @Override
  public List<Hook> hooks() {
    return List.of(Hook.on(Phase.INSERT_FILTER, ModFilter::insert).after("mod_proxy_html"));
  }

  private static void declare(Cmd cmd, List<String> args) {
    BodyFilter.Kind kind = args.size() < 2 ? BodyFilter.Kind.RESOURCE : kind(args.get(1));
    SmartFilter filter = SmartFilter.declared(args.get(0), kind);
    cmd.update(CONFIG, config -> config.with(filter));
  }

  /** Filters of connections run last of all here; a word that is none of these is RESOURCE. */
  private static BodyFilter.Kind kind(String word) {
    return switch (word.toUpperCase(Locale.ROOT)) {
      case "CONTENT_SET" -> BodyFilter.Kind.CONTENT_SET;
      case "PROTOCOL" -> BodyFilter.Kind.PROTOCOL;
      case "TRANSCODE", "CONNECTION", "NETWORK" -> BodyFilter.Kind.TRANSCODE;
      default -> BodyFilter.Kind.RESOURCE;
    };
  }

  private static void provide(
      Cmd cmd, String name, String provider, @Nullable String expression, List<String> types)
      throws DirectiveException {
    BodyFilter filter = cmd.extensions().find(BodyFilter.POINT, provider);
    if (filter == null) {
      throw new DirectiveException("Unknown filter provider " + provider);
    }
    SmartFilter declared = cmd.get(CONFIG).filters().get(name);
    SmartFilter smart = declared != null ? declared : SmartFilter.declared(name, filter.kind());
    Provider offered = new Provider(provider, filter, null, types, Set.of());
    if (expression != null) {
      try {
        offered =
            new Provider(provider, filter, Expressions.condition(expression, cmd), types, Set.of());
      } catch (DirectiveException e) {
        throw new DirectiveException(
            "Error parsing FilterProvider expression:" + e.getMessage(), e);
      }
    }
    SmartFilter more = smart.with(offered);
    cmd.update(CONFIG, config -> config.with(more));
  }

  private static void chain(Cmd cmd, String word) {
    if (!word.isEmpty()) {
      cmd.update(CONFIG, config -> config.chained(word));
    }
  }

  private static void protocol(Cmd cmd, List<String> args) throws DirectiveException {
    SmartFilter filter = cmd.get(CONFIG).filters().get(args.get(0));
    if (filter == null) {
      throw new DirectiveException("FilterProtocol: No such filter");
    }
    Set<ProtocolFlag> flags = ProtocolFlag.parse(args.getLast());
    SmartFilter changed = args.size() == 2 ? filter.with(flags) : filter.with(args.get(1), flags);
    if (changed == null) {
      throw new DirectiveException("FilterProtocol: No such provider for this filter");
    }
    cmd.update(CONFIG, config -> config.with(changed));
  }

  private static FilterConfig trace(FilterConfig config, String name, String level)
      throws DirectiveException {
    SmartFilter filter = config.filters().get(name);
    if (filter == null) {
      throw new DirectiveException("Undeclared smart filter " + name);
    }
    return config.with(filter.withTrace(Numbers.leadingInt(level)));
  }

  private static void addByType(Cmd cmd, List<String> args) throws DirectiveException {
    if (args.size() < 2) {
      throw new DirectiveException("AddOutputFilterByType requires at least two arguments");
    }
    List<String> types = args.subList(1, args.size());
    for (String filter : args.getFirst().split(";")) {
      if (!filter.isEmpty()) {
        String name = BY_TYPE + filter;
        provide(cmd, name, filter, null, types);
        if (!cmd.get(CONFIG).chain().contains(name)) {
          chain(cmd, name);
        }
      }
    }
  }

  private static Outcome insert(Exchange x) {
    FilterConfig config = x.config(CONFIG);
    for (String name : config.chain()) {
      SmartFilter smart = config.filters().get(name);
      if (smart != null) {
        x.addFilter(name, smart.kind(), new Dispatch(smart));
        continue;
      }
      // As in httpd a chain is of smart filters only.
      x.log(UNKNOWN, name);
    }
    return Outcome.OK;
  }
}
