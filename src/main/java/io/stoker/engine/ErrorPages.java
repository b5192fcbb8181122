package io.stoker.engine;

import io.stoker.api.Bodies;
import io.stoker.api.Body;
import io.stoker.api.Core;
import io.stoker.api.Core.ErrorDocument;
import io.stoker.api.EvaluationException;
import io.stoker.api.InternalRedirect;
import io.stoker.api.LogMessage;
import io.stoker.api.Outcome;
import io.stoker.api.Phase;
import io.stoker.api.Reply;
import io.stoker.api.RequestBody;
import io.stoker.api.Text;
import io.stoker.http.BodyFraming;
import io.stoker.http.HeaderNames;
import io.stoker.http.Status;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What a status becomes that a hook left to be worded: ErrorDocument, or the built-in page. */
final class ErrorPages {

  static final LogMessage INVALID_STATUS =
      LogMessage.error("http", "AH00579", "Invalid response status %d");

  static final LogMessage FAILED_DOCUMENT =
      LogMessage.error(
          "core", "AH02841", "core: ErrorDocument: can't evaluate require expression: %s");

  /**
   * How a request goes on.
   *
   * @param x the request whose reply it is: after a failed ErrorDocument the one that failed first
   */
  record Answer(RequestExchange x, Outcome outcome) {}

  private ErrorPages() {}

  /** Words the status of a request that a hook ended with it (httpd's {@code ap_die}). */
  static Answer answer(RequestExchange x, int wanted) {
    int status = valid(x, wanted);
    RequestExchange first = x;
    int before = x.status();
    boolean again = before != Status.OK;
    while (again && first.previous() != null && first.previous().status() != Status.OK) {
      first = first.previous();
    }
    x.status(status);
    if (Status.dropsConnection(status)) {
      x.origin().close();
    }
    // An ErrorDocument that fails is not tried again, nor is another one.
    ErrorDocument document = again ? null : x.config(Core.ERROR_DOCUMENTS).get(status);
    if (document != null) {
      x.decidedBy(Core.ERROR_DOCUMENTS, Integer.toString(status));
    }
    try {
      return answer(x, first, again ? before : 0, document);
    } catch (EvaluationException e) {
      x.log(FAILED_DOCUMENT, e.reason());
      return new Answer(x, page(x, asked(x, document), 0));
    }
  }

  /** As httpd does, the page asks once more for a text that could not be had. */
  private static @Nullable String asked(RequestExchange x, @Nullable ErrorDocument document) {
    try {
      return document instanceof ErrorDocument.Message(Text text) ? text.eval(x) : null;
    } catch (EvaluationException e) {
      x.log(FAILED_DOCUMENT, e.reason());
      return null;
    }
  }

  private static Answer answer(
      RequestExchange x, RequestExchange first, int second, @Nullable ErrorDocument document) {
    if (document instanceof ErrorDocument.LocalPath(Text uri)) {
      return new Answer(x, toDocument(x, uri.eval(x)));
    }
    if (document instanceof ErrorDocument.Url(Text url)) {
      x.out().set(HeaderNames.LOCATION, url.eval(x));
      x.status(Status.FOUND);
    }
    Answer broken = unreadable(x);
    if (broken != null) {
      return broken;
    }
    return switch (document) {
      case ErrorDocument.Message(Text text) -> new Answer(x, page(x, text.eval(x), 0));
      case ErrorDocument said -> new Answer(x, page(x, null, 0));
      case null -> {
        first.draft().lengthUntold |= x.draft().lengthUntold;
        yield new Answer(first, page(first, null, second));
      }
    };
  }

  /**
   * Reads what is left of the request, so that what comes next on the connection is the next one.
   * If that cannot be, it is what the client is told, and then what it was to be told.
   */
  private static @Nullable Answer unreadable(RequestExchange x) {
    int status = x.status();
    boolean awaited =
        BodyFraming.expectsContinue(x.fields(), x.origin().request().line().version());
    if (awaited || Status.bodyForbidden(status)) {
      return null;
    }
    try {
      x.limitedBody().discard();
      return null;
    } catch (RequestBody.Unreadable e) {
      x.origin().close();
      x.status(e.status());
      x.draft().lengthUntold = true;
      if (e.notes() != null) {
        x.notes().set("error-notes", e.notes());
      }
      return new Answer(x, page(x, null, status));
    } catch (IOException e) {
      // The client is gone, or its content is: the page is sent to whoever is still there.
      x.origin().close();
      return null;
    }
  }

  private static int valid(RequestExchange x, int status) {
    if (status >= 100 && status < 600) {
      return status;
    }
    x.log(INVALID_STATUS, status);
    return Status.INTERNAL_SERVER_ERROR;
  }

  /** An ErrorDocument of this server is fetched with GET whatever the request was. */
  private static Outcome toDocument(RequestExchange x, String uri) {
    x.noLocalCopy(true);
    x.env().set("REQUEST_METHOD", x.method());
    String notes = x.notes().get("error-notes");
    if (notes != null) {
      x.env().set("ERROR_NOTES", notes);
    }
    x.method("GET");
    return InternalRedirect.to(uri);
  }

  /** The reply itself (httpd's {@code ap_send_error_response}). */
  private static Outcome page(RequestExchange x, @Nullable String message, int second) {
    Draft draft = x.draft();
    if (Status.bodyForbidden(x.status())) {
      draft.filters.keepProtocolOnly();
      Phases.run(Phase.INSERT_ERROR_FILTER, x);
      return Reply.of(x.status(), Body.EMPTY);
    }
    String location = draft.out.get(HeaderNames.LOCATION);
    if (location == null) {
      location = draft.errorOut.get(HeaderNames.LOCATION, "");
    }
    draft.restartAsError();
    Phases.run(Phase.INSERT_ERROR_FILTER, x);
    boolean leads = Status.isRedirect(x.status()) || x.status() == Status.CREATED;
    if (leads && !location.isEmpty()) {
      draft.out.set(HeaderNames.LOCATION, location);
    }
    boolean plain = x.env().has("suppress-error-charset");
    x.contentType(plain ? "text/html" : "text/html; charset=iso-8859-1");
    if (x.status() == Status.METHOD_NOT_ALLOWED || x.status() == Status.NOT_IMPLEMENTED) {
      draft.out.set(HeaderNames.ALLOW, DefaultHandler.allow(x));
    }
    if (x.isHeadOnly()) {
      return Reply.of(x.status(), Body.EMPTY);
    }
    String text = message == null ? CannedPages.page(x, location, second) : message;
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    Body body = draft.lengthUntold ? Bodies.ofUnknownLength(bytes) : new Body.Bytes(bytes);
    return Reply.of(x.status(), body);
  }
}
