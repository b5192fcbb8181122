package io.stoker.modules.mod_asis;

import com.google.auto.service.AutoService;
import io.stoker.api.Body;
import io.stoker.api.Core;
import io.stoker.api.Directive;
import io.stoker.api.Exchange;
import io.stoker.api.Hook;
import io.stoker.api.HttpdModule;
import io.stoker.api.InternalRedirect;
import io.stoker.api.LogMessage;
import io.stoker.api.Outcome;
import io.stoker.api.Phase;
import io.stoker.api.Reply;
import io.stoker.api.ScriptHeader;
import io.stoker.api.SystemError;
import io.stoker.files.OpenFile;
import io.stoker.http.HeaderNames;
import io.stoker.http.Methods;
import io.stoker.http.Status;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** mod_asis: sends files that bring their own header. It has no directives, but a handler. */
@AutoService(HttpdModule.class)
public final class ModAsis implements HttpdModule {

  private static final Set<String> HANDLERS = Set.of("send-as-is", "httpd/send-as-is");

  private static final LogMessage MISSING =
      LogMessage.info("asis", "AH01233", "File does not exist: %s");
  private static final LogMessage DENIED =
      LogMessage.error("asis", "AH01234", "file permissions deny server access: %s");

  @Override
  public String name() {
    return "mod_asis";
  }

  @Override
  public List<Directive> directives() {
    return List.of();
  }

  @Override
  public List<Hook> hooks() {
    return List.of(Hook.on(Phase.HANDLER, ModAsis::handle));
  }

  private static Outcome handle(Exchange x) throws IOException {
    String handler = x.handler();
    if (handler == null || !HANDLERS.contains(handler)) {
      return Outcome.DECLINED;
    }
    x.allowed().add(Methods.GET);
    if (!Methods.isGetOrHead(x.method())) {
      return Outcome.DECLINED;
    }
    String filename = String.valueOf(x.filename());
    if (x.file() == null) {
      x.log(MISSING, filename);
      return Reply.error(Status.NOT_FOUND);
    }
    OpenFile file;
    try {
      file = x.files().open(filename);
    } catch (SystemError e) {
      x.log(e, DENIED, filename);
      return Reply.error(Status.FORBIDDEN);
    }
    try {
      return send(x, file.retain());
    } finally {
      file.release();
    }
  }

  private static Outcome send(Exchange x, OpenFile file) throws IOException {
    FileLines lines = new FileLines(file);
    boolean kept = false;
    try {
      // Whatever it comes to, what follows is sent.
      ScriptHeader.read(x, "asis", lines);
      String location = x.out().get(HeaderNames.LOCATION);
      if (location != null
          && location.startsWith("/")
          && (x.status() == 200 || Status.isRedirect(x.status()))) {
        x.status(200);
        return InternalRedirect.to(location);
      }
      if (x.isHeadOnly()) {
        return Reply.of(x.status(), Body.EMPTY);
      }
      kept = true;
      return Reply.of(
          x.status(),
          new Body.FileRegion(
              file.channel(),
              lines.position(),
              file.info().size() - lines.position(),
              x.config(Core.ENABLE_SENDFILE),
              file::release));
    } finally {
      if (!kept) {
        file.release();
      }
    }
  }
}
