package io.stoker.modules.mod_dir;

import static io.stoker.api.Where.DIRECTORY;
import static io.stoker.api.Where.HTACCESS;
import static io.stoker.api.Where.SERVER;
import static io.stoker.api.Where.VHOST;

import com.google.auto.service.AutoService;
import io.stoker.api.Arg;
import io.stoker.api.Directive;
import io.stoker.api.DirectiveException;
import io.stoker.api.Exchange;
import io.stoker.api.Hook;
import io.stoker.api.HttpdModule;
import io.stoker.api.Outcome;
import io.stoker.api.OverrideClass;
import io.stoker.api.Phase;
import io.stoker.api.Reply;
import io.stoker.api.Slot;
import io.stoker.files.FileInfo;
import io.stoker.http.Escapes;
import io.stoker.http.Status;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** mod_dir: the slash at the end of directories, their index files, and what stands for nothing. */
@AutoService(HttpdModule.class)
public final class ModDir implements HttpdModule {

  static final Slot<DirConfig> CONFIG = Slot.directory(DirConfig.UNSET);

  private static final String DIRECTORY_TYPE = "httpd/unix-directory";
  private static final String REWRITE_REDIRECT = "redirect-handler";
  private static final String PROXY = "proxy-server";

  private static final Map<String, Integer> REDIRECT_WORDS =
      Map.of("on", 302, "off", 0, "permanent", 301, "temp", 302, "seeother", 303);

  private static final Arg<Integer> REDIRECT =
      Arg.of(
          "on|off|permanent|temp|seeother|3xx-code",
          Arg.Kind.WORD,
          (word, cmd) -> redirectStatus(word));

  @Override
  public String name() {
    return "mod_dir";
  }

  @Override
  public List<Directive> directives() {
    return List.of(
        row("FallbackResource")
            .fallback("disabled")
            .help("the URL path that stands for what does not exist, or disabled")
            .take(Arg.word("local-url"), CONFIG, DirConfig::withFallback),
        row("DirectoryIndex")
            .several(Directive.Several.LAST)
            .fallback("index.html")
            .help("names of index files in the order in which they are tried, or disabled")
            .apply(
                Directive.Arity.WORDS,
                "disabled|local-url...",
                (cmd, args) -> cmd.update(CONFIG, c -> c.withNames(args))),
        row("DirectorySlash")
            .fallback("On")
            .help("whether a directory's URL without slash is redirected to the one with it")
            .flag(CONFIG, DirConfig::withSlash),
        row("DirectoryCheckHandler")
            .fallback("Off")
            .help("whether another handler keeps index files and redirects away")
            .flag(CONFIG, DirConfig::withCheckHandler),
        row("DirectoryIndexRedirect")
            .fallback("off")
            .help("whether the client is sent to the index file, and with which status")
            .take(REDIRECT, CONFIG, DirConfig::withRedirect));
  }

  private static Directive.Builder row(String name) {
    return Directive.named(name)
        .in(SERVER, VHOST, DIRECTORY, HTACCESS)
        .override(OverrideClass.INDEXES);
  }

  static int redirectStatus(String word) throws DirectiveException {
    Integer known = REDIRECT_WORDS.get(word.toLowerCase(Locale.ROOT));
    if (known != null) {
      return known;
    }
    if (word.isEmpty() || !Character.isDigit(word.charAt(0))) {
      throw new DirectiveException("DirectoryIndexRedirect ON|OFF|permanent|temp|seeother|3xx");
    }
    // As C's atoi: the digits at the beginning count.
    String digits = word.replaceFirst("[^0-9].*", "");
    int status = digits.length() > 3 ? 0 : Integer.parseInt(digits);
    if (!Status.isRedirect(status)) {
      throw new DirectiveException(
          "DirectoryIndexRedirect only accepts values between 300 and 399");
    }
    return status;
  }

  @Override
  public List<Hook> hooks() {
    return List.of(Hook.on(Phase.FIXUPS, ModDir::fixup).last());
  }

