package io.stoker.transport;

import io.stoker.api.Hit;
import io.stoker.http.Ipv6;
import io.stoker.mpm.AnsweredRequest;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A request that its plan answered. */
record AnsweredHit(Hit hit, String host, int status) implements AnsweredRequest {

  @Override
  public String method() {
    return RequestText.method(line());
  }

  @Override
  public String target() {
    return RequestText.target(line());
  }

  private String line() {
    return text(0, hit.requestLineEnd());
  }

  @Override
  public @Nullable String header(String name) {
    byte[] lower = name.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.ISO_8859_1);
    return at(hit.field(lower));
  }

  @Override
  public String client() {
    String named = at(hit.client());
    return named == null ? Ipv6.text(hit.connection().remoteAddress()) : named;
  }

  /** What stands at a place, as the hit tells it. */
  private @Nullable String at(long place) {
    return place < 0 ? null : text((int) (place >>> 32), (int) place);
  }

  private String text(int start, int end) {
    return new String(hit.head(), start, end - start, StandardCharsets.ISO_8859_1);
  }

  @Override
  public long bytesSent() {
    return hit.wireOut();
  }

  @Override
  public long startMicros() {
    return hit.startMicros();
  }
}
