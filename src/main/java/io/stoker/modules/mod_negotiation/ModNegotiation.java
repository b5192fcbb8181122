package io.stoker.modules.mod_negotiation;

import static io.stoker.api.Where.DIRECTORY;
import static io.stoker.api.Where.HTACCESS;
import static io.stoker.api.Where.SERVER;
import static io.stoker.api.Where.VHOST;

import com.google.auto.service.AutoService;
import io.stoker.api.Arg;
import io.stoker.api.Body;
import io.stoker.api.Conditions;
import io.stoker.api.Core;
import io.stoker.api.Directive;
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
import io.stoker.api.SystemError;
import io.stoker.files.Errno;
import io.stoker.files.FileETag;
import io.stoker.files.FileInfo;
import io.stoker.http.Escapes;
import io.stoker.http.HttpDate;
import io.stoker.http.HttpVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** mod_negotiation: one of several variants by what the client accepts; type maps, MultiViews. */
@AutoService(HttpdModule.class)
public final class ModNegotiation implements HttpdModule {

  static final Slot<NegotiationConfig> CONFIG = Slot.directory(NegotiationConfig.UNSET);
  static final Slot<Boolean> CACHE = Slot.server("CacheNegotiatedDocs", false);

  private static final String MAP_HANDLER = "type-map";
  private static final String MAP_TYPE = "application/x-type-map";

  private static final LogMessage NO_MAP =
      LogMessage.error("negotiation", "AH00683", "cannot access type map file: %s");

  @Override
  public String name() {
    return "mod_negotiation";
  }

  @Override
  public List<Directive> directives() {
    return List.of(
        Directive.named("CacheNegotiatedDocs")
            .in(SERVER, VHOST)
            .fallback("Off")
            .help("whether HTTP/1.0 caches may keep what was chosen from a type map")
            .flag(CACHE),
        row("LanguagePriority")
            .help("languages, best first, for clients that do not say")
            .iterate(Arg.word("language"), CONFIG, NegotiationConfig::withLanguage),
        row("ForceLanguagePriority")
            .fallback("Prefer")
            .help("when LanguagePriority decides: None, or Prefer and Fallback")
            .apply(
                Directive.Arity.ITERATE,
                "None|Prefer|Fallback...",
                (cmd, args) -> cmd.set(CONFIG, cmd.get(CONFIG).withForce(args.get(0)))));
  }

  private static Directive.Builder row(String name) {
    return Directive.named(name)
        .in(SERVER, VHOST, DIRECTORY, HTACCESS)
        .override(OverrideClass.FILE_INFO);
  }

  @Override
  public List<Hook> hooks() {
    return List.of(
        Hook.on(Phase.FIXUPS, ModNegotiation::fixEncoding),
        Hook.on(Phase.TYPE_CHECKER, ModNegotiation::multiViews).first(),
        Hook.on(Phase.HANDLER, ModNegotiation::typeMap));
  }

  // ---- MultiViews ----

  private static Outcome multiViews(Exchange x) throws IOException {
    String filename = x.filename();
    if (x.file() != null
        || filename == null
        || !filename.startsWith("/")
        || !x.config(Core.OPTIONS).has(Core.Option.MULTI_VIEWS)) {
      return Outcome.DECLINED;
    }
    Found found = new MultiViews(x, filename).scan();
    if (found instanceof Found.Map(Exchange looked)) {
      found = read(x, looked);
    }
    return found instanceof Found.Variants some
        ? go(x, filename, some)
        : Reply.error(found instanceof Found.Failed(int status) ? status : 500);
  }

  private static Outcome go(Exchange x, String filename, Found.Variants found) {
    x.variantValidator(found.validator());
    if (found.list().isEmpty()) {
      return Outcome.DECLINED;
    }
    boolean isGet = x.method().equals("GET") || x.method().equals("HEAD");
    Negotiation negotiation = new Negotiation(x, filename, found.list());
    Outcome outcome = negotiation.run(!isGet || x.query() != null || !x.pathInfo().isEmpty());
    if (!outcome.equals(Outcome.OK)) {
      return outcome;
    }
    Variant best = Objects.requireNonNull(negotiation.best());
    Exchange looked = best.looked;
    if (looked == null) {
      looked = x.lookupFile(best.file);
      if (looked.status() != 200) {
        return Reply.error(looked.status());
      }
    }
    if (looked.query() == null) {
      looked.query(x.query());
    }
    looked.pathInfo(x.pathInfo());
    x.adopt(looked);
    return Outcome.OK;
  }

  // ---- type maps ----

  /** Whether a file is a type map, by its handler or its media type. */
  static boolean isTypeMap(Exchange x) {
    return MAP_HANDLER.equals(x.handler()) || MAP_TYPE.equals(x.contentType());
  }

