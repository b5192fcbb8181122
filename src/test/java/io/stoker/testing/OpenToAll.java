package io.stoker.testing;

import io.stoker.api.Hook;
import io.stoker.api.HttpdModule;
import io.stoker.api.Outcome;
import io.stoker.api.Phase;
import java.util.List;

/** Grants what nobody else decided about, as mod_authz_core does without a Require line. */
final class OpenToAll implements HttpdModule {

  @Override
  public String name() {
    return "mod_open_to_all";
  }

  @Override
  public boolean isStatic() {
    return true;
  }

  @Override
  public List<Hook> hooks() {
    return List.of(Hook.on(Phase.ACCESS_CHECKER_EX, x -> Outcome.OK).at(Hook.Order.REALLY_LAST));
  }
}
