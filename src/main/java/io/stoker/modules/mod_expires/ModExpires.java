package io.stoker.modules.mod_expires;

import static io.stoker.api.Where.DIRECTORY;
import static io.stoker.api.Where.HTACCESS;
import static io.stoker.api.Where.SERVER;
import static io.stoker.api.Where.VHOST;

import com.google.auto.service.AutoService;
import io.stoker.api.Body;
import io.stoker.api.BodyFilter;
import io.stoker.api.Cmd;
import io.stoker.api.Directive;
import io.stoker.api.DirectiveException;
import io.stoker.api.Exchange;
import io.stoker.api.Hook;
import io.stoker.api.HttpdModule;
import io.stoker.api.Outcome;
import io.stoker.api.OverrideClass;
import io.stoker.api.Phase;
import io.stoker.api.Slot;
import io.stoker.http.HeaderNames;
import io.stoker.http.HttpDate;
import io.stoker.http.MediaTypes;
import io.stoker.http.Status;
import java.util.List;

/** mod_expires: Expires and Cache-Control by media type. */
@AutoService(HttpdModule.class)
public final class ModExpires implements HttpdModule {

  static final Slot<ExpiresConfig> CONFIG = Slot.directory(ExpiresConfig.UNSET);

  private static final String SYNTAX =
      "\"access|now|modification [plus] number unit...\", or A or M and seconds";

  @Override
  public String name() {
    return "mod_expires";
  }

  @Override
  public List<Directive> directives() {
    return List.of(
        row("ExpiresActive")
            .fallback("Off")
            .help("whether replies say how long they are good for")
            .flag(CONFIG, ExpiresConfig::withActive),
        row("ExpiresByType")
            .several(Directive.Several.LAST_OF_FIRST_WORD)
            .help("a media type, or type/*, and when it expires: " + SYNTAX)
            .apply(Directive.Arity.TAKE2, "media-type expiry", ModExpires::byType),
        row("ExpiresDefault")
            .help("when everything else expires: " + SYNTAX)
            .apply(Directive.Arity.TAKE1, "expiry", ModExpires::byDefault));
  }

  private static Directive.Builder row(String name) {
    return Directive.named(name)
        .in(SERVER, VHOST, DIRECTORY, HTACCESS)
        .override(OverrideClass.INDEXES);
  }

  private static void byType(Cmd cmd, List<String> args) throws DirectiveException {
    String type = args.get(0);
    if (type.indexOf('/') < 0) {
      throw new DirectiveException("Invalid mimetype: should contain a slash");
    }
    Expiry expiry = Expiry.parse(args.get(1), cmd, type + " ");
    cmd.update(CONFIG, config -> config.withType(type, expiry));
  }

  private static void byDefault(Cmd cmd, List<String> args) throws DirectiveException {
    Expiry expiry = Expiry.parse(args.getFirst(), cmd, "");
    cmd.update(CONFIG, config -> config.withDefault(expiry));
  }

  @Override
  public List<Hook> hooks() {
    return List.of(
        Hook.on(Phase.INSERT_FILTER, ModExpires::insert),
        Hook.on(Phase.INSERT_ERROR_FILTER, ModExpires::insert));
  }

  private static Outcome insert(Exchange x) {
    if (x.main() == null && x.config(CONFIG).isActive()) {
      x.addFilter("MOD_EXPIRES", BodyFilter.Kind.CONTENT_SET, ModExpires::stamp);
    }
    return Outcome.OK;
  }

  private static Body stamp(Exchange x, Body body) {
    boolean said = x.errorOut().has(HeaderNames.EXPIRES) || x.out().has(HeaderNames.EXPIRES);
    if (!said && !Status.isError(x.status())) {
      Expiry expiry = x.config(CONFIG).expiryOf(x.contentType());
      if (expiry != null) {
        String type = String.valueOf(x.contentType());
        x.decidedBy(CONFIG, MediaTypes.essence(type));
        x.decidedBy(CONFIG, type.replaceFirst("/.*", "/*"));
        stamp(x, expiry);
      }
    }
    return body;
  }

  /** What is over already expires now. */
  private static void stamp(Exchange x, Expiry expiry) {
    Long base = expiry.base(x);
    if (base == null) {
      return;
    }
    long now = x.startSecond();
    long at = Math.max(now, base + expiry.seconds());
    x.out().merge(HeaderNames.CACHE_CONTROL, "max-age=" + (at - now));
    x.out().set(HeaderNames.EXPIRES, HttpDate.format(at));
  }
}
