package io.stoker.modules.mod_deflate;

import io.stoker.api.Bodies;
import io.stoker.api.Body;
import io.stoker.api.BodyFilter;
import io.stoker.api.Exchange;
import io.stoker.http.HeaderNames;
import io.stoker.http.Status;
import java.io.IOException;

/** The output filter INFLATE: decompresses replies that come compressed. */
final class InflateOutput implements BodyFilter {

  @Override
  public Body apply(Exchange x, Body body) throws IOException {
    boolean none =
        x.main() != null
            || x.status() == Status.NO_CONTENT
            || x.out().has(HeaderNames.CONTENT_RANGE);
    if (none || !Codings.removeGzip(x)) {
      return body;
    }
    DeflateConfig config = x.config(ModDeflate.CONFIG);
    x.out().unset(HeaderNames.CONTENT_LENGTH);
    x.out().unset(HeaderNames.CONTENT_MD5);
    config.effectiveEtag().apply(x, "gunzip");
    if (body.length() == 0) {
      // A 304, or nothing to begin with: only the header fields change.
      return body;
    }
    InflateLimits limits = x.config(ModDeflate.LIMITS);
    Gunzip gunzip = new Gunzip(config.effectiveBuffer(), limits.ratioGuard(x));
    return Bodies.filtered(body, gunzip, config.effectiveBuffer());
  }
}
