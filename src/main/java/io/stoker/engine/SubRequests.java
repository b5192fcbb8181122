package io.stoker.engine;

import io.stoker.api.Body;
import io.stoker.api.InternalRedirect;
import io.stoker.api.Outcome;
import io.stoker.api.Phase;
import io.stoker.api.Reply;
import io.stoker.files.FileInfo;
import io.stoker.files.Walked;
import io.stoker.http.Escapes;
import io.stoker.http.Headers;
import io.stoker.http.Uris;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Requests that hooks make: to look at another resource, or to have its content. */
final class SubRequests {

  /** A sub-request for a URI, absolute or relative to the request's own, mapped and checked. */
  RequestExchange forUri(RequestExchange x, String method, String uri) {
    RequestExchange y = begin(x, method);
    Redirects.aim(y, uri.startsWith("/") ? uri : Escapes.uri(directory(x.uri())) + uri);
    return prepared(x, y);
  }

  /**
   * A sub-request for a file, absolute or relative to the directory of the request's own file.
   *
   * <p>In the same directory the configuration stays as it is, so that access is not checked again.
   */
  RequestExchange forFile(RequestExchange x, String path) {
    RequestExchange y = begin(x, "GET");
    String own = x.filename();
    String directory = own == null ? "/" : directory(own);
    Uris.Normalized whole =
        Uris.removeDotSegments(path.startsWith("/") ? path : directory + path, true);
    if (!whole.ok()) {
      y.status(404);
      return y;
    }
    y.filename(whole.path());
    boolean sibling =
        whole.path().length() > directory.length()
            && whole.path().startsWith(directory)
            && whole.path().indexOf('/', directory.length()) < 0;
    y.target().unparsedUri = path;
    if (sibling) {
      y.uri(directory(x.uri()) + whole.path().substring(directory.length()));
      DirectoryWalk.sibling(x, whole.path(), y);
    }
    return prepared(x, y);
  }

  /** As {@link #forFile} for an entry of the request's own directory that was just looked at. */
  RequestExchange forEntry(RequestExchange x, String path, FileInfo entry) {
    RequestExchange y = begin(x, "GET");
    y.filename(path);
    y.target().unparsedUri = path;
    y.uri(directory(x.uri()) + path.substring(path.lastIndexOf('/') + 1));
    y.file(entry);
    y.walked(new Walked.Found(path, entry, "", List.of()));
    return prepared(x, y);
  }

  private static RequestExchange prepared(RequestExchange x, RequestExchange y) {
    if (Redirects.isTooDeep(x)) {
      y.status(500);
      return y;
    }
    settle(y, Pipeline.prepare(y));
    return y;
  }

  private static RequestExchange begin(RequestExchange x, String method) {
    Headers fields = x.fields().copy();
    RequestExchange y = new RequestExchange(x.origin(), x.server(), method, fields, x, null);
    y.env().setAll(x.env(), "");
    return y;
  }

  private static String directory(String path) {
    return path.substring(0, path.lastIndexOf('/') + 1);
  }

  private static void settle(RequestExchange y, Outcome outcome) {
    switch (outcome) {
      case Reply r -> y.status(r.status());
      case InternalRedirect to -> y.redirect(to);
      default -> {}
    }
  }

  /**
   * Has a looked-up request answered, and its filters applied; its status tells how it went, null
   * that it came to nothing but that.
   */
  @Nullable Body run(RequestExchange y) throws Exception {
    RequestExchange at = y;
    InternalRedirect away = y.redirect();
    Outcome outcome = away != null ? away : Phases.run(Phase.QUICK_HANDLER, at);
    if (outcome == Outcome.DECLINED) {
      outcome = Pipeline.handle(at);
    }
    while (outcome instanceof InternalRedirect to) {
      if (Redirects.isTooDeep(at)) {
        y.status(500);
        return null;
      }
      at = Redirects.follow(at, to);
      outcome = Redirects.greet(at);
      outcome = outcome == Outcome.OK ? Pipeline.answer(at) : outcome;
    }
    if (!(outcome instanceof Reply reply)) {
      return Body.EMPTY;
    }
    y.status(reply.status());
    Body body = reply.body();
    return body == null ? null : at.draft().filters.apply(at, body);
  }
}
