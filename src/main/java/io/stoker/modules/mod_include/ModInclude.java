package io.stoker.modules.mod_include;

import static io.stoker.api.Where.DIRECTORY;
import static io.stoker.api.Where.HTACCESS;
import static io.stoker.api.Where.SERVER;
import static io.stoker.api.Where.VHOST;

import com.google.auto.service.AutoService;
import io.stoker.api.Arg;
import io.stoker.api.BodyFilter;
import io.stoker.api.Directive;
import io.stoker.api.Exchange;
import io.stoker.api.Extension;
import io.stoker.api.Hook;
import io.stoker.api.HttpdModule;
import io.stoker.api.Outcome;
import io.stoker.api.OverrideClass;
import io.stoker.api.Phase;
import io.stoker.api.Slot;
import io.stoker.files.FileInfo;
import io.stoker.modules.mod_include.IncludeConfig.XBitHack;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** mod_include: the filter INCLUDES (server-side includes). */
@AutoService(HttpdModule.class)
public final class ModInclude implements HttpdModule {

  static final Slot<IncludeConfig> CONFIG = Slot.directory(IncludeConfig.UNSET);

  static final Slot<String> START_TAG = Slot.server("SSIStartTag", "<!--#");
  static final Slot<String> END_TAG = Slot.server("SSIEndTag", "-->");

  static final String FILTER = "INCLUDES";

  private static final int MAY_EXECUTE = 0100;

  private final BodyFilter filter = new IncludesFilter();

  @Override
  public String name() {
    return "mod_include";
  }

  @Override
  public List<Directive> directives() {
    return List.of(
        Directive.named("XBitHack")
            .in(SERVER, VHOST, DIRECTORY, HTACCESS)
            .override(OverrideClass.OPTIONS)
            .fallback("off")
            .help("whether HTML files that may be executed are parsed, and tell when they changed")
            .take(xBitHack(), CONFIG, IncludeConfig::withXBitHack),
        text("SSIErrorMsg", "what stands in the place of an element that is wrong")
            .fallback("\"[an error occurred while processing this directive]\"")
            .take(Arg.word("message"), CONFIG, IncludeConfig::withError),
        text("SSITimeFormat", "how times are written, as in strftime")
            .fallback("\"%A, %d-%b-%Y %H:%M:%S %Z\"")
            .take(Arg.word("formatstring"), CONFIG, IncludeConfig::withTimeFormat),
        Directive.named("SSIStartTag")
            .in(SERVER, VHOST)
            .fallback("\"<!--#\"")
            .help("what elements begin with")
            .take(Arg.word("tag"), START_TAG),
        Directive.named("SSIEndTag")
            .in(SERVER, VHOST)
            .fallback("\"-->\"")
            .help("what elements end with")
            .take(Arg.word("tag"), END_TAG),
        text("SSIUndefinedEcho", "what echo says where there is no variable")
            .fallback("\"(none)\"")
            .take(Arg.word("string"), CONFIG, IncludeConfig::withUndefined),
        flag("SSILegacyExprParser", "whether expressions are those of httpd 2.2")
            .flag(CONFIG, IncludeConfig::withLegacy),
        flag("SSILastModified", "whether parsed pages tell when their file changed")
            .flag(CONFIG, IncludeConfig::withLastModified),
        flag("SSIETag", "whether parsed pages have the entity tag of their file")
            .flag(CONFIG, IncludeConfig::withEtag));
  }

  private static Directive.Builder text(String name, String help) {
    return Directive.named(name)
        .in(SERVER, VHOST, DIRECTORY, HTACCESS)
        .override(OverrideClass.ANY)
        .help(help);
  }

  private static Directive.Builder flag(String name, String help) {
    return Directive.named(name)
        .in(DIRECTORY, HTACCESS)
        .override(OverrideClass.LIMIT)
        .fallback("off")
        .help(help);
  }

  private static Arg<XBitHack> xBitHack() {
    Map<String, XBitHack> words = new LinkedHashMap<>();
    words.put("Off", XBitHack.OFF);
    words.put("On", XBitHack.ON);
    words.put("Full", XBitHack.FULL);
    return Arg.choice("on|off|full", words, "XBitHack must be set to Off, On, or Full");
  }

  @Override
  public List<Hook> hooks() {
    return List.of(Hook.on(Phase.FIXUPS, this::addFilter).last());
  }

  @Override
  public List<Extension<?>> extensions() {
    return List.of(BodyFilter.POINT.offer(FILTER, filter));
  }

  /** The handler server-parsed, and XBitHack. */
  private Outcome addFilter(Exchange x) {
    if ("server-parsed".equals(x.handler())) {
      if (x.contentType() == null || x.contentType().isEmpty()) {
        x.contentType("text/html");
      }
      x.handler("default-handler");
    } else if (!isParsedByMode(x)) {
      return Outcome.DECLINED;
    }
    x.addFilter(FILTER, BodyFilter.Kind.RESOURCE, filter);
    return Outcome.DECLINED;
  }

  private static boolean isParsedByMode(Exchange x) {
    FileInfo file = x.file();
    String type = x.contentType();
    return x.config(CONFIG).xBit() != XBitHack.OFF
        && file != null
        && (file.mode() & MAY_EXECUTE) != 0
        && type != null
        && type.startsWith("text/html");
  }
}
