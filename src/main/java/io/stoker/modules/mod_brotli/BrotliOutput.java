package io.stoker.modules.mod_brotli;

import io.stoker.api.Bodies;
import io.stoker.api.Body;
import io.stoker.api.BodyFilter;
import io.stoker.api.ContentCodings;
import io.stoker.api.Exchange;
import java.io.IOException;

/** The output filter BROTLI_COMPRESS: compresses replies for clients that take brotli. */
final class BrotliOutput implements BodyFilter {

  private static final String CODING = "br";

  @Override
  public Kind kind() {
    return Kind.CONTENT_SET;
  }

  @Override
  public Body apply(Exchange x, Body body) throws IOException {
    if (!ContentCodings.begin(x, CODING, "no-brotli")) {
      return body;
    }
    BrotliConfig config = x.config(ModBrotli.CONFIG);
    config.effectiveEtag().apply(x, CODING);
    BrotliEncoder encoder =
        new BrotliEncoder(config, (in, out) -> config.effectiveNotes().write(x, in, out));
    // The length is told where nothing was ready before the content ended.
    return Bodies.filtered(body, encoder, 0);
  }
}
