package io.stoker.modules.mod_headers;

import static io.stoker.api.Where.DIRECTORY;
import static io.stoker.api.Where.HTACCESS;
import static io.stoker.api.Where.SERVER;
import static io.stoker.api.Where.VHOST;

import com.google.auto.service.AutoService;
import io.stoker.api.Body;
import io.stoker.api.BodyFilter;
import io.stoker.api.Directive;
import io.stoker.api.Exchange;
import io.stoker.api.Hook;
import io.stoker.api.HttpdModule;
import io.stoker.api.LogLevel;
import io.stoker.api.LogMessage;
import io.stoker.api.Outcome;
import io.stoker.api.OverrideClass;
import io.stoker.api.Phase;
import io.stoker.api.SecretNames;
import io.stoker.api.Slot;
import java.util.List;

/**
 * mod_headers: fields of requests and replies set, added to, edited, taken away.
 *
 * <p>Fields of replies are changed where httpd does it: in the chain of output filters, behind
 * those that make the content, so that what filters and handlers said of it can be seen.
 */
@AutoService(HttpdModule.class)
public final class ModHeaders implements HttpdModule {

  static final Slot<HeadersConfig> CONFIG = Slot.directory(HeadersConfig.UNSET);

  private static final LogMessage REPLY =
      new LogMessage("headers", "AH01502", LogLevel.TRACE2, "headers: ap_headers_output_filter()");
  private static final LogMessage ERROR_PAGE =
      LogMessage.debug("headers", "AH01503", "headers: ap_headers_error_filter()");

  @Override
  public String name() {
    return "mod_headers";
  }

  @Override
  public List<Directive> directives() {
    return List.of(
        row("Header")
            .differs(
                "edit* with a pattern that matches nothing comes to an end, where httpd's child"
                    + " crashes; Content-Length and Transfer-Encoding stay what the content is sent"
                    + " with")
            .shown(SecretNames::ofField)
            .help("what is done to a field of the reply, its name, a value, a condition")
            .apply(
                Directive.Arity.RAW_ARGS,
                "[always|onsuccess] action field [value [replacement]]"
                    + " [early|env=[!]variable|expr=expression]",
                (cmd, args) -> HeaderLine.reply(cmd, args.getFirst())),
        row("RequestHeader")
            .shown(SecretNames::ofField)
            .help("what is done to a field of the request, its name, a value, a condition")
            .apply(
                Directive.Arity.RAW_ARGS,
                "action field [value [replacement]] [early|env=[!]variable|expr=expression]",
                (cmd, args) -> HeaderLine.request(cmd, args.getFirst())));
  }

  private static Directive.Builder row(String name) {
    return Directive.named(name)
        .in(SERVER, VHOST, DIRECTORY, HTACCESS)
        .override(OverrideClass.FILE_INFO);
  }

  @Override
  public List<Hook> hooks() {
    return List.of(
        Hook.on(Phase.POST_READ_REQUEST, ModHeaders::early).first(),
        Hook.on(Phase.FIXUPS, ModHeaders::request).last(),
        Hook.on(Phase.INSERT_FILTER, ModHeaders::insert).last(),
        Hook.on(Phase.INSERT_ERROR_FILTER, ModHeaders::insertForError).last());
  }

  private static Outcome early(Exchange x) {
    HeadersConfig config = x.config(CONFIG);
    apply(config.request(), true, Fields.of(x.in()), x);
    apply(config.always(), true, Fields.of(x.errorOut()), x);
    apply(config.onSuccess(), true, Fields.of(x.out()), x);
    return Outcome.DECLINED;
  }

  private static Outcome request(Exchange x) {
    apply(x.config(CONFIG).request(), false, Fields.of(x.in()), x);
    return Outcome.DECLINED;
  }

  private static Outcome insert(Exchange x) {
    HeadersConfig config = x.config(CONFIG);
    if (!config.always().isEmpty() || !config.onSuccess().isEmpty()) {
      x.addFilter("FIXUP_HEADERS_OUT", BodyFilter.Kind.CONTENT_SET, ModHeaders::fixReply);
    }
    return Outcome.OK;
  }

  private static Outcome insertForError(Exchange x) {
    if (!x.config(CONFIG).always().isEmpty()) {
      x.addFilter("FIXUP_HEADERS_ERR", BodyFilter.Kind.CONTENT_SET, ModHeaders::fixErrorPage);
    }
    return Outcome.OK;
  }

  private static Body fixReply(Exchange x, Body body) {
    x.log(REPLY);
    HeadersConfig config = x.config(CONFIG);
    apply(config.always(), false, Fields.of(x.errorOut()), x);
    apply(config.onSuccess(), false, Fields.of(x.out()), x);
    return body;
  }

  private static Body fixErrorPage(Exchange x, Body body) {
    x.log(ERROR_PAGE);
    apply(x.config(CONFIG).always(), false, Fields.of(x.errorOut()), x);
    return body;
  }

  private static void apply(List<HeaderRule> rules, boolean early, Fields fields, Exchange x) {
    for (HeaderRule rule : rules) {
      if (rule.isEarly() == early) {
        rule.applyTo(fields, x);
      }
    }
  }
}
