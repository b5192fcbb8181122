package io.stoker.modules.mod_deflate;

import io.stoker.api.Core;
import io.stoker.api.Exchange;
import io.stoker.api.InputFilter;
import io.stoker.api.LogMessage;
import io.stoker.api.RequestBody;
import io.stoker.http.HeaderNames;
import io.stoker.http.Headers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** The input filter DEFLATE: the content of a request that comes compressed, decompressed. */
final class InflatedBody implements RequestBody {

  private static final LogMessage TOO_LARGE =
      LogMessage.error(
          "deflate",
          "AH02648",
          "Inflated content length of %d is larger than the configured limit of %d");
  private static final LogMessage BROKEN = LogMessage.error("deflate", "AH01391", "Zlib: %s");

  private final Exchange x;
  private final RequestBody coded;
  private final Gunzip gunzip;
  private final long most;
  private final Queue<ByteBuffer> ready = new ArrayDeque<>();
  private long inflated;
  private boolean ended;

  private InflatedBody(Exchange x, RequestBody coded) {
    InflateLimits limits = x.config(ModDeflate.LIMITS);
    this.x = x;
    this.coded = coded;
    this.most = limits.body() != null ? limits.body() : x.config(Core.LIMIT_REQUEST_BODY);
    this.gunzip =
        new Gunzip(x.server().get(ModDeflate.CONFIG).effectiveBuffer(), limits.ratioGuard(x));
  }

  /** See {@link InputFilter#apply}: compressed content of a main request only. */
  static RequestBody of(Exchange x, RequestBody body) {
    String left = Codings.withoutGzip(x.in().get(HeaderNames.CONTENT_ENCODING));
    if (x.main() != null || body.declaredLength() == 0 || left == null) {
      return body;
    }
    if (left.isEmpty()) {
      x.in().unset(HeaderNames.CONTENT_ENCODING);
    } else {
      x.in().set(HeaderNames.CONTENT_ENCODING, left);
    }
    x.in().unset(HeaderNames.CONTENT_LENGTH);
    x.in().unset(HeaderNames.CONTENT_MD5);
    return new InflatedBody(x, body);
  }

  @Override
  public long declaredLength() {
    return -1;
  }

  @Override
  public @Nullable ByteBuffer read() throws IOException {
    while (ready.isEmpty() && !ended) {
      try {
        fill();
      } catch (Gunzip.Broken e) {
        stop();
        x.log(BROKEN, String.valueOf(e.getMessage()));
        throw new Unreadable(400, String.valueOf(e.getMessage()));
      } catch (IOException e) {
        stop();
        throw e;
      }
    }
    ByteBuffer piece = ready.poll();
    if (piece != null) {
      inflated += piece.remaining();
      if (most > 0 && inflated > most) {
        stop();
        x.log(TOO_LARGE, inflated, most);
        throw new TooLarge(TOO_LARGE.format(inflated, most));
      }
    }
    return piece;
  }

  private void fill() throws IOException {
    ByteBuffer piece = coded.read();
    if (piece != null) {
      gunzip.accept(piece, ready::add);
      return;
    }
    gunzip.finish(ready::add);
    stop();
  }

  private void stop() {
    if (!ended) {
      ended = true;
      gunzip.release();
    }
  }

  /** Limits what comes from the client; what it becomes is limited by the configuration. */
  @Override
  public void limit(long bytes) {
    coded.limit(bytes);
  }

  @Override
  public InputStream stream() {
    return InputFilter.stream(this);
  }

  @Override
  public Headers trailers() {
    return coded.trailers();
  }
}
