package io.stoker.modules.mod_autoindex;

import static io.stoker.api.Where.DIRECTORY;
import static io.stoker.api.Where.HTACCESS;
import static io.stoker.api.Where.SERVER;
import static io.stoker.api.Where.VHOST;

import com.google.auto.service.AutoService;
import io.stoker.api.Arg;
import io.stoker.api.Bodies;
import io.stoker.api.Body;
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
import io.stoker.files.DirectoryListing;
import io.stoker.files.FileETag;
import io.stoker.files.FileInfo;
import io.stoker.http.HttpDate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** mod_autoindex: lists directories that have no index file. */
@AutoService(HttpdModule.class)
public final class ModAutoindex implements HttpdModule {

  static final Slot<IndexOptions> OPTIONS = Slot.directory(IndexOptions.UNSET);
  static final Slot<Order> ORDER = Slot.directory("IndexOrderDefault", Order.DEFAULT);
  static final Slot<Ignored> IGNORED = Slot.directory(Ignored.UNSET);

  // What is said further inside comes first, and the first that matches counts.
  static final Slot<List<Item>> ICONS = innerFirst("AddIcon");
  static final Slot<List<Item>> ALTS = innerFirst("AddAlt");
  static final Slot<List<Item>> HEADERS = innerFirst("HeaderName");
  static final Slot<List<Item>> READMES = innerFirst("ReadmeName");
  static final Slot<List<Description>> DESCRIPTIONS = innerFirst("AddDescription");

  static final Slot<@Nullable String> DEFAULT_ICON = Slot.optionalDirectory("DefaultIcon");
  static final Slot<@Nullable String> STYLE_SHEET = Slot.optionalDirectory("IndexStyleSheet");
  static final Slot<@Nullable String> HEAD_INSERT = Slot.optionalDirectory("IndexHeadInsert");

  private static final String DIRECTORY_TYPE = "httpd/unix-directory";

  /** A longer page is sent before its end is known, as httpd does. */
  private static final int BUFFER = 8000;

  private static final LogMessage UNREADABLE =
      LogMessage.error("autoindex", "AH01275", "Can't open directory for index: %s");
  private static final LogMessage FORBIDDEN =
      LogMessage.error(
          "autoindex",
          "AH01276",
          "Cannot serve directory %s: No matching DirectoryIndex (%s) found, and server-generated"
              + " directory index forbidden by Options directive");

  private static <T> Slot<List<T>> innerFirst(String name) {
    return Slot.directory(name, List.of(), (child, parent) -> Core.append(parent, child));
  }

  @Override
  public String name() {
    return "mod_autoindex";
  }

