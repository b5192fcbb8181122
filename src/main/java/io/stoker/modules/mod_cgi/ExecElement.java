package io.stoker.modules.mod_cgi;

import io.stoker.api.Bodies;
import io.stoker.api.Body;
import io.stoker.api.Exchange;
import io.stoker.api.IncludeElement;
import io.stoker.api.ScriptEnvironment;
import io.stoker.files.FileInfo;
import io.stoker.http.Escapes;
import io.stoker.http.HeaderNames;
import io.stoker.http.Status;
import io.stoker.logging.SystemWords;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The element {@code exec} of parsed pages: a script, or a command for the shell. */
final class ExecElement implements IncludeElement {

  private static final String SCRIPT_TYPE = "application/x-httpd-cgi";

  private final Variant variant;

  ExecElement(Variant variant) {
    this.variant = variant;
  }

  @Override
  public void run(Page page, List<Attribute> attributes) throws IOException {
    String file = String.valueOf(page.exchange().filename());
    page.exchange().unplannable("exec");
    if (attributes.isEmpty()) {
      page.fail(variant.execNothing(), file);
      return;
    }
    if (!page.mayRunPrograms()) {
      page.fail(variant.exec(0, "exec used but not allowed in %s"), file);
      return;
    }
    for (Attribute attribute : attributes) {
      if (!run(page, attribute, file)) {
        return;
      }
    }
  }

  private boolean run(Page page, Attribute attribute, String file) throws IOException {
    switch (attribute.name()) {
      case "cmd" -> {
        String command = page.expand(attribute.value(), true);
        try {
          page.add(command(page.exchange(), command));
          return true;
        } catch (IOException e) {
          page.fail(
              variant.exec(1, "execution failure for parameter \"%s\" to tag exec in file %s"),
              attribute.name(),
              file);
        }
      }
      case "cgi" -> {
        String uri = page.expand(attribute.value(), false);
        if (script(page, uri)) {
          return true;
        }
        page.fail(variant.exec(2, "invalid CGI ref \"%s\" in %s"), uri, file);
      }
      default ->
          page.fail(
              variant.exec(3, "unknown parameter \"%s\" to tag exec in %s"),
              attribute.name(),
              file);
    }
    return false;
  }

  /** What a command says, as it says it. */
  private Body command(Exchange x, String command) throws IOException {
    ScriptEnvironment.addTo(x);
    if (!x.mayAct("the command of an exec element is not run: " + command)) {
      return Body.EMPTY;
    }
    try {
      Process process = ScriptCommand.ofShell(x, command).start();
      ScriptProcess script = new ScriptProcess(process, variant.module());
      script.endInput();
      return Bodies.of(new ScriptOutput(x, variant, script));
    } catch (IOException e) {
      throw SystemWords.ofStart(e);
    }
  }

  /** A script of this server, with the path info and query of the page. */
  private static boolean script(Page page, String uri) throws IOException {
    Exchange x = page.exchange();
    Exchange there = x.lookupUri(uri);
    FileInfo info = there.file();
    boolean usable =
        there.status() == Status.OK
            && there.pathInfo().isEmpty()
            && there.query() == null
            && info != null
            && info.isRegular();
    if (!usable) {
      return false;
    }
    there.pathInfo(x.pathInfo());
    there.query(x.query());
    there.contentType(SCRIPT_TYPE);
    there.handler(null);
    @Nullable Body body;
    try {
      body = x.runSubrequest(there);
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
    if (body != null) {
      page.add(body);
    }
    if (Status.isRedirect(there.status())) {
      String location = Escapes.html(there.out().get(HeaderNames.LOCATION, ""));
      page.add(Body.text("<a href=\"" + location + "\">" + location + "</a>"));
    }
    return true;
  }
}
