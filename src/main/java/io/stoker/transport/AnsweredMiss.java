package io.stoker.transport;

import io.stoker.engine.Request;
import io.stoker.http.Ipv6;
import io.stoker.mpm.AnsweredRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request that a worker answered. */
record AnsweredMiss(
    Request request, ClientConnection connection, String host, int status, long bytesSent)
    implements AnsweredRequest {

  @Override
  public String method() {
    return request.line().method();
  }

  @Override
  public String target() {
    return RequestText.target(request.line().text());
  }

  @Override
  public @Nullable String header(String name) {
    List<String> all = request.headers().getAll(name);
    return all.isEmpty() ? null : all.getLast();
  }

  @Override
  public String client() {
    return Ipv6.text(connection.shown());
  }

  @Override
  public long startMicros() {
    return request.startMicros();
  }
}
