package io.stoker.engine;

import io.stoker.api.Await;
import io.stoker.api.LogLevel;
import io.stoker.api.LogMessage;
import io.stoker.api.Outcome;
import io.stoker.api.Phase;
import io.stoker.api.PhaseTimes;
import io.stoker.api.Reply;
import io.stoker.api.RequestBody;
import io.stoker.config.HookTable;
import io.stoker.expr.Regexes;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Runs the hooks of a phase, one after the other, as the phase's rule says. */
final class Phases {

  private Phases() {}

  /**
   * Runs a phase.
   *
   * @return OK or DECLINED when the phase ran to its end, else what a hook ended it with
   */
  static Outcome run(Phase phase, RequestExchange x) {
    PhaseTimes times = x.origin().request().times();
    if (times != null && x.main() == null) {
      times.enter(part(phase));
    }
    HookTable.Entry[] hooks = x.site().hooks(phase);
    for (int i = 0; i < hooks.length; i++) {
      Outcome outcome = step(hooks[i], x);
      boolean goesOn =
          switch (phase.rule()) {
            case ALL -> outcome == Outcome.OK || outcome == Outcome.DECLINED;
            case FIRST -> outcome == Outcome.DECLINED;
            case EVERY -> true;
          };
      if (!goesOn) {
        return outcome;
      }
    }
    return phase.rule() == Phase.Rule.FIRST ? Outcome.DECLINED : Outcome.OK;
  }

  /**
   * What a request of a client spends its time with; sub-requests are part of what asks for them.
   */
  private static PhaseTimes.Part part(Phase phase) {
    return switch (phase) {
      case POST_READ_REQUEST, QUICK_HANDLER, PRE_TRANSLATE_NAME, TRANSLATE_NAME ->
          PhaseTimes.Part.TRANSLATE;
      case MAP_TO_STORAGE, POST_PERDIR_CONFIG -> PhaseTimes.Part.WALK;
      case HEADER_PARSER,
          ACCESS_CHECKER,
          ACCESS_CHECKER_EX,
          FORCE_AUTHN,
          CHECK_USER_ID,
          NOTE_AUTH_FAILURE,
          AUTH_CHECKER ->
          PhaseTimes.Part.ACCESS;
      case TYPE_CHECKER, FIXUPS -> PhaseTimes.Part.TYPE;
      case INSERT_FILTER, HANDLER -> PhaseTimes.Part.HANDLER;
      case INSERT_ERROR_FILTER, RESPONSE_HEADERS -> PhaseTimes.Part.REPLY;
      case LOG_TRANSACTION -> PhaseTimes.Part.LOG;
    };
  }

  /** Runs one hook. Whatever goes wrong in it is this request's problem alone. */
  private static Outcome step(HookTable.Entry entry, RequestExchange x) {
    Inquiry inquiry = x.origin().inquiry();
    if (inquiry == null) {
      return attempt(entry, x);
    }
    inquiry.begins(x, entry);
    Outcome outcome = attempt(entry, x);
    inquiry.ended(outcome, entry.hook().phase().rule());
    return outcome;
  }

  private static Outcome attempt(HookTable.Entry entry, RequestExchange x) {
    try {
      Outcome outcome = entry.hook().step().run(x);
      return outcome instanceof Await(var later)
          ? arrived(later.toCompletableFuture().get())
          : outcome;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Reply.error(503);
    } catch (ExecutionException e) {
      return failed(entry, x, e.getCause() == null ? e : e.getCause());
    } catch (CompletionException e) {
      return failed(entry, x, e.getCause() == null ? e : e.getCause());
    } catch (Exception | StackOverflowError e) {
      return failed(entry, x, e);
    }
  }

  /** The worker's thread is virtual: waiting for what comes later leaves the carrier to others. */
  private static Outcome arrived(Outcome late) {
    if (late instanceof Await) {
      throw new IllegalStateException("outcome: an Await within an Await (expected: any other)");
    }
    return late;
  }

  private static Outcome failed(HookTable.Entry entry, RequestExchange x, Throwable problem) {
    if (problem instanceof RequestBody.Unreadable body) {
      x.draft().lengthUntold =
          body instanceof RequestBody.BadChunk || body instanceof RequestBody.TooLarge;
      if (body.notes() != null) {
        x.notes().set("error-notes", body.notes());
      }
      x.origin().close();
      return Reply.error(body.status());
    }
    if (problem instanceof Regexes.TooExpensive expensive) {
      return gaveUp(x, entry.module().logName(), expensive);
    }
    log(x, entry.module().logName(), entry.hook().phase().name(), problem);
    return Reply.error(500);
  }

  /** What a pattern was to decide is not known, so that nothing else is done for the request. */
  static Outcome gaveUp(RequestExchange x, String module, Regexes.TooExpensive search) {
    x.log(
        new LogMessage(module, "STK0002", LogLevel.ERROR, "%s"),
        String.valueOf(search.getMessage()));
    return Reply.error(500);
  }

  /** One line that names the culprit, what it was doing, and the place in the code. */
  static void log(RequestExchange x, String module, String phase, Throwable problem) {
    StackTraceElement[] trace = problem.getStackTrace();
    x.log(
        new LogMessage(module, "STK0001", LogLevel.ERROR, "%s failed in %s: %s at %s"),
        module,
        phase.toLowerCase(java.util.Locale.ROOT),
        problem,
        trace.length == 0 ? "?" : trace[0]);
  }
}
