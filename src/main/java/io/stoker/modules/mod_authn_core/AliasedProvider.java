package io.stoker.modules.mod_authn_core;

import io.stoker.api.AuthnProvider;
import io.stoker.api.Exchange;
import io.stoker.api.SlotValues;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A provider with settings of its own: AuthnProviderAlias.
 *
 * @param values what the section says, laid over the request's configuration for each question
 */
record AliasedProvider(AuthnProvider base, SlotValues values) implements AuthnProvider {

  @Override
  public Verdict checkPassword(Exchange x, String user, String password) throws Exception {
    return x.under(values, () -> base.checkPassword(x, user, password));
  }

  @Override
  public boolean hasRealmHashes() {
    return base.hasRealmHashes();
  }

  @Override
  public @Nullable String realmHash(Exchange x, String user, String realm) throws Exception {
    return x.under(values, () -> Optional.ofNullable(base.realmHash(x, user, realm))).orElse(null);
  }
}
