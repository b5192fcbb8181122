package io.stoker.modules.mod_rewrite;

import io.stoker.api.Core;
import io.stoker.api.Exchange;
import io.stoker.api.Key;
import io.stoker.api.Server;
import io.stoker.http.Wildcards;

/** Absolute URIs of this very server, which are as good as their path. */
final class SelfReduction {

  /** Says that a path came of an absolute URI, so that it is one of the document root. */
  static final Key<Boolean> REDUCED = Key.named("mod_rewrite reduced");

  private SelfReduction() {}

  /** Makes the run's URI its path where it names the request's own server. */
  static void apply(RuleRun run) {
    Exchange x = run.x();
    String name = run.name();
    String scheme = x.scheme() + "://";
    if (name.length() <= scheme.length()
        || !name.regionMatches(true, 0, scheme, 0, scheme.length())) {
      return;
    }
    int slash = name.indexOf('/', scheme.length());
    int end = slash < 0 ? name.length() : slash;
    String authority = name.substring(scheme.length(), end);
    int colon = authority.indexOf(':');
    String host = colon < 0 ? authority : authority.substring(0, colon);
    int usual = x.scheme().equals("https") ? 443 : 80;
    int port = colon < 0 ? usual : Digits.leading(authority.substring(colon + 1));
    if (!isOwn(x.server(), host, port)) {
      return;
    }
    String path = slash < 0 ? "/" : name.substring(slash);
    run.trace().log(3, null, "reduce %s -> %s", name, path);
    x.filename(path);
    if (!x.config(ModRewrite.SECTION).has(RewriteOption.LEGACYPREFIXDOCROOT)) {
      x.put(REDUCED, true);
    }
  }

  private static boolean isOwn(Server server, String host, int port) {
    for (String address : server.addresses()) {
      int colon = address.lastIndexOf(':');
      boolean hasPort = colon > address.lastIndexOf(']');
      String name = hasPort ? address.substring(0, colon) : address;
      String number = hasPort ? address.substring(colon + 1) : "*";
      boolean samePort = number.equals("*") || Digits.leading(number) == port;
      if (samePort && name.equalsIgnoreCase(host)) {
        return true;
      }
    }
    if (port != server.port()) {
      return false;
    }
    if (server.name().equalsIgnoreCase(host)) {
      return true;
    }
    for (String alias : server.get(Core.SERVER_ALIASES)) {
      if (Wildcards.matchesIgnoringCase(alias, host)) {
        return true;
      }
    }
    return false;
  }
}
