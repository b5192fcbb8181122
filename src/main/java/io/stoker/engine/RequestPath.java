package io.stoker.engine;

import io.stoker.api.Core;
import io.stoker.api.LogMessage;
import io.stoker.api.Outcome;
import io.stoker.api.Reply;
import io.stoker.http.Uris;

/** The path of a request on its way from what was sent to what is translated. */
final class RequestPath {

  static final LogMessage INVALID = LogMessage.error("core", "AH10244", "invalid URI path (%s)");
  static final LogMessage ENCODED_SLASH =
      LogMessage.info(
          "core", "AH00026", "found %%2f (encoded '/') in URI path (%s), returning 404");

  private RequestPath() {}

  /** Takes dot segments out and decodes unreserved characters; 400 where that is not possible. */
  static Outcome normalize(RequestExchange x) {
    Uris.Normalized path = Uris.normalize(x.uri(), x.config(Core.MERGE_SLASHES));
    x.uri(path.path());
    if (!path.ok()) {
      x.log(INVALID, x.unparsedUri());
      return Reply.error(400);
    }
    return Outcome.OK;
  }

  /** Decodes the rest, as AllowEncodedSlashes has it. */
  static Outcome decode(RequestExchange x) {
    Uris.EncodedSlashes slashes =
        switch (x.config(Core.ALLOW_ENCODED_SLASHES)) {
          case OFF -> Uris.EncodedSlashes.OFF;
          case ON -> Uris.EncodedSlashes.ON;
          case NO_DECODE -> Uris.EncodedSlashes.NO_DECODE;
        };
    Uris.Decoded path = Uris.decode(x.uri(), slashes);
    if (!path.ok()) {
      if (path.status() == 404 && slashes == Uris.EncodedSlashes.OFF) {
        x.log(ENCODED_SLASH, x.unparsedUri());
      }
      x.uri(beforeNul(path.text()));
      return Reply.error(path.status());
    }
    boolean changed = slashes == Uris.EncodedSlashes.ON && !path.text().equals(x.uri());
    boolean merge = x.config(Core.MERGE_SLASHES);
    x.uri(changed ? Uris.removeDotSegments(path.text(), merge).path() : path.text());
    return Outcome.OK;
  }

  /** What is left of a text in C. */
  private static String beforeNul(String text) {
    int nul = text.indexOf('\0');
    return nul < 0 ? text : text.substring(0, nul);
  }
}
