package io.stoker.engine;

import io.stoker.api.LogLevel;
import io.stoker.api.LogMessage;
import io.stoker.api.Outcome;
import io.stoker.api.Phase;
import io.stoker.api.Reply;
import io.stoker.expr.Regexes;
import io.stoker.http.MediaTypes;
import org.jspecify.annotations.Nullable;

/** The way of a request through the phases, in httpd's order. */
final class Pipeline {

  static final LogMessage DECLINED =
      new LogMessage("core", "AH00025", LogLevel.CRIT, "configuration error:  couldn't %s: %s");

  private Pipeline() {}

  /** From the first phase that may answer to the handler's reply. */
  static Outcome answer(RequestExchange x) {
    Outcome outcome = Phases.run(Phase.QUICK_HANDLER, x);
    if (outcome != Outcome.DECLINED) {
      return outcome;
    }
    outcome = prepare(x);
    return outcome == Outcome.OK ? handle(x) : outcome;
  }

  /**
   * Everything that has to be settled before a handler can answer: what the URI means, which
   * sections apply, who may see it, what it is. Sub-requests that are only looked up end here.
   *
   * @return OK, or what ended it
   */
  static Outcome prepare(RequestExchange x) {
    try {
      return settle(x);
    } catch (Regexes.TooExpensive e) {
      // Of a section: those of hooks do not come this far.
      return Phases.gaveUp(x, "core", e);
    }
  }

  private static Outcome settle(RequestExchange x) {
    Outcome outcome;
    if (!x.isForFile()) {
      if ((outcome = RequestPath.normalize(x)) != Outcome.OK) {
        return outcome;
      }
      SectionWalk.locationsAndIfs(x);
      outcome = Phases.run(Phase.PRE_TRANSLATE_NAME, x);
      if (outcome instanceof Reply || outcome instanceof io.stoker.api.InternalRedirect) {
        return outcome;
      }
      // DONE says that the path is translated already and must stay as it is.
      if (outcome != Outcome.DONE && (outcome = RequestPath.decode(x)) != Outcome.OK) {
        return outcome;
      }
      x.forgetSections();
      SectionWalk.locationsAndIfs(x);
      if ((outcome = Phases.run(Phase.TRANSLATE_NAME, x)) != Outcome.OK) {
        return orDie(x, outcome, "translate");
      }
    }
    // What the walks said of the URI is forgotten: files and directories come first.
    x.forgetSections();
    if ((outcome = Phases.run(Phase.MAP_TO_STORAGE, x)) != Outcome.OK) {
      return outcome;
    }
    SectionWalk.locationsAndIfs(x);
    if ((outcome = Phases.run(Phase.POST_PERDIR_CONFIG, x)) != Outcome.OK) {
      return outcome;
    }
    if (x.main() == null && (outcome = Phases.run(Phase.HEADER_PARSER, x)) != Outcome.OK) {
      return outcome;
    }
    if ((outcome = Access.check(x)) != Outcome.OK) {
      return outcome;
    }
    if ((outcome = Phases.run(Phase.TYPE_CHECKER, x)) != Outcome.OK) {
      return orDie(x, outcome, "find types");
    }
    return Phases.run(Phase.FIXUPS, x);
  }

  /** Lets a handler answer. */
  static Outcome handle(RequestExchange x) {
    Phases.run(Phase.INSERT_FILTER, x);
    String configured = x.handler();
    if (configured == null) {
      x.handler(handlerFor(x.contentType()));
    }
    x.draft().answeredBy = x.handler();
    x.draft().filters.prepare(x);
    Outcome outcome = Phases.run(Phase.HANDLER, x);
    x.handler(configured);
    return outcome == Outcome.DECLINED ? Reply.error(500) : outcome;
  }

  /** Without a handler's name the media type is it; the default handler has none at all. */
  private static String handlerFor(@Nullable String contentType) {
    return contentType == null ? "" : MediaTypes.essence(contentType);
  }

  /** A phase in which somebody has to decide: nobody did is an error of the configuration. */
  static Outcome orDie(RequestExchange x, Outcome outcome, String phase) {
    if (outcome != Outcome.DECLINED) {
      return outcome;
    }
    x.log(DECLINED, phase, x.uri());
    return Reply.error(500);
  }
}
