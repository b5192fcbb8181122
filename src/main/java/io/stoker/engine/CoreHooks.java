package io.stoker.engine;

import io.stoker.api.BodyFilter;
import io.stoker.api.Core;
import io.stoker.api.Core.AcceptPathInfo;
import io.stoker.api.EvaluationException;
import io.stoker.api.Exchange;
import io.stoker.api.Hook;
import io.stoker.api.Hook.Order;
import io.stoker.api.HttpdModule;
import io.stoker.api.InputFilter;
import io.stoker.api.LogMessage;
import io.stoker.api.Outcome;
import io.stoker.api.Phase;
import io.stoker.api.Reply;
import io.stoker.api.Text;
import io.stoker.http.Uris;
import java.util.List;

/** The hooks of httpd's core and http modules that every configuration has. */
final class CoreHooks implements HttpdModule {

  static final LogMessage INVALID_URI =
      LogMessage.error("core", "AH00126", "Invalid URI in request '%s' %s");
  static final LogMessage CANNOT_MAP = LogMessage.error("core", "AH00127", "Cannot map %s to file");
  static final LogMessage FAILED_HANDLER =
      LogMessage.error("core", "AH03154", "Can't evaluate handler expression: %s");
  static final LogMessage UNKNOWN_FILTER =
      LogMessage.error("core", "", "an unknown filter was not added: %s");

  /** The longest path that the system knows, with what httpd keeps free of it. */
  private static final int PATH_MAX = 4096;

  private static final int PATH_MARGIN = 3;

  @Override
  public String name() {
    return "core";
  }

  @Override
  public String logName() {
    return "core";
  }

  @Override
  public List<Hook> hooks() {
    return List.of(
        Hook.on(Phase.TRANSLATE_NAME, CoreHooks::translate).at(Order.REALLY_LAST),
        Hook.on(Phase.MAP_TO_STORAGE, Trace::answer),
        Hook.on(Phase.MAP_TO_STORAGE, CoreHooks::optionsOfServer),
        Hook.on(Phase.MAP_TO_STORAGE, CoreHooks::mapToStorage).at(Order.REALLY_LAST),
        Hook.on(Phase.TYPE_CHECKER, x -> Outcome.OK).at(Order.REALLY_LAST),
        Hook.on(Phase.FIXUPS, CoreHooks::overrides).at(Order.REALLY_FIRST),
        Hook.on(Phase.INSERT_FILTER, CoreHooks::insertFilters),
        Hook.on(Phase.HANDLER, DefaultHandler::answer).at(Order.REALLY_LAST));
  }

  /** Maps what nobody else mapped below DocumentRoot. */
  private static Outcome translate(Exchange exchange) {
    RequestExchange x = (RequestExchange) exchange;
    String uri = x.uri();
    if (x.origin().request().line().target().foreignScheme() && x.previous() == null) {
      // A request for somebody else's resource, and no proxy took it.
      return Reply.error(400);
    }
    if (!uri.startsWith("/") && !uri.equals("*")) {
      x.log(INVALID_URI, uri, x.requestLine());
      return Reply.error(400);
    }
    String path = uri.equals("*") ? "/*" : withoutServerPath(uri, x.config(Core.SERVER_PATH));
    Uris.Normalized below = Uris.removeDotSegments(path.startsWith("/") ? path : "/" + path, true);
    if (!below.ok() || path.indexOf('\0') >= 0) {
      x.log(CANNOT_MAP, x.requestLine());
      return Reply.error(403);
    }
    String root = x.config(Core.DOCUMENT_ROOT);
    if (root == null) {
      // Without a root it would be the whole file system.
      x.log(CANNOT_MAP, x.requestLine());
      return Reply.error(403);
    }
    String base = root.endsWith("/") ? root.substring(0, root.length() - 1) : root;
    if (base.length() + path.length() + PATH_MARGIN > PATH_MAX) {
      x.log(CANNOT_MAP, x.requestLine());
      return Reply.error(403);
    }
    x.filename(base + below.path());
    return Outcome.OK;
  }

  private static String withoutServerPath(
      String uri, @org.jspecify.annotations.Nullable String prefix) {
    if (prefix == null || prefix.isEmpty() || !uri.startsWith(prefix)) {
      return uri;
    }
    boolean whole =
        prefix.endsWith("/")
            || uri.length() == prefix.length()
            || uri.charAt(prefix.length()) == '/';
    return whole ? uri.substring(prefix.length()) : uri;
  }

  /** {@code OPTIONS *} asks whether anybody is there. */
  private static Outcome optionsOfServer(Exchange x) {
    boolean asked = x.uri().equals("*") && x.method().equals("OPTIONS");
    return asked ? Outcome.DONE : Outcome.DECLINED;
  }

  private static Outcome mapToStorage(Exchange x) {
    return SectionWalk.directoriesAndFiles((RequestExchange) x);
  }

  /** ForceType, SetHandler and AcceptPathInfo. */
  private static Outcome overrides(Exchange x) {
    String type = x.config(Core.FORCE_TYPE);
    if (type != null && !type.isEmpty()) {
      x.contentType(type);
    }
    Text handler = x.config(Core.SET_HANDLER);
    String name;
    try {
      name = handler == null ? "none" : handler.eval(x);
    } catch (EvaluationException e) {
      x.log(FAILED_HANDLER, e.reason());
      return Reply.error(500);
    }
    if (!name.equalsIgnoreCase("none")) {
      x.handler(name);
    }
    AcceptPathInfo accept = x.config(Core.ACCEPT_PATH_INFO);
    if (accept != AcceptPathInfo.DEFAULT) {
      x.usedPathInfo(accept == AcceptPathInfo.ON);
    }
    return Outcome.OK;
  }

  /** SetInputFilter and SetOutputFilter. */
  private static Outcome insertFilters(Exchange x) {
    for (String name : x.config(Core.INPUT_FILTERS)) {
      InputFilter filter = x.extensions().find(InputFilter.POINT, name);
      if (filter == null) {
        x.log(UNKNOWN_FILTER, name);
      } else {
        x.addInputFilter(filter);
      }
    }
    for (String name : x.config(Core.OUTPUT_FILTERS)) {
      BodyFilter filter = x.extensions().find(BodyFilter.POINT, name);
      if (filter == null) {
        x.log(UNKNOWN_FILTER, name);
      } else {
        x.addFilter(name, filter.kind(), filter);
      }
    }
    return Outcome.OK;
  }
}
