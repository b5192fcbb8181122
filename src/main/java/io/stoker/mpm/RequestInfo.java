package io.stoker.mpm;

import io.stoker.api.PhaseTimes;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * What ExtendedStatus records of a request.
 *
 * @param virtualHost name and port
 * @param request the request line
 * @param times where its time goes; null where a plan has answered it
 */
public record RequestInfo(
    InetAddress client,
    String protocol,
    String virtualHost,
    String request,
    @Nullable PhaseTimes times) {

  /** The same request, but another client's. */
  RequestInfo of(InetAddress other) {
    return new RequestInfo(other, protocol, virtualHost, request, times);
  }
}
