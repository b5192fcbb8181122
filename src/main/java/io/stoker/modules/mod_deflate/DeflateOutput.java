package io.stoker.modules.mod_deflate;

import io.stoker.api.Bodies;
import io.stoker.api.Body;
import io.stoker.api.BodyFilter;
import io.stoker.api.CompressionNotes;
import io.stoker.api.ContentCodings;
import io.stoker.api.Exchange;
import io.stoker.api.LogLevel;
import io.stoker.api.LogMessage;
import io.stoker.http.HeaderNames;
import io.stoker.http.Status;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The output filter DEFLATE: compresses replies for clients that take gzip. */
final class DeflateOutput implements BodyFilter {

  private static final LogMessage NOT =
      new LogMessage("deflate", "", LogLevel.TRACE1, "Not compressing (%s)");
  private static final LogMessage SMALL =
      new LogMessage(
          "deflate", "", LogLevel.TRACE1, "Not compressing very small response of %d bytes");
  private static final LogMessage NO_WINDOW =
      LogMessage.error(
          "deflate", "AH01383", "unable to init Zlib: deflateInit2 returned -2: URL %s");
  private static final LogMessage COMPRESSED =
      LogMessage.debug("deflate", "AH01384", "Zlib: Compressed %d to %d : URL %s");

  /** Bytes of content up to which compressing does not pay, as httpd sees it. */
  private static final int SMALLEST = 68;

  @Override
  public Kind kind() {
    return Kind.CONTENT_SET;
  }

  @Override
  public Body apply(Exchange x, Body body) throws IOException {
    if (body.length() >= 0 && body.length() <= SMALLEST) {
      x.log(SMALL, body.length());
      return body;
    }
    String reason = reasonNotTo(x, ContentCodings.of(x));
    if (reason != null) {
      x.log(NOT, reason);
      return body;
    }
    x.out().merge(HeaderNames.VARY, HeaderNames.ACCEPT_ENCODING);
    if (!x.env().has("force-gzip") && !ContentCodings.isAccepted(x, "gzip")) {
      x.log(NOT, "no Accept-Encoding: gzip or q=0");
      return body;
    }
    DeflateConfig config = x.config(ModDeflate.CONFIG);
    if (config.effectiveWindow() < Compressor.SMALLEST_WINDOW) {
      x.log(NO_WINDOW, x.uri());
      return body;
    }
    ContentCodings.add(x, "gzip");
    config.effectiveEtag().apply(x, "gzip");
    return compressed(x, body, config);
  }

  private static @Nullable String reasonNotTo(Exchange x, @Nullable String codings) {
    if (x.main() != null) {
      return "subrequest";
    }
    if (x.status() == Status.NO_CONTENT) {
      return "no content";
    }
    if (x.env().has("no-gzip")) {
      return "no-gzip";
    }
    if (x.out().has(HeaderNames.CONTENT_RANGE)) {
      return "Content-Range";
    }
    String type = x.contentType();
    boolean html = type != null && type.startsWith("text/html");
    if (!html && "1".equals(x.env().get("gzip-only-text/html"))) {
      return "gzip-only-text/html";
    }
    return ContentCodings.encodes(codings) ? "content-encoding already  set: " + codings : null;
  }

  private static Body compressed(Exchange x, Body body, DeflateConfig config) throws IOException {
    Gzip gzip =
        new Gzip(
            Compressor.of(
                config.effectiveLevel(), config.effectiveWindow(), config.effectiveMemory()),
            config.effectiveBuffer(),
            (in, out) -> {
              note(config.effectiveNotes(), x, in, out);
              x.log(COMPRESSED, in, out, x.uri());
            });
    return Bodies.filtered(body, gzip, config.effectiveBuffer());
  }

  /** Where nothing came in, nothing is told. */
  private static void note(CompressionNotes notes, Exchange x, long in, long out) {
    if (in > 0) {
      notes.write(x, in, out);
    } else {
      notes.write(x, "-", out > 0 ? Long.toString(out) : "-", "-");
    }
  }
}
