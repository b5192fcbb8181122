package io.stoker.modules.mod_mime;

import static io.stoker.api.Where.DIRECTORY;
import static io.stoker.api.Where.HTACCESS;
import static io.stoker.api.Where.SERVER;
import static io.stoker.api.Where.VHOST;

import com.google.auto.service.AutoService;
import io.stoker.api.Arg;
import io.stoker.api.Cmd;
import io.stoker.api.Directive;
import io.stoker.api.DirectiveException;
import io.stoker.api.Exchange;
import io.stoker.api.Hook;
import io.stoker.api.HttpdModule;
import io.stoker.api.LogLevel;
import io.stoker.api.LogMessage;
import io.stoker.api.Outcome;
import io.stoker.api.OverrideClass;
import io.stoker.api.Phase;
import io.stoker.api.SectionKind;
import io.stoker.api.Server;
import io.stoker.api.Slot;
import io.stoker.api.Startup;
import io.stoker.files.ByteNames;
import io.stoker.files.FileInfo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** mod_mime: type, language, encoding, handler and filters of a file by its extensions. */
@AutoService(HttpdModule.class)
public final class ModMime implements HttpdModule {

  static final Slot<MimeConfig> CONFIG = Slot.directory(MimeConfig.UNSET);
  static final Slot<String> TYPES_CONFIG = Slot.server("TypesConfig", "conf/mime.types");

  /** The types file, read: type by extension. */
  static final Slot<Map<String, String>> TYPES = Slot.server("types file", Map.of());

  private static final String DIRECTORY_TYPE = "httpd/unix-directory";

  private static final LogMessage NO_TYPES_FILE =
      LogMessage.error("mime", "AH01597", "could not open mime types config file %s.");

  @Override
  public String name() {
    return "mod_mime";
  }

  @Override
  public List<Directive> directives() {
    return List.of(
        add("AddCharset", Trait.CHARSET, "charset", "a charset, then extensions of files in it"),
        add("AddEncoding", Trait.ENCODING, "encoding", "an encoding (gzip), then extensions"),
        add("AddHandler", Trait.HANDLER, "handler", "a handler's name, then extensions"),
        add("AddInputFilter", Trait.INPUT_FILTERS, "filters", "filters, then extensions"),
        add("AddLanguage", Trait.LANGUAGE, "language", "a language (fr), then extensions"),
        add("AddOutputFilter", Trait.OUTPUT_FILTERS, "filters", "filters, then extensions"),
        add("AddType", Trait.TYPE, "media-type", "a media type, then extensions of such files"),
        row("DefaultLanguage")
            .help("the language of files whose extensions name none")
            .take(Arg.word("language"), CONFIG, MimeConfig::withDefaultLanguage),
        row("MultiviewsMatch")
            .notIn(SectionKind.LOCATION)
            .fallback("NegotiatedOnly")
            .help("which extensions a variant may have: NegotiatedOnly, Handlers, Filters or Any")
            .apply(
                Directive.Arity.ITERATE,
                "Any|NegotiatedOnly|Filters|Handlers...",
                (cmd, args) -> cmd.set(CONFIG, cmd.get(CONFIG).withMatch(args.get(0)))),
        remove("RemoveCharset", Trait.CHARSET),
        remove("RemoveEncoding", Trait.ENCODING),
        remove("RemoveHandler", Trait.HANDLER),
        remove("RemoveInputFilter", Trait.INPUT_FILTERS),
        remove("RemoveLanguage", Trait.LANGUAGE),
        remove("RemoveOutputFilter", Trait.OUTPUT_FILTERS),
        // Unlike the others it takes effect in the order of the file, and on the types file too.
        row("RemoveType")
            .several(Directive.Several.ALL)
            .help("extensions whose type is taken back")
            .iterate(Arg.word("extension"), CONFIG, (c, e) -> c.with(Trait.TYPE, "", e)),
        Directive.named("TypesConfig")
            .in(SERVER, VHOST)
            .fallback("conf/mime.types")
            .help("the file of media types, below ServerRoot")
            .take(Arg.word("file-path"), TYPES_CONFIG),
        Directive.named("ModMimeUsePathInfo")
            .in(DIRECTORY)
            .fallback("Off")
            .help("whether extensions in path info count")
            .flag(CONFIG, MimeConfig::withUsePathInfo));
  }

  private static Directive.Builder row(String name) {
    return Directive.named(name)
        .in(SERVER, VHOST, DIRECTORY, HTACCESS)
        .override(OverrideClass.FILE_INFO);
  }

  private static Directive add(String name, Trait trait, String what, String help) {
    return row(name)
        .several(Directive.Several.LAST_OF_OTHER_WORDS)
        .help(help)
        .iterate(
            lowerCase(what),
            Arg.word("extension"),
            CONFIG,
            (config, value, extension) -> config.with(trait, value, extension));
  }

  private static Arg<String> lowerCase(String label) {
    return Arg.of(label, Arg.Kind.WORD, (String word, Cmd cmd) -> word.toLowerCase(Locale.ROOT));
  }

  private static Directive remove(String name, Trait trait) {
    return row(name)
        .several(Directive.Several.ALL)
        .help("extensions that no longer say anything of the kind")
        .iterate(Arg.word("extension"), CONFIG, (config, e) -> config.without(trait, e));
  }

  @Override
  public List<Hook> hooks() {
    return List.of(Hook.on(Phase.TYPE_CHECKER, ModMime::findType));
  }

  /** The types file of the main server holds for all; one named in a virtual host is not read. */
  @Override
  public void postConfig(Startup startup) throws DirectiveException {
    if (startup.isCheckOnly()) {
      return;
    }
    String path = startup.serverRootRelative(startup.main().get(TYPES_CONFIG));
    Map<String, String> types;
    try {
      Path file = ByteNames.toPath(path);
      if (file == null) {
        throw new NoSuchFileException(path);
      }
      types = TypesFile.parse(Files.readString(file, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      startup.log(e, NO_TYPES_FILE, path);
      throw new DirectiveException("", e);
    }
    for (Server server : startup.servers()) {
      startup.set(server, TYPES, types);
    }
  }

  private static Outcome findType(Exchange x) {
    FileInfo file = x.file();
    if (file != null && file.isDirectory()) {
      x.contentType(DIRECTORY_TYPE);
      return Outcome.OK;
    }
    String path = x.filename();
    if (path == null) {
      return Outcome.DECLINED;
    }
    MimeConfig config = x.config(CONFIG);
    FileName name = new FileName(x, config, x.config(TYPES));
    String charset = name.read(config.usesPathInfo() ? path + x.pathInfo() : path);
    tidyType(x, charset);
    if (x.contentLanguages().isEmpty() && config.defaultLanguage() != null) {
      x.contentLanguages(List.of(config.defaultLanguage()));
    }
    return x.contentType() == null ? Outcome.DECLINED : Outcome.OK;
  }

  /** Writes the type evenly and puts the charset in its place. */
  private static void tidyType(Exchange x, @Nullable String charset) {
    String type = x.contentType();
    if (type == null) {
      return;
    }
    try {
      x.contentType(MediaType.parse(type).withCharset(charset));
    } catch (MediaType.Malformed e) {
      x.log(new LogMessage("mime", e.id(), LogLevel.WARN, "%s"), String.valueOf(e.getMessage()));
    }
  }
}
