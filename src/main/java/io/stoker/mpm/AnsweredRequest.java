package io.stoker.mpm;

import org.jspecify.annotations.Nullable;

/** A request that has been answered, for whoever traces requests; valid during the call only. */
public interface AnsweredRequest {

  /** The label of the virtual host, as {@link HostTraffic#host()}. */
  String host();

  String method();

  /** The request target as it came, with the query. */
  String target();

  /**
   * The value of a header field of the request.
   *
   * @param name in any case
   * @return the last one where there are several, null where there is none
   */
  @Nullable String header(String name);

  /** The client's address: the peer's, or what a trusted proxy says of it. */
  String client();

  int status();

  /** Bytes of the reply, head and all. */
  long bytesSent();

  /** When its head was read, microseconds since 1970. */
  long startMicros();
}
