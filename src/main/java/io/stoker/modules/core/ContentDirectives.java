package io.stoker.modules.core;

import static io.stoker.api.OverrideClass.FILE_INFO;

import io.stoker.api.Arg;
import io.stoker.api.Cmd;
import io.stoker.api.Core;
import io.stoker.api.Core.AcceptPathInfo;
import io.stoker.api.Core.HostnameLookups;
import io.stoker.api.Directive;
import io.stoker.api.Directive.Arity;
import io.stoker.api.DirectiveException;
import io.stoker.api.LogMessage;
import io.stoker.api.OverrideClass;
import io.stoker.api.Text;
import io.stoker.expr.Expressions;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What is done with a file, and what is said about it. */
final class ContentDirectives {

  static final LogMessage DEFAULT_TYPE =
      LogMessage.warn(
          "core", "AH00117", "Ignoring deprecated use of DefaultType in line %d of %s.");

  private static final String ON_OFF = "parameter must be 'on' or 'off'";
  private static final String CHARSET_OF_ON = "iso-8859-1";

  private static final Arg<String> CHARSET =
      Arg.of(
          "On|Off|charset",
          Arg.Kind.WORD,
          (word, cmd) ->
              word.equalsIgnoreCase("Off")
                  ? ""
                  : word.equalsIgnoreCase("On") ? CHARSET_OF_ON : word);

  private static final Arg<String> FORCED_TYPE =
      Arg.of(
          "media-type|None",
          Arg.Kind.MEDIA_TYPE,
          (word, cmd) -> word.equalsIgnoreCase("none") ? "" : word.toLowerCase(Locale.ROOT));

  private static final Arg<Text> HANDLER =
      Arg.of("handler-name|none|expr=expression", Arg.Kind.WORD, ContentDirectives::handler);

  private static final Arg<List<String>> FILTERS =
      Arg.of(
          "filter[;filter...]",
          Arg.Kind.WORD,
          (word, cmd) -> Arrays.stream(word.split(";")).filter(name -> !name.isEmpty()).toList());

  private ContentDirectives() {}

  static List<Directive> rows() {
    return List.of(
        Rows.anywhere("AcceptPathInfo", FILE_INFO)
            .fallback("Default")
            .help("whether a path may go on behind the name of a file")
            .take(
                Rows.choice(
                    "AcceptPathInfo must be set to on, off or default",
                    Rows.words(
                        "On",
                        AcceptPathInfo.ON,
                        "Off",
                        AcceptPathInfo.OFF,
                        "Default",
                        AcceptPathInfo.DEFAULT)),
                Core.ACCEPT_PATH_INFO),
        Rows.anywhere("AddDefaultCharset", FILE_INFO)
            .fallback("Off")
            .help("the character set named for text that names none")
            .take(CHARSET, Core.DEFAULT_CHARSET),
        Rows.anywhere("ContentDigest", OverrideClass.OPTIONS)
            .fallback("Off")
            .help("whether replies carry Content-MD5")
            .flag(Core.CONTENT_DIGEST),
        Rows.anywhere("DefaultType", FILE_INFO)
            .fallback("none")
            .help("none; a media type is no longer made up for files that have none")
            .apply(Arity.TAKE1, "media-type|none", ContentDirectives::defaultType),
        Rows.anywhere("EnableMMAP", FILE_INFO)
            .fallback("On")
            .obsolete("files are read or sent by the kernel, never mapped")
            .help("whether files may be mapped into memory to be read")
            .take(Rows.onOff(ON_OFF), Core.ENABLE_MMAP),
        Rows.anywhere("EnableSendfile", FILE_INFO)
            .fallback("Off")
            .help("whether the kernel may send files by itself")
            .take(Rows.onOff(ON_OFF), Core.ENABLE_SENDFILE),
        Rows.anywhere("ErrorDocument", FILE_INFO)
            .several(Directive.Several.LAST_OF_FIRST_WORD)
            .help("a status code, and a text, path or URL to answer with")
            .apply(
                Arity.TAKE2,
                "error-code document",
                (cmd, args) -> ErrorDocuments.apply(cmd, args.get(0), args.get(1))),
        Rows.anywhere("FileETag", FILE_INFO)
            .several(Directive.Several.LAST)
            .fallback("MTime Size")
            .help("what the ETag of a file is made of; with + and - relative to what held before")
            .apply(
                Arity.WORDS,
                "component...",
                (cmd, args) ->
                    cmd.set(Core.FILE_ETAG, EtagWords.parse(args, cmd.get(Core.FILE_ETAG)))),
        Rows.anywhere("ForceType", FILE_INFO)
            .help("the media type of all files, whatever their names say")
            .take(FORCED_TYPE, Core.FORCE_TYPE),
        Rows.anywhere("SetHandler", FILE_INFO)
            .help("the handler of all requests, whatever their file names say")
            .take(HANDLER, Core.SET_HANDLER),
        Rows.anywhere("SetInputFilter", FILE_INFO)
            .help("filters for what clients send, with semicolons between them")
            .take(FILTERS, Core.INPUT_FILTERS),
        Rows.anywhere("SetOutputFilter", FILE_INFO)
            .help("filters for what is sent to clients, with semicolons between them")
            .take(FILTERS, Core.OUTPUT_FILTERS),
        Rows.anywhere("QualifyRedirectURL", FILE_INFO)
            .fallback("Off")
            .obsolete(
                "REDIRECT_URL is for programs and server-side includes, which are not there yet")
            .help("whether REDIRECT_URL holds scheme and host too")
            .flag(Core.QUALIFY_REDIRECT_URL),
        Rows.configured("HostnameLookups")
            .fallback("Off")
            .help("whether clients are known by their names, and with double checked both ways")
            .take(
                Rows.choice(
                    "parameter must be 'on', 'off', or 'double'",
                    Rows.words(
                        "On",
                        HostnameLookups.ON,
                        "Off",
                        HostnameLookups.OFF,
                        "Double",
                        HostnameLookups.DOUBLE)),
                Core.HOSTNAME_LOOKUPS));
  }

  private static void defaultType(Cmd cmd, List<String> args) {
    if (!args.get(0).equalsIgnoreCase("none")) {
      cmd.log(DEFAULT_TYPE, cmd.position().line(), cmd.position().file());
    }
  }

  private static Text handler(String word, Cmd cmd) throws DirectiveException {
    if (!word.startsWith("expr=")) {
      return Text.constant(word.toLowerCase(Locale.ROOT));
    }
    try {
      return Expressions.text(word.substring("expr=".length()), cmd, Expressions.Use.DOES_NOT_VARY);
    } catch (DirectiveException e) {
      throw new DirectiveException("Can't parse expression : " + e.getMessage(), e);
    }
  }
}
