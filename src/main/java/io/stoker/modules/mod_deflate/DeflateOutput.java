package io.stoker.modules.mod_deflate;

import io.stoker.api.Bodies;
import io.stoker.api.Body;
import io.stoker.api.BodyFilter;
import io.stoker.api.Exchange;
import io.stoker.api.LogLevel;
import io.stoker.api.LogMessage;
import io.stoker.http.FieldLists;
import io.stoker.http.HeaderNames;
import io.stoker.http.Status;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The output filter DEFLATE: compresses replies for clients that take gzip. */
final class DeflateOutput implements BodyFilter {

  private static final LogMessage NOT =
      new LogMessage("deflate", "", LogLevel.TRACE1, "Not compressing (%s)");
  private static final LogMessage SMALL =
      new LogMessage(
          "deflate", "", LogLevel.TRACE1, "Not compressing very small response of %d bytes");
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
    if (x.isHeadOnly() && body.length() < 0) {
      return body;
    }
    String codings = Codings.of(x);
    String reason = reasonNotTo(x, codings);
    if (reason != null) {
      x.log(NOT, reason);
      return body;
    }
    x.out().merge(HeaderNames.VARY, HeaderNames.ACCEPT_ENCODING);
    if (!x.env().has("force-gzip") && !isAccepted(x)) {
      x.log(NOT, "no Accept-Encoding: gzip or q=0");
      return body;
    }
    DeflateConfig config = x.server().get(ModDeflate.CONFIG);
    describe(x, codings, config);
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
    return Codings.encodes(codings) ? "content-encoding already  set: " + codings : null;
  }

  private static boolean isAccepted(Exchange x) {
    List<String> values = x.in().getAll(HeaderNames.ACCEPT_ENCODING);
    String all = String.join(", ", values);
    if (all.isBlank() || all.strip().startsWith(",")) {
      // What httpd reads ends at an empty element.
      return false;
    }
    for (FieldLists.Quality coding : FieldLists.qualities(all)) {
      if (coding.name().equalsIgnoreCase("gzip")) {
        return coding.quality() > 0;
      }
    }
    return false;
  }

  private static void describe(Exchange x, @Nullable String codings, DeflateConfig config) {
    if (codings == null || codings.equalsIgnoreCase("identity")) {
      x.out().set(HeaderNames.CONTENT_ENCODING, "gzip");
    } else {
      x.out().merge(HeaderNames.CONTENT_ENCODING, "gzip");
    }
    if (x.contentEncoding() != null) {
      x.contentEncoding(x.out().get(HeaderNames.CONTENT_ENCODING));
    }
    x.out().unset(HeaderNames.CONTENT_LENGTH);
    x.out().unset(HeaderNames.CONTENT_MD5);
    config.effectiveEtag().apply(x, "gzip");
  }

  private static Body compressed(Exchange x, Body body, DeflateConfig config) throws IOException {
    Gzip gzip =
        new Gzip(
            config.effectiveLevel(),
            config.effectiveBuffer(),
            (in, out) -> {
              config.effectiveNotes().write(x, in, out);
              x.log(COMPRESSED, in, out, x.uri());
            });
    return Bodies.filtered(body, gzip, config.effectiveBuffer());
  }
}
