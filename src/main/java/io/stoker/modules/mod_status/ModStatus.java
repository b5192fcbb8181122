package io.stoker.modules.mod_status;

import com.google.auto.service.AutoService;
import io.stoker.api.Bodies;
import io.stoker.api.Body;
import io.stoker.api.Exchange;
import io.stoker.api.Hook;
import io.stoker.api.HttpdModule;
import io.stoker.api.Outcome;
import io.stoker.api.Phase;
import io.stoker.api.Reply;
import io.stoker.api.StatusSection;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * mod_status: {@code SetHandler server-status} shows what every worker does, for people, and with
 * {@code ?auto} for programs. That it is loaded turns ExtendedStatus on where nothing else is said.
 */
@AutoService(HttpdModule.class)
public final class ModStatus implements HttpdModule {

  private static final Set<String> HANDLERS = Set.of("server-status", "application/x-httpd-status");

  /** A longer page is sent before its end is known, as httpd does. */
  private static final int BUFFER = 8000;

  @Override
  public String name() {
    return "mod_status";
  }

  @Override
  public List<Hook> hooks() {
    return List.of(Hook.on(Phase.HANDLER, ModStatus::show));
  }

  private static Outcome show(Exchange x) {
    String handler = x.handler();
    boolean asked = x.method().equals("GET") || x.method().equals("HEAD");
    if (handler == null || !HANDLERS.contains(handler) || !asked) {
      return Outcome.DECLINED;
    }
    Query query = Query.of(x.query());
    if (query.refresh() > 0) {
      x.out().set("Refresh", Long.toString(query.refresh()));
    }
    Standing standing = Standing.of(x);
    StringBuilder page = new StringBuilder();
    if (query.isAuto()) {
      x.contentType("text/plain; charset=ISO-8859-1");
      new AutoPage(x, standing).write(page);
      sections(x, query, standing, page);
    } else {
      x.contentType("text/html; charset=ISO-8859-1");
      HtmlPage html = new HtmlPage(x, standing, query.isNotable());
      html.write(page);
      sections(x, query, standing, page);
      html.end(page);
    }
    byte[] bytes = page.toString().getBytes(StandardCharsets.ISO_8859_1);
    return new Reply(
        200, bytes.length > BUFFER ? Bodies.ofUnknownLength(bytes) : new Body.Bytes(bytes));
  }

  /** What other modules have to say. */
  private static void sections(Exchange x, Query query, Standing standing, StringBuilder page) {
    StatusSection.Form form =
        new StatusSection.Form(query.isAuto(), query.isNotable(), standing.isExtended());
    new TreeMap<>(x.extensions().all(StatusSection.POINT))
        .values()
        .forEach(section -> section.write(x, form, page));
  }
}
