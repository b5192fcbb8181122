package io.stoker.modules.mod_expires;

import io.stoker.api.Core;
import io.stoker.api.Mergeable;
import io.stoker.http.MediaTypes;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What expires when, at one level; null for what was not said.
 *
 * @param byType by media type in lower case; {@code text/*} stands for every other type below text
 * @param hasWildcard whether this very level has a type with a star: those of levels above do not
 *     count where a level below says anything
 */
record ExpiresConfig(
    @Nullable Boolean active,
    @Nullable Expiry byDefault,
    Map<String, Expiry> byType,
    boolean hasWildcard)
    implements Mergeable<ExpiresConfig> {

  static final ExpiresConfig UNSET = new ExpiresConfig(null, null, Map.of(), false);

  ExpiresConfig withActive(boolean on) {
    return new ExpiresConfig(on, byDefault, byType, hasWildcard);
  }

  ExpiresConfig withDefault(Expiry expiry) {
    return new ExpiresConfig(active, expiry, byType, hasWildcard);
  }

  ExpiresConfig withType(String type, Expiry expiry) {
    boolean wildcard = type.indexOf('/') == type.length() - 2 && type.endsWith("*");
    Map<String, Expiry> more = Core.put(byType, type.toLowerCase(Locale.ROOT), expiry);
    return new ExpiresConfig(active, byDefault, more, hasWildcard || wildcard);
  }

  boolean isActive() {
    return Boolean.TRUE.equals(active);
  }

  /** When content of that type expires; null where nothing is said of it. */
  @Nullable Expiry expiryOf(@Nullable String type) {
    Expiry own = type == null ? null : ofType(MediaTypes.essence(type));
    return own == null ? byDefault : own;
  }

  private @Nullable Expiry ofType(String type) {
    Expiry own = byType.get(type);
    int slash = type.indexOf('/');
    return own == null && hasWildcard && slash >= 0
        ? byType.get(type.substring(0, slash) + "/*")
        : own;
  }

  @Override
  public ExpiresConfig over(ExpiresConfig parent) {
    return new ExpiresConfig(
        active != null ? active : parent.active,
        byDefault != null ? byDefault : parent.byDefault,
        Core.overlay(byType, parent.byType),
        hasWildcard);
  }
}
