package io.stoker.modules.mod_vhost_alias;

import static io.stoker.api.Where.SERVER;
import static io.stoker.api.Where.VHOST;

import com.google.auto.service.AutoService;
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
import io.stoker.files.FileInfo;
import io.stoker.http.Ipv6;
import io.stoker.modules.mod_vhost_alias.VhostAliasConfig.Root;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** mod_vhost_alias: document roots made of the name or address of the server. */
@AutoService(HttpdModule.class)
public final class ModVhostAlias implements HttpdModule {

  static final Slot<VhostAliasConfig> CONFIG = Slot.server(VhostAliasConfig.UNSET);

  private static final String SCRIPT_PREFIX = "/cgi-bin";
  private static final String SCRIPT_HANDLER = "cgi-script";

  /** Says to modules that run scripts that the place, not a type, chose the handler. */
  private static final String FORCED_NOTE = "alias-forced-type";

  /** Characters of a path that is made; httpd's buffer. */
  private static final int LONGEST = 8191;

  private static final LogMessage TOO_LARGE =
      LogMessage.error("vhost_alias", "AH10595", "VirtualDocumentRoot expansion too large");
  private static final LogMessage NOBODY_RUNS_SCRIPTS =
      LogMessage.error(
          "vhost_alias",
          "STK0631",
          "%s is a script by VirtualScriptAlias, but no module that runs scripts is loaded"
              + " (mod_cgi or mod_cgid): refusing to send its source");

  @Override
  public String name() {
    return "mod_vhost_alias";
  }

  @Override
  public List<Directive> directives() {
    return List.of(
        row(
            "VirtualScriptAlias",
            "a path with parts of the server's name, for what is below /cgi-bin/",
            false,
            VhostAliasConfig::withScripts),
        row(
            "VirtualDocumentRoot",
            "a path with parts of the server's name, for all documents",
            false,
            VhostAliasConfig::withDocuments),
        row(
            "VirtualScriptAliasIP",
            "a path with parts of the server's address, for what is below /cgi-bin/",
            true,
            VhostAliasConfig::withScripts),
        row(
            "VirtualDocumentRootIP",
            "a path with parts of the server's address, for all documents",
            true,
            VhostAliasConfig::withDocuments));
  }

  private static Directive row(
      String name,
      String help,
      boolean byAddress,
      BiFunction<VhostAliasConfig, Root, VhostAliasConfig> put) {
    return Directive.named(name)
        .in(SERVER, VHOST)
        .fallback("none")
        .help(help)
        .apply(
            Directive.Arity.TAKE1,
            "interpolated-directory|none",
            (cmd, args) -> {
              Root root = new Root(pattern(args.getFirst()), byAddress);
              cmd.update(CONFIG, config -> put.apply(config, root));
            });
  }

  private static @Nullable NamePattern pattern(String text) throws DirectiveException {
    if (text.startsWith("/")) {
      return NamePattern.compile(text);
    }
    if (!text.equalsIgnoreCase("none")) {
      throw new DirectiveException("format string must be an absolute path, or 'none'");
    }
    return null;
  }

  @Override
  public List<Hook> hooks() {
    return List.of(
        Hook.on(Phase.TRANSLATE_NAME, ModVhostAlias::translate).after("mod_alias", "mod_userdir"),
        Hook.on(Phase.HANDLER, ModVhostAlias::guardScripts).last());
  }

  private static Outcome translate(Exchange x) {
    VhostAliasConfig config = x.config(CONFIG);
    String uri = x.uri();
    Root scripts = config.scripts();
    boolean isScript =
        scripts != null && scripts.pattern() != null && uri.startsWith(SCRIPT_PREFIX + "/");
    Root root = isScript ? scripts : config.documents();
    if (root == null || root.pattern() == null || !uri.startsWith("/")) {
      return Outcome.DECLINED;
    }
    String directory = directory(x, root);
    if (directory.length() > LONGEST) {
      x.log(TOO_LARGE);
      return Reply.error(500);
    }
    if (isScript) {
      x.handler(SCRIPT_HANDLER);
      x.notes().set(FORCED_NOTE, SCRIPT_HANDLER);
      x.context(SCRIPT_PREFIX, directory);
      x.filename(directory + uri.substring(SCRIPT_PREFIX.length()));
    } else {
      x.context("", directory);
      x.documentRoot(directory);
      x.filename(directory + uri);
    }
    return Outcome.OK;
  }

  private static String directory(Exchange x, Root root) {
    NamePattern pattern = Objects.requireNonNull(root.pattern());
    String name = root.byAddress() ? Ipv6.text(x.connection().localAddress()) : x.serverName();
    return pattern.expand(name, x.serverPort());
  }

  /**
   * Where nothing is loaded that runs scripts httpd sends their source. A configuration that says
   * VirtualScriptAlias does not mean that.
   */
  private static Outcome guardScripts(Exchange x) {
    FileInfo file = x.file();
    if (file == null
        || !file.isRegular()
        || !SCRIPT_HANDLER.equals(x.handler())
        || !x.notes().has(FORCED_NOTE)) {
      return Outcome.DECLINED;
    }
    x.log(NOBODY_RUNS_SCRIPTS, String.valueOf(x.filename()));
    return Reply.error(500);
  }
}
