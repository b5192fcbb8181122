package io.stoker.engine;

import io.stoker.api.Core;
import io.stoker.api.LogMessage;
import io.stoker.api.Outcome;
import io.stoker.api.Phase;
import io.stoker.api.Reply;
import io.stoker.config.Unsupported;

/** Who may: the phases from access_checker to auth_checker, as Satisfy ties them together. */
final class Access {

  static final LogMessage NO_USER_ALL = noUser("AH00027");
  static final LogMessage NO_USER_ANY = noUser("AH00028");

  static final LogMessage UNSUPPORTED =
      LogMessage.error(
          "core", "STK0305", "client denied: %s (%s) controls access here and is not supported");

  static final LogMessage TLS_ONLY =
      LogMessage.error(
          "core",
          "STK0308",
          "client denied: SSLEngine on (%s) and this connection is in plain text");

  private static LogMessage noUser(String id) {
    return LogMessage.error(
        "core",
        id,
        "No authentication done but request not allowed without authentication for %s."
            + " Authentication not configured?");
  }

  private Access() {}

  /** OK, or why the request ends. */
  static Outcome check(RequestExchange x) {
    Unsupported.Refusal refusal = x.config(Unsupported.REFUSE);
    if (refusal != null) {
      x.log(UNSUPPORTED, refusal.directive(), refusal.position());
      return Reply.error(403);
    }
    Unsupported.TlsEngine tls = x.server().get(Unsupported.TLS_ENGINE);
    if (tls != null && tls.on()) {
      x.log(TLS_ONLY, tls.position());
      return Reply.error(403);
    }
    if (inherit(x, x.previous()) || inherit(x, x.main())) {
      return Outcome.OK;
    }
    boolean any = x.config(Core.SATISFY).isAny(x.method());
    Outcome byAddress = Phases.run(Phase.ACCESS_CHECKER, x);
    if (any && byAddress == Outcome.OK) {
      return Outcome.OK;
    }
    if (!any && byAddress != Outcome.OK) {
      return Pipeline.orDie(x, byAddress, "check access (with Satisfy All)");
    }
    Outcome outcome = byUser(x, any);
    if (outcome instanceof Reply r && r.isError() && r.status() == 401) {
      Phases.run(Phase.NOTE_AUTH_FAILURE, x);
    }
    return outcome;
  }

  /** The same configuration was passed already by the request that this one comes from. */
  private static boolean inherit(
      RequestExchange x, @org.jspecify.annotations.Nullable RequestExchange from) {
    if (from == null || from.perDirectory() != x.perDirectory()) {
      return false;
    }
    x.user(from.user());
    x.authType(from.authType());
    return true;
  }

  private static Outcome byUser(RequestExchange x, boolean any) {
    Outcome outcome = Phases.run(Phase.ACCESS_CHECKER_EX, x);
    boolean allowed = outcome == Outcome.OK;
    if (!allowed && outcome != Outcome.DECLINED) {
      return Pipeline.orDie(x, outcome, "check access");
    }
    if (allowed && (any || Phases.run(Phase.FORCE_AUTHN, x) != Outcome.OK)) {
      return Outcome.OK;
    }
    outcome = Phases.run(Phase.CHECK_USER_ID, x);
    if (outcome != Outcome.OK && outcome != Outcome.DECLINED) {
      return Pipeline.orDie(x, outcome, "check user");
    }
    if (x.user() == null) {
      x.log(any ? NO_USER_ANY : NO_USER_ALL, x.uri());
      return Reply.error(500);
    }
    return Pipeline.orDie(x, Phases.run(Phase.AUTH_CHECKER, x), "check authorization");
  }
}
