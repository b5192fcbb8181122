package io.stoker.modules.mod_alias;

import io.stoker.api.Core;
import io.stoker.api.Mergeable;
import io.stoker.api.Position;
import io.stoker.api.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * mod_alias's directives in a section; null for what was not said.
 *
 * @param redirects for URL paths and patterns, innermost first
 * @param alias Alias of a Location
 * @param redirect Redirect with an expression, or with a status alone
 * @param preservePath AliasPreservePath
 * @param relative RedirectRelative
 */
record AliasConfig(
    List<RedirectRule> redirects,
    @Nullable LocationAlias alias,
    @Nullable LocationRedirect redirect,
    @Nullable Boolean preservePath,
    @Nullable Boolean relative)
    implements Mergeable<AliasConfig> {

  static final AliasConfig UNSET = new AliasConfig(List.of(), null, null, null, null);

  /** {@code Alias file-path} in a Location whose argument is {@code fake}. */
  record LocationAlias(String fake, Text real, @Nullable String handler, Position at) {}

  /** {@code Redirect [status] [URL]} in a section; the URL is null for a status alone. */
  record LocationRedirect(int status, @Nullable Text url, Position at) {}

  AliasConfig with(RedirectRule rule) {
    List<RedirectRule> all = Core.append(List.of(rule), redirects);
    return new AliasConfig(all, alias, redirect, preservePath, relative);
  }

  AliasConfig with(LocationAlias value) {
    return new AliasConfig(redirects, value, redirect, preservePath, relative);
  }

  AliasConfig with(LocationRedirect value) {
    return new AliasConfig(redirects, alias, value, preservePath, relative);
  }

  AliasConfig withPreservePath(boolean on) {
    return new AliasConfig(redirects, alias, redirect, on, relative);
  }

  AliasConfig withRelative(boolean on) {
    return new AliasConfig(redirects, alias, redirect, preservePath, on);
  }

  boolean preservesPath() {
    return preservePath != null && preservePath;
  }

  boolean allowsRelative() {
    return relative != null && relative;
  }

  @Override
  public AliasConfig over(AliasConfig parent) {
    return new AliasConfig(
        Core.append(parent.redirects, redirects),
        alias != null ? alias : parent.alias,
        redirect != null ? redirect : parent.redirect,
        preservePath != null ? preservePath : parent.preservePath,
        relative != null ? relative : parent.relative);
  }
}