  @Override
  public List<Directive> directives() {
    return List.of(
        icon("AddIcon", Item.Kind.NAME, "an icon, or (text,icon), and names or their ends"),
        icon("AddIconByType", Item.Kind.TYPE, "an icon, or (text,icon), and media types"),
        icon("AddIconByEncoding", Item.Kind.ENCODING, "an icon, or (text,icon), and encodings"),
        alt("AddAlt", Item.Kind.NAME, "a text in place of an icon, and names or their ends"),
        alt("AddAltByType", Item.Kind.TYPE, "a text in place of an icon, and media types"),
        alt("AddAltByEncoding", Item.Kind.ENCODING, "a text in place of an icon, and encodings"),
        row("IndexOptions")
            .several(Directive.Several.LAST)
            .help("how listings look; + and - change what is inherited")
            .apply(Directive.Arity.TAKE_ARGV, "[+|-]option...", ModAutoindex::indexOptions),
        row("IndexOrderDefault")
            .several(Directive.Several.LAST)
            .fallback("Ascending Name")
            .help("how listings are sorted: Ascending or Descending, and by what")
            .take(
                Arg.word("Ascending|Descending"),
                Arg.word("Name|Date|Size|Description"),
                ORDER,
                (before, direction, key) -> Order.parse(direction, key)),
        row("IndexIgnore")
            .several(Directive.Several.ALL)
            .fallback(".")
            .help("patterns of names that are not listed")
            .apply(Directive.Arity.ITERATE, "file...", ModAutoindex::ignore),
        row("IndexIgnoreReset")
            .help("whether inherited patterns of IndexIgnore are dropped")
            .flag(IGNORED, Ignored::withReset),
        row("AddDescription")
            .several(Directive.Several.LAST_OF_OTHER_WORDS)
            .help("a description, and names or parts of them")
            .iterate(
                Arg.word("description"),
                Arg.word("file"),
                DESCRIPTIONS,
                (all, text, file) -> Core.append(List.of(Description.of(file, text)), all)),
        row("HeaderName")
            .help("the file to show above listings")
            .apply(Directive.Arity.TAKE1, "filename", (cmd, args) -> file(cmd, HEADERS, args)),
        row("ReadmeName")
            .help("the file to show below listings")
            .apply(Directive.Arity.TAKE1, "filename", (cmd, args) -> file(cmd, READMES, args)),
        Directive.named("FancyIndexing")
            .in(SERVER, VHOST, DIRECTORY, HTACCESS)
            .override(OverrideClass.ANY)
            .help("refused: use IndexOptions FancyIndexing")
            .apply(Directive.Arity.WORDS, "on|off", ModAutoindex::fancyIndexing),
        row("DefaultIcon")
            .help("the icon of files without one")
            .take(Arg.word("url-path"), DEFAULT_ICON),
        row("IndexStyleSheet")
            .help("the style sheet of listings")
            .take(Arg.word("url-path"), STYLE_SHEET),
        row("IndexHeadInsert")
            .help("text for the HEAD of listings")
            .take(Arg.word("markup"), HEAD_INSERT));
  }

  private static Directive.Builder row(String name) {
    return Directive.named(name)
        .in(SERVER, VHOST, DIRECTORY, HTACCESS)
        .override(OverrideClass.INDEXES);
  }

  private static Directive icon(String name, Item.Kind kind, String help) {
    return row(name)
        .several(Directive.Several.LAST_OF_OTHER_WORDS)
        .help(help)
        .apply(
            Directive.Arity.ITERATE2,
            "icon name...",
            (cmd, args) -> addIcon(cmd, kind, args.get(0), args.get(1)));
  }

  private static Directive alt(String name, Item.Kind kind, String help) {
    return row(name)
        .several(Directive.Several.LAST_OF_OTHER_WORDS)
        .help(help)
        .apply(
            Directive.Arity.ITERATE2,
            "text name...",
            (cmd, args) -> add(cmd, ALTS, kind, args.get(1), args.get(0)));
  }

  private static void add(
      Cmd cmd, Slot<List<Item>> slot, Item.Kind kind, String pattern, String value) {
    Item item = Item.of(kind, pattern, cmd.path(), value);
    cmd.update(slot, all -> Core.append(List.of(item), all));
  }

  /** {@code (text,icon)} sets both. */
  private static void addIcon(Cmd cmd, Item.Kind kind, String value, String pattern)
      throws DirectiveException {
    String icon = value;
    if (value.startsWith("(")) {
      int close = value.indexOf(')');
      if (close < 0) {
        throw new DirectiveException("missing closing paren");
      }
      String inside = value.substring(1, close);
      int comma = inside.indexOf(',');
      add(cmd, ALTS, kind, pattern, comma < 0 ? inside : inside.substring(0, comma));
      icon = comma < 0 ? "" : inside.substring(comma + 1);
    }
    add(cmd, ICONS, kind, pattern, icon);
  }

  private static void indexOptions(Cmd cmd, List<String> words) throws DirectiveException {
    IndexOptions options = OptionsReader.read(cmd.get(OPTIONS), words);
    cmd.set(OPTIONS, cmd.path() == null ? options : options.asSection());
  }

