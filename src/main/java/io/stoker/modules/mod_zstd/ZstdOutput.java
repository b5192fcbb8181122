package io.stoker.modules.mod_zstd;

import io.stoker.api.Bodies;
import io.stoker.api.Body;
import io.stoker.api.BodyFilter;
import io.stoker.api.ContentCodings;
import io.stoker.api.Exchange;
import java.io.IOException;

/** The output filter ZSTD_COMPRESS: compresses replies for clients that take zstd. */
final class ZstdOutput implements BodyFilter {

  private static final String CODING = "zstd";

  @Override
  public Kind kind() {
    return Kind.CONTENT_SET;
  }

  @Override
  public Body apply(Exchange x, Body body) throws IOException {
    if (!ContentCodings.begin(x, CODING, "no-zstd")) {
      return body;
    }
    ZstdConfig config = x.config(ModZstd.CONFIG);
    config.effectiveEtag().apply(x, CODING);
    ZstdEncoder encoder =
        new ZstdEncoder(
            config, body.length(), (in, out) -> config.effectiveNotes().write(x, in, out));
    // The length is told where nothing was ready before the content ended.
    return Bodies.filtered(body, encoder, 0);
  }
}