  private static Found read(Exchange x, Exchange map) {
    String path = String.valueOf(map.filename());
    byte[] bytes;
    try {
      bytes = x.files().readAll(path);
    } catch (IOException e) {
      x.log(e, NO_MAP, path);
      return new Found.Failed(statusOf(e));
    }
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    String name = path.substring(path.lastIndexOf('/') + 1);
    List<Variant> variants = new TypeMap(x, text, name).read();
    return variants == null
        ? new Found.Failed(500)
        : new Found.Variants(variants, validator(x, map.file()));
  }

  private static int statusOf(IOException e) {
    boolean missing =
        e instanceof SystemError s
            && (s.errno() == Errno.ENOENT.number() || s.errno() == Errno.ENOTDIR.number());
    return missing ? 404 : 403;
  }

  private static @Nullable String validator(Exchange x, @Nullable FileInfo info) {
    if (info == null) {
      return null;
    }
    Set<FileETag.Part> parts = EnumSet.noneOf(FileETag.Part.class);
    for (Core.EtagPart part : x.config(Core.FILE_ETAG).parts()) {
      parts.add(FileETag.Part.valueOf(part.name()));
    }
    x.updateLastModified(info.modifiedMicros());
    return FileETag.of(info, parts, Instant.EPOCH.plus(x.startMicros(), ChronoUnit.MICROS));
  }

  private static Outcome typeMap(Exchange x) {
    String filename = x.filename();
    boolean byType = x.handler() == null && MAP_TYPE.equals(x.contentType());
    if (filename == null || !(byType || isMapHandler(x.handler()))) {
      return Outcome.DECLINED;
    }
    Found read = read(x, x);
    if (!(read instanceof Found.Variants found)) {
      return Reply.error(read instanceof Found.Failed(int status) ? status : 500);
    }
    x.variantValidator(found.validator());
    Negotiation negotiation = new Negotiation(x, filename, found.list());
    Outcome outcome = negotiation.run(false);
    if (!outcome.equals(Outcome.OK)) {
      return outcome;
    }
    keepFromOldCaches(x);
    Variant best = Objects.requireNonNull(negotiation.best());
    return best.body != null ? send(x, best, best.body) : redirect(x, best);
  }

  private static boolean isMapHandler(@Nullable String handler) {
    return MAP_HANDLER.equals(handler) || MAP_TYPE.equals(handler);
  }

  /** Caches of HTTP/1.0 know no Vary. */
  private static void keepFromOldCaches(Exchange x) {
    boolean old = x.version().compareTo(HttpVersion.HTTP_1_1) < 0;
    if (old && !x.config(CACHE)) {
      x.unplannable("Expires is now");
      x.errorOut().set("Expires", HttpDate.format(x.startMicros() / 1_000_000));
    }
  }

  private static Outcome redirect(Exchange x, Variant best) {
    String uri = x.uri();
    if (!x.pathInfo().isEmpty() && uri.endsWith(x.pathInfo())) {
      uri = uri.substring(0, uri.length() - x.pathInfo().length());
    }
    String directory = Escapes.uri(uri.substring(0, uri.lastIndexOf('/') + 1));
    String query = x.query() == null ? "" : "?" + x.query();
    return InternalRedirect.to(directory + best.file + x.pathInfo() + query);
  }

  private static Outcome send(Exchange x, Variant best, String body) {
    x.allowed().clear();
    x.allowed().addAll(List.of("GET", "OPTIONS", "POST"));
    if (!Set.of("GET", "HEAD", "POST").contains(x.method())) {
      return Reply.error(405);
    }
    x.out().set("Accept-Ranges", x.config(Core.MAX_RANGES) == 0 ? "none" : "bytes");
    if (!best.type.isEmpty()) {
      x.contentType(best.charset.isEmpty() ? best.type : best.type + "; charset=" + best.charset);
    }
    if (!best.languages.isEmpty()) {
      x.contentLanguages(best.languages);
    }
    if (best.encoding != null && !best.encoding.isEmpty()) {
      x.contentEncoding(best.encoding);
    }
    int status = Conditions.check(x);
    return status != 0 ? Reply.of(status, Body.EMPTY) : Reply.ok(Body.text(body));
  }

  // ---- names of encodings ----

  /** Names the encoding as the client does: {@code gzip} or {@code x-gzip}. */
  private static Outcome fixEncoding(Exchange x) {
    String encoding = x.contentEncoding();
    if (encoding == null || encoding.isEmpty()) {
      return Outcome.DECLINED;
    }
    List<Accept> said = Accept.list(x.in().get("Accept-Encoding"));
    if (said == null) {
      return Outcome.DECLINED;
    }
    String plain = Qualities.withoutX(encoding);
    boolean withX = false;
    for (Accept item : said) {
      if (item.name().equals(plain)) {
        x.contentEncoding(plain);
        return Outcome.OK;
      }
      withX |= item.name().equals("x-" + plain);
    }
    if (withX) {
      x.contentEncoding("x-" + plain);
      return Outcome.OK;
    }
    return Outcome.DECLINED;
  }
}
