package io.stoker.modules.mod_alias;

import io.stoker.api.Cmd;
import io.stoker.api.DirectiveException;
import io.stoker.expr.Expressions;
import io.stoker.expr.Regex;
import io.stoker.expr.Regexes;
import io.stoker.http.Status;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads Redirect and its relatives: {@code [status] [URL-path or pattern] [URL]}. What a word means
 * depends on the others: a first word that is a status moves them on, and within a section a URL
 * alone is an expression for the whole of it.
 *
 * @param usual the status where none is said
 * @param byPattern whether it is RedirectMatch
 */
record RedirectDirective(int usual, boolean byPattern) {

  private static final Map<String, Integer> WORDS =
      Map.of("permanent", 301, "temp", 302, "seeother", 303, "gone", 410);

  void apply(Cmd cmd, List<String> args) throws DirectiveException {
    Integer said = status(args.get(0));
    if (args.size() == 3 && said == null) {
      throw new DirectiveException("Redirect: invalid first argument (of three)");
    }
    int status = said == null ? usual : said;
    List<String> rest = said == null ? args : args.subList(1, args.size());
    if (rest.isEmpty()) {
      whole(cmd, status, null);
    } else if (cmd.path() != null && rest.size() == 1 && Status.isRedirect(status)) {
      whole(cmd, status, rest.get(0));
    } else {
      rule(cmd, status, rest.get(0), rest.size() > 1 ? rest.get(1) : null);
    }
  }

  /** As C's atoi, the digits at the beginning of a number count. */
  static @Nullable Integer status(String word) {
    Integer known = WORDS.get(word.toLowerCase(Locale.ROOT));
    if (known != null || word.isEmpty() || word.charAt(0) < '0' || word.charAt(0) > '9') {
      return known;
    }
    String digits = word.replaceFirst("[^0-9].*", "");
    return digits.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(digits);
  }

  /** For all requests that the configuration of this place is for. */
  private static void whole(Cmd cmd, int status, @Nullable String url) throws DirectiveException {
    if (url == null && Status.isRedirect(status)) {
      throw new DirectiveException("URL to redirect to is missing");
    }
    AliasConfig.LocationRedirect redirect;
    try {
      redirect =
          new AliasConfig.LocationRedirect(
              status,
              url == null ? null : Expressions.text(url, cmd, Expressions.Use.VARIES),
              cmd.position());
    } catch (DirectiveException e) {
      throw new DirectiveException(
          "Cannot parse redirect expression '" + url + "': " + e.getMessage(), e);
    }
    cmd.update(ModAlias.CONFIG, c -> c.with(redirect));
  }

  private void rule(Cmd cmd, int status, String fake, @Nullable String url)
      throws DirectiveException {
    Regex regex = byPattern ? pattern(fake) : null;
    if (!Status.isRedirect(status)) {
      if (url != null) {
        throw new DirectiveException("Redirect URL not valid for this status");
      }
    } else if (url == null) {
      throw new DirectiveException("URL to redirect to is missing");
    } else if (!byPattern && !url.startsWith("/") && !RedirectTarget.isAbsolute(url)) {
      throw new DirectiveException("Redirect to non-URL");
    }
    RedirectRule rule = new RedirectRule(fake, regex, url, status, cmd.position());
    if (cmd.path() != null) {
      cmd.update(ModAlias.CONFIG, c -> c.with(rule));
    } else {
      cmd.set(ModAlias.REDIRECTS, ModAlias.appended(cmd.get(ModAlias.REDIRECTS), rule));
    }
  }

  static Regex pattern(String text) throws DirectiveException {
    try {
      return Regexes.compile(text, false);
    } catch (DirectiveException e) {
      throw new DirectiveException(
          "Regular expression could not be compiled." + Regexes.reason(e), e);
    }
  }
}