  private static void ignore(Cmd cmd, List<String> args) {
    Ignored.Rule rule = new Ignored.Rule(Item.place(cmd.path()), args.get(0));
    cmd.update(IGNORED, ignored -> ignored.with(rule));
  }

  private static void file(Cmd cmd, Slot<List<Item>> slot, List<String> args) {
    Item item = new Item(Item.Kind.NAME, "*", Item.place(cmd.path()), args.get(0));
    cmd.update(slot, all -> Core.append(List.of(item), all));
  }

  private static void fancyIndexing(Cmd cmd, List<String> args) throws DirectiveException {
    throw new DirectiveException(
        "The FancyIndexing directive is no longer supported. Use IndexOptions FancyIndexing.");
  }

  @Override
  public List<Hook> hooks() {
    return List.of(Hook.on(Phase.HANDLER, ModAutoindex::handle));
  }

  private static Outcome handle(Exchange x) throws Exception {
    String filename = x.filename();
    if (filename == null || !DIRECTORY_TYPE.equals(x.handler())) {
      return Outcome.DECLINED;
    }
    x.allowed().add("GET");
    if (!x.method().equals("GET") && !x.method().equals("HEAD")) {
      return Outcome.DECLINED;
    }
    String directory = filename.endsWith("/") ? filename : filename + "/";
    if (!x.config(Core.OPTIONS).has(Core.Option.INDEXES)) {
      String tried = x.notes().get("dir-index-names");
      x.log(FORBIDDEN, directory, tried == null ? "none" : tried);
      return Reply.error(403);
    }
    x.body().discard();
    try (DirectoryListing listing = x.files().list(directory)) {
      return list(x, directory, listing);
    } catch (IOException e) {
      x.log(e, UNREADABLE, directory);
      return Reply.error(403);
    }
  }

  private static Outcome list(Exchange x, String directory, DirectoryListing listing)
      throws Exception {
    IndexOptions config = x.config(OPTIONS);
    Set<IndexOption> options = config.inForce();
    x.contentType(config.contentType());
    if (options.contains(IndexOption.TRACK_MODIFIED) && x.file() != null) {
      validate(x, x.file());
    }
    if (x.isHeadOnly()) {
      return Reply.ok(Body.EMPTY);
    }
    IndexQuery query = IndexQuery.of(x, x.config(ORDER), options);
    Icons icons = Icons.of(x);
    Page page = new Page(x, query.options());
    Item.Subject place = Item.Subject.named(directory);
    page.head(Item.find(x.config(HEADERS), place));
    List<Entry> entries = new Listing(x, directory, query, icons).read(listing);
    Columns columns = new Columns(config, query, icons.usual(), entries);
    boolean styled = x.config(STYLE_SHEET) != null;
    new Rows(columns, icons.blank(), styled, page.out()).write(entries);
    page.tail(Item.find(x.config(READMES), place));
    return Reply.ok(body(page));
  }

  private static Body body(Page page) {
    byte[] bytes = page.out().toString().getBytes(StandardCharsets.ISO_8859_1);
    return page.embeds() || bytes.length > BUFFER
        ? Bodies.ofUnknownLength(bytes)
        : new Body.Bytes(bytes);
  }

  /** Last-Modified and ETag of the directory itself. */
  private static void validate(Exchange x, FileInfo info) {
    x.updateLastModified(info.modifiedMicros());
    x.out().set("Last-Modified", HttpDate.format(x.lastModified() / 1_000_000));
    Set<FileETag.Part> parts = EnumSet.noneOf(FileETag.Part.class);
    for (Core.EtagPart part : x.config(Core.FILE_ETAG).parts()) {
      parts.add(FileETag.Part.valueOf(part.name()));
    }
    Instant asked = Instant.EPOCH.plus(x.startMicros(), ChronoUnit.MICROS);
    String tag = FileETag.of(info, parts, asked);
    if (tag != null) {
      x.out().set("ETag", tag);
    }
  }
}
