package io.stoker.api;

import java.net.InetAddress;

/**
 * Whether the connections of an address begin with a header of the PROXY protocol, as mod_remoteip
 * made it of RemoteIPProxyProtocol and RemoteIPProxyProtocolExceptions.
 *
 * <p>Source: httpd manual, "mod_remoteip"; HAProxy, "The PROXY protocol", versions 1 and 2.
 */
@FunctionalInterface
public interface ProxyProtocol {

  /** No such header: what connections begin with is a request. */
  ProxyProtocol OFF = peer -> false;

  Slot<ProxyProtocol> SLOT = Slot.server("PROXY protocol", OFF);

  /** Whether a connection from there must begin with one. */
  boolean isExpectedOf(InetAddress peer);
}