  private static Outcome fixup(Exchange x) {
    FileInfo file = x.file();
    if (file != null && file.isDirectory()) {
      return directory(x, x.config(CONFIG));
    }
    if (file == null && x.handler() == null) {
      return nothing(x, x.config(CONFIG));
    }
    return Outcome.DECLINED;
  }

  private static Outcome directory(Exchange x, DirConfig config) {
    if (x.handler() == null) {
      x.handler(DIRECTORY_TYPE);
    }
    if (!x.pathInfo().isEmpty()) {
      return Outcome.DECLINED;
    }
    if (!x.uri().endsWith("/")) {
      return config.addsSlash() ? redirectToSlash(x) : Outcome.DECLINED;
    }
    boolean rewritten = REWRITE_REDIRECT.equals(x.handler());
    if (rewritten || (config.checksHandler() && !DIRECTORY_TYPE.equals(x.handler()))) {
      // The handler is someone else's: its reply must not be called a directory.
      if (DIRECTORY_TYPE.equals(x.contentType())) {
        x.contentType(null);
      }
      return Outcome.DECLINED;
    }
    return index(x, config);
  }

  /** Old clients of WebDAV cannot be redirected but with GET: redirect-carefully is for them. */
  private static Outcome redirectToSlash(Exchange x) {
    boolean isGet = x.method().equals("GET") || x.method().equals("HEAD");
    if (!isGet && x.env().has("redirect-carefully")) {
      return Outcome.DECLINED;
    }
    String query = x.query();
    String path = Escapes.uri(x.uri()) + "/" + (query == null ? "" : "?" + query);
    x.out().set("Location", x.absoluteUrl(path));
    return Reply.error(301);
  }

  /**
   * Tries the index files. An error of one is remembered, so that a listing never shows what a
   * forbidden index was to hide; a redirect, or what only the last name said, is answered at once.
   */
  private static Outcome index(Exchange x, DirConfig config) {
    List<String> names = config.names();
    int error = 0;
    for (int i = 0; i < names.size(); i++) {
      Exchange looked = x.lookupUri(withQuery(names.get(i), x));
      if (isServable(looked)) {
        if (config.redirectStatus() != 0) {
          x.out().set("Location", x.absoluteUrl(looked.uri()));
          return Reply.error(config.redirectStatus());
        }
        x.adopt(looked);
        return Outcome.OK;
      }
      if (isFinal(looked.status(), i == names.size() - 1)) {
        return pass(looked, x);
      }
      error = worse(error, looked.status());
    }
    if (error != 0) {
      return Reply.error(error);
    }
    x.notes().set("dir-index-names", String.join(",", names));
    return Outcome.DECLINED;
  }

  private static Outcome nothing(Exchange x, DirConfig config) {
    String url = config.fallbackUrl();
    if (url == null) {
      return Outcome.DECLINED;
    }
    Exchange looked = x.lookupUri(withQuery(url, x));
    if (isServable(looked)) {
      x.adopt(looked);
      return Outcome.OK;
    }
    // A 401 goes on without the fields that it needs, as with httpd.
    if (isFinal(looked.status(), looked.status() != Status.UNAUTHORIZED)) {
      return pass(looked, x);
    }
    int error = worse(0, looked.status());
    return error == 0 ? Outcome.DECLINED : Reply.error(error);
  }

  private static String withQuery(String url, Exchange x) {
    return x.query() == null ? url : url + "?" + x.query();
  }

  /** A look-up says yes to more than files: to parent directories with path info, for one. */
  private static boolean isServable(Exchange looked) {
    FileInfo file = looked.file();
    return looked.status() == 200
        && (PROXY.equals(looked.handler()) || (file != null && file.isRegular()));
  }

  private static boolean isFinal(int status, boolean isLast) {
    return Status.isRedirect(status) || (isLast && (status == 406 || status == 401));
  }

  private static int worse(int before, int status) {
    return status == 0 || status == 200 || status == 404 ? before : status;
  }

  /** Answers as the look-up would, with the fields it prepared. */
  private static Outcome pass(Exchange looked, Exchange x) {
    x.notes().setAll(looked.notes(), "");
    x.out().overlay(looked.out());
    x.errorOut().overlay(looked.errorOut());
    return Reply.error(looked.status());
  }
}
