package io.stoker.modules.mod_authz_core;

import io.stoker.api.Mergeable;
import io.stoker.modules.mod_authz_core.Rule.Group;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one place says of authorization; null for what it does not.
 *
 * @param forbidden whether a known user who may not gets 403 in place of 401
 */
record AuthzConfig(@Nullable Merging merging, @Nullable Boolean forbidden, @Nullable Group rules)
    implements Mergeable<AuthzConfig> {

  static final AuthzConfig UNSET = new AuthzConfig(null, null, null);

  /** How rules join those of the places around: AuthMerging. */
  enum Merging {
    OFF,
    AND,
    OR
  }

  AuthzConfig withMerging(Merging value) {
    return new AuthzConfig(value, forbidden, rules);
  }

  AuthzConfig withForbidden(boolean value) {
    return new AuthzConfig(merging, value, rules);
  }

  /** With rules more in a container of this kind. */
  AuthzConfig with(Group container, List<? extends Rule> more) {
    return new AuthzConfig(merging, forbidden, (rules == null ? container : rules).with(more));
  }

  /** With what was said beside the rules inside a container. */
  AuthzConfig withSwitchesOf(AuthzConfig inner) {
    return new AuthzConfig(
        inner.merging == null ? merging : inner.merging,
        inner.forbidden == null ? forbidden : inner.forbidden,
        rules);
  }

  boolean isForbidden() {
    return forbidden != null && forbidden;
  }

  @Override
  public AuthzConfig over(AuthzConfig parent) {
    boolean silent = merging == null && rules == null;
    return new AuthzConfig(
        silent ? parent.merging : merging,
        forbidden == null ? parent.forbidden : forbidden,
        mergedRules(parent.rules));
  }

  private @Nullable Group mergedRules(@Nullable Group above) {
    if (merging == null) {
      // A place that says nothing of rules leaves them alone; rules replace those above.
      return rules == null ? above : rules;
    }
    if (merging == Merging.OFF || above == null) {
      return rules;
    }
    return rules == null ? above : Group.merged(merging == Merging.AND, above, rules);
  }
}
