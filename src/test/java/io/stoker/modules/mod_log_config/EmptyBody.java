package io.stoker.modules.mod_log_config;

import io.stoker.api.RequestBody;
import io.stoker.http.Headers;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A request without content. */
enum EmptyBody implements RequestBody {
  INSTANCE;

  @Override
  public long declaredLength() {
    return 0;
  }

  @Override
  public @Nullable ByteBuffer read() {
    return null;
  }

  @Override
  public void limit(long bytes) {}

  @Override
  public InputStream stream() {
    return InputStream.nullInputStream();
  }

  @Override
  public Headers trailers() {
    return Headers.EMPTY;
  }
}
