package io.stoker.api;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the modules that ask who a user is share with those that decide what the user may.
 *
 * <p>Source: httpd manual, mod_authn_core and mod_authz_core.
 */
public final class Auth {

  private Auth() {}

  /** AuthType, which mod_authn_core declares: a scheme, {@code None}, or an expression for one. */
  public static final Slot<@Nullable Text> TYPE = Slot.optionalDirectory("AuthType");

  /** AuthName, which mod_authn_core declares: the realm or an expression for it. */
  public static final Slot<@Nullable Text> NAME = Slot.optionalDirectory("AuthName");

  /** AuthnProviderAlias: providers made of other providers, by name; of the main server. */
  public static final Slot<Map<String, AuthnProvider>> AUTHN_ALIASES =
      Slot.server("AuthnProviderAlias", Map.of(), Core::overlay);

  /** AuthzProviderAlias: providers made of other providers, by name; of the main server. */
  public static final Slot<Map<String, AuthzProvider>> AUTHZ_ALIASES =
      Slot.server("AuthzProviderAlias", Map.of(), Core::overlay);

  /** The scheme in force, {@code Basic} and the like; null where there is none or it is None. */
  public static @Nullable String type(Exchange x) {
    Text text = x.config(TYPE);
    String type = text == null ? null : text.eval(x);
    return type == null || type.equalsIgnoreCase("None") ? null : type;
  }

  /** The realm in force, ready to stand between quotes; null where there is none. */
  public static @Nullable String name(Exchange x) {
    Text text = x.config(NAME);
    return text == null ? null : escapeQuotes(text.eval(x));
  }

  /** A provider that AuthBasicProvider and the like may name, an alias above all; null if none. */
  public static @Nullable AuthnProvider authnProvider(String name, Cmd cmd) {
    AuthnProvider alias = cmd.getMain(AUTHN_ALIASES).get(name);
    return alias != null ? alias : cmd.extensions().find(AuthnProvider.POINT, name);
  }

  /** A provider that Require may name, an alias above all; null if none. */
  public static @Nullable AuthzProvider authzProvider(String name, Cmd cmd) {
    AuthzProvider alias = cmd.getMain(AUTHZ_ALIASES).get(name);
    return alias != null ? alias : cmd.extensions().find(AuthzProvider.POINT, name);
  }

  /** {@code text} with a backslash before each quote that has none. */
  private static String escapeQuotes(String text) {
    if (text.indexOf('"') < 0) {
      return text;
    }
    StringBuilder escaped = new StringBuilder(text.length() + 4);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length()) {
        escaped.append(c).append(text.charAt(++i));
      } else if (c == '"') {
        escaped.append("\\\"");
      } else {
        escaped.append(c);
      }
    }
    return escaped.toString();
  }
}
