package io.stoker.modules.mod_include;

import io.stoker.api.Bodies;
import io.stoker.api.Body;
import io.stoker.api.BodyFilter;
import io.stoker.api.Core;
import io.stoker.api.Exchange;
import io.stoker.api.LogMessage;
import io.stoker.files.FileInfo;
import io.stoker.http.HeaderNames;
import io.stoker.http.HttpDate;
import io.stoker.modules.mod_include.IncludeConfig.XBitHack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The filter INCLUDES. A page that is all there is parsed at once, so that everything it depends on
 * is known before its reply is; what comes from a script is parsed as it comes.
 */
final class IncludesFilter implements BodyFilter {

  private static final LogMessage REMOVED =
      LogMessage.warn(
          "include",
          "AH01374",
          "mod_include: Options +Includes (or IncludesNoExec) wasn't set, INCLUDES filter removed:"
              + " %s");

  private static final int GROUP_MAY_EXECUTE = 0010;

  /** Pages up to this size are parsed in memory. */
  private static final long IN_MEMORY = 1024 * 1024;

  @Override
  public void prepare(Exchange x) {
    IncludeConfig config = x.config(ModInclude.CONFIG);
    if (!tellsChange(x, config)) {
      x.noLocalCopy(true);
    }
    if (!config.tellsEtag()) {
      x.notes().set("no-etag", "");
    }
  }

  /** XBitHack full, and a file that its group may execute. */
  private static boolean tellsChange(Exchange x, IncludeConfig config) {
    FileInfo file = x.file();
    return config.xBit() == XBitHack.FULL && file != null && (file.mode() & GROUP_MAY_EXECUTE) != 0;
  }

  @Override
  public Body apply(Exchange x, Body body) throws IOException {
    if (!x.config(Core.OPTIONS).has(Core.Option.INCLUDES_NOEXEC)) {
      x.log(REMOVED, x.uri());
      return body;
    }
    dates(x);
    Page page = Page.of(x);
    if (body instanceof Body.Stream || body.length() < 0 || body.length() > IN_MEMORY) {
      x.out().unset(HeaderNames.CONTENT_LENGTH);
      x.unplannable("a page that is parsed while it is sent");
      return Bodies.of(new ParsedPieces(page, body));
    }
    byte[] bytes = Bodies.bytes(body);
    if (x.isHeadOnly() && bytes.length == 0) {
      // The handler did not even read it: nobody knows how long it would be.
      x.out().unset(HeaderNames.CONTENT_LENGTH);
      return Bodies.ofUnknownLength(bytes);
    }
    page.parse(new String(bytes, StandardCharsets.ISO_8859_1), true);
    List<Body> parts = page.take();
    if (!page.hasElements()) {
      return new Body.Bytes(bytes);
    }
    x.out().unset(HeaderNames.CONTENT_LENGTH);
    return new Body.Stream(Bodies.publisher(new Body.Sequence(parts)), -1);
  }

  private static void dates(Exchange x) {
    IncludeConfig config = x.config(ModInclude.CONFIG);
    FileInfo file = x.file();
    boolean told = config.tellsLastModified() || tellsChange(x, config);
    if (!told) {
      x.out().unset(HeaderNames.LAST_MODIFIED);
    } else if (file != null && !x.out().has(HeaderNames.LAST_MODIFIED)) {
      x.updateLastModified(file.modifiedMicros());
      x.out()
          .set(
              HeaderNames.LAST_MODIFIED,
              HttpDate.format(Math.floorDiv(x.lastModified(), 1_000_000L)));
    }
  }
}
