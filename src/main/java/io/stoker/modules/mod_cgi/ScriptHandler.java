package io.stoker.modules.mod_cgi;

import io.stoker.api.Bodies;
import io.stoker.api.Body;
import io.stoker.api.Core;
import io.stoker.api.Exchange;
import io.stoker.api.InternalRedirect;
import io.stoker.api.LogMessage;
import io.stoker.api.Outcome;
import io.stoker.api.Reply;
import io.stoker.api.RequestBody;
import io.stoker.api.ScriptEnvironment;
import io.stoker.api.ScriptHeader;
import io.stoker.http.HeaderNames;
import io.stoker.http.Status;
import io.stoker.logging.SystemWords;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The handler {@code cgi-script}: runs the file, gives it the request's content, and makes its
 * output the reply. The worker has the request until the script's last octet is sent.
 *
 * <p>Source: RFC 3875; httpd manual, mod_cgi and mod_cgid.
 */
final class ScriptHandler {

  private static final Set<String> NAMES = Set.of("cgi-script", "application/x-httpd-cgi");

  /** Scripts whose output is the whole answer. */
  private static final String WHOLE = "nph-";

  private static final String TRUSTED = "ap_trust_cgilike_cl";

  private final Variant variant;

  ScriptHandler(Variant variant) {
    this.variant = variant;
  }

  Outcome answer(Exchange x) throws IOException {
    if (x.handler() == null || !NAMES.contains(x.handler())) {
      return Outcome.DECLINED;
    }
    x.unplannable("a script");
    String file = String.valueOf(x.filename());
    boolean whole = file.substring(file.lastIndexOf('/') + 1).startsWith(WHOLE);
    Outcome refused = refuse(x, whole);
    if (refused != null) {
      return refused;
    }
    ScriptEnvironment.addTo(x);
    if (!x.mayAct("the script " + file + " is not run: its reply is not known")) {
      return Reply.ok(Body.EMPTY);
    }
    ScriptProcess script = start(x, file);
    if (script == null) {
      return failed(x, "");
    }
    ScriptOutput output = new ScriptOutput(x, variant, script);
    boolean kept = false;
    try {
      String noted = sendContent(x, script);
      if (whole) {
        kept = true;
        return Reply.raw(Bodies.of(output));
      }
      Outcome outcome = read(x, output, noted);
      kept = outcome instanceof Reply reply && reply.body() != null;
      return outcome;
    } catch (ScriptProcess.Gone e) {
      return Outcome.DONE;
    } finally {
      if (!kept) {
        output.close();
      }
    }
  }

  private @Nullable Outcome refuse(Exchange x, boolean whole) {
    Variant.Refusals ids = variant.refusals();
    boolean aliased = "cgi-script".equalsIgnoreCase(x.notes().get("alias-forced-type"));
    if (!aliased && !x.config(Core.OPTIONS).has(Core.Option.EXEC_CGI)) {
      return refused(x, ids.forbidden(), 403, "Options ExecCGI is off in this directory");
    }
    if (whole && x.main() != null) {
      return refused(x, ids.nphIncluded(), 403, "attempt to include NPH CGI script");
    }
    if (x.file() == null) {
      return refused(x, ids.missing(), 404, "script not found or unable to stat");
    }
    if (x.file().isDirectory()) {
      return refused(x, ids.directory(), 403, "attempt to invoke directory as script");
    }
    if (Boolean.FALSE.equals(x.usedPathInfo()) && !x.pathInfo().isEmpty()) {
      return refused(x, ids.pathInfo(), 404, "AcceptPathInfo off disallows user's path");
    }
    return null;
  }

  private Outcome refused(Exchange x, String id, int status, String why) {
    return ScriptFaults.refused(x, variant, id, status, why);
  }

  /** The running script; null where the system does not run it, which was logged. */
  private @Nullable ScriptProcess start(Exchange x, String file) {
    try {
      return new ScriptProcess(ScriptCommand.ofScript(x, file).start(), variant.module());
    } catch (IOException e) {
      IOException why = SystemWords.ofStart(e);
      if (variant == Variant.CGID) {
        x.log(why, LogMessage.error(variant.module(), "AH01241", "exec of '%s' failed"), file);
      } else {
        ScriptFaults.said(x, variant, SystemWords.of(why) + ": exec of '" + file + "' failed");
      }
      return null;
    }
  }

  /** A script that could not even be started says as much as one that says nothing. */
  private Outcome failed(Exchange x, String noted) throws IOException {
    int status = ScriptHeader.read(x, variant.module(), limit -> null);
    note(x, status, noted, "", "");
    return Reply.error(status);
  }

  /**
   * Gives the script the request's content.
   *
   * @return the beginning of it for ScriptLog
   */
  private String sendContent(Exchange x, ScriptProcess script) throws IOException {
    if (x.main() != null) {
      script.endInput();
      return "";
    }
    ScriptLog log = x.server().get(ScriptLog.SLOT);
    Duration timeout = ScriptTimeout.of(x, variant);
    StringBuilder noted = new StringBuilder();
    RequestBody body = x.body();
    boolean heard = true;
    try {
      for (ByteBuffer piece = body.read(); piece != null; piece = body.read()) {
        if (log.wantsContent() && noted.length() < log.buffer()) {
          int end = Math.min(piece.remaining(), log.buffer() - noted.length());
          noted.append(
              StandardCharsets.ISO_8859_1.decode(piece.duplicate().limit(piece.position() + end)));
        }
        heard = heard && script.send(piece, timeout);
      }
    } catch (RequestBody.Unreadable e) {
      x.log(variant.unreadable(e));
      throw e;
    }
    script.endInput();
    return noted.toString();
  }

  private Outcome read(Exchange x, ScriptOutput output, String noted) throws IOException {
    int status;
    try {
      status = ScriptHeader.read(x, variant.module(), output);
    } catch (ScriptTimeout.Passed e) {
      String name = String.valueOf(x.filename());
      x.log(
          LogMessage.error(variant.module(), "", "Script timed out before returning headers: %s"),
          name.substring(name.lastIndexOf('/') + 1));
      status = Status.GATEWAY_TIMEOUT;
    }
    if (status != 0) {
      String rest = output.rest();
      note(x, status, noted, output.malformed(), rest);
      return status == Status.NOT_MODIFIED ? Reply.of(status, Body.EMPTY) : Reply.error(status);
    }
    if (!x.env().has(TRUSTED)) {
      x.out().unset(HeaderNames.CONTENT_LENGTH);
    }
    String location = x.out().get(HeaderNames.LOCATION);
    if (location != null && x.status() == Status.OK) {
      output.discard();
      return location.startsWith("/")
          ? InternalRedirect.getting(location)
          : Reply.error(Status.FOUND);
    }
    return Reply.of(x.status(), Bodies.of(output));
  }

  private void note(Exchange x, int status, String content, String bad, String rest) {
    ScriptLog log = x.server().get(ScriptLog.SLOT);
    if (log.isOpen()) {
      log.failure(x, status, content, bad, rest);
    }
  }
}
