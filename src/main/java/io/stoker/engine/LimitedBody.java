package io.stoker.engine;

import io.stoker.api.Core;
import io.stoker.api.InputFilter;
import io.stoker.api.LogMessage;
import io.stoker.api.RequestBody;
import io.stoker.http.Headers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The content of a request under the LimitRequestBody of where the request leads. */
final class LimitedBody implements RequestBody {

  static final LogMessage DECLARED =
      LogMessage.info(
          "http",
          "AH01588",
          "Requested content-length of %d is larger than the configured limit of %d");
  static final LogMessage READ =
      LogMessage.info(
          "http", "AH01591", "Read content length of %d is larger than the configured limit of %d");

  static final LogMessage TOO_SLOW =
      LogMessage.info("reqtimeout", "AH01382", "Request %s read timeout");

  private final RequestExchange x;
  private final RequestBody body;
  private long read;
  private @Nullable Long limit;
  private boolean merged;

  LimitedBody(RequestExchange x, RequestBody body) {
    this.x = x;
    this.body = body;
  }

  @Override
  public long declaredLength() {
    x.reads().read(Reads.Fact.BODY);
    return body.declaredLength();
  }

  @Override
  public @Nullable ByteBuffer read() throws IOException {
    if (x.origin().bodyRefused()) {
      return null;
    }
    long most = limit == null ? x.config(Core.LIMIT_REQUEST_BODY) : limit;
    if (body.declaredLength() != 0) {
      x.unplannable("request body");
    }
    if (most > 0 && body.declaredLength() > most) {
      throw tooLarge(DECLARED, body.declaredLength(), most);
    }
    ByteBuffer next = receive();
    if (next == null) {
      mergeTrailers();
    }
    read += next == null ? 0 : next.remaining();
    if (most > 0 && read > most) {
      throw tooLarge(READ, read, most);
    }
    return next;
  }

  private @Nullable ByteBuffer receive() throws IOException {
    try {
      return body.read();
    } catch (TooSlow e) {
      x.log(TOO_SLOW, "body");
      throw e;
    }
  }

  /** MergeTrailers: fields behind the content count as if they had come in front of it. */
  private void mergeTrailers() {
    if (!merged && x.server().get(Core.MERGE_TRAILERS)) {
      x.fields().addAll(body.trailers());
    }
    merged = true;
  }

  private TooLarge tooLarge(LogMessage message, long length, long most) {
    x.log(message, length, most);
    x.origin().refuseBody();
    return new TooLarge(message.format(length, most));
  }

  /** A limit that a handler sets in place of the configured one. */
  @Override
  public void limit(long bytes) {
    limit = bytes;
  }

  /** Nothing where there is no content, and where the connection ends with this request anyway. */
  @Override
  public void discard() throws IOException {
    if (x.main() == null && !x.origin().closing() && body.declaredLength() != 0) {
      while (read() != null) {
        // forgotten
      }
    }
  }

  @Override
  public InputStream stream() {
    return InputFilter.stream(this);
  }

  @Override
  public Headers trailers() {
    return body.trailers();
  }
}
