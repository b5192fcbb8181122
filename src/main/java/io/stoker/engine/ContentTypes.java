package io.stoker.engine;

import io.stoker.api.Core;
import io.stoker.http.MediaTypes;
import io.stoker.http.Scan;
import org.jspecify.annotations.Nullable;

/** The value of Content-Type. */
final class ContentTypes {

  private ContentTypes() {}

  /** The type of a reply, with AddDefaultCharset where that applies; null where it has none. */
  static @Nullable String complete(RequestExchange x) {
    String type = x.contentType();
    if (type == null || type.isEmpty()) {
      return null;
    }
    String charset = x.config(Core.DEFAULT_CHARSET);
    if (charset.isEmpty() || Scan.lower(type).contains("charset=")) {
      return type;
    }
    String essence = MediaTypes.essence(type);
    boolean text = essence.equals("text/plain") || essence.equals("text/html");
    return text ? type + "; charset=" + charset : type;
  }
}
