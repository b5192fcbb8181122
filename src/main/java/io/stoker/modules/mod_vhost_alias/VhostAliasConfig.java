package io.stoker.modules.mod_vhost_alias;

import io.stoker.api.Mergeable;
import org.jspecify.annotations.Nullable;

/**
 * mod_vhost_alias's directives of a server; null for what was not said.
 *
 * @param documents VirtualDocumentRoot or VirtualDocumentRootIP, whichever came last
 * @param scripts VirtualScriptAlias or VirtualScriptAliasIP, whichever came last
 */
record VhostAliasConfig(@Nullable Root documents, @Nullable Root scripts)
    implements Mergeable<VhostAliasConfig> {

  /**
   * Where a kind of URL path leads.
   *
   * @param pattern null for {@code none}
   * @param byAddress whether the pattern is for the server's address, not for its name
   */
  record Root(@Nullable NamePattern pattern, boolean byAddress) {}

  static final VhostAliasConfig UNSET = new VhostAliasConfig(null, null);

  VhostAliasConfig withDocuments(Root root) {
    return new VhostAliasConfig(root, scripts);
  }

  VhostAliasConfig withScripts(Root root) {
    return new VhostAliasConfig(documents, root);
  }

  @Override
  public VhostAliasConfig over(VhostAliasConfig parent) {
    return new VhostAliasConfig(
        documents != null ? documents : parent.documents,
        scripts != null ? scripts : parent.scripts);
  }
}
