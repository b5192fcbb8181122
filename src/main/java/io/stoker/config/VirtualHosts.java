package io.stoker.config;

import io.stoker.api.Server;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** Which server a request is for. */
public interface VirtualHosts {

  /** The server for a connection before any request: the default of the best matching address. */
  Server ofConnection(InetAddress local, int port);

  /**
   * The server for a request: by address, then ServerName and ServerAlias, then ServerPath, else
   * the address's default.
   *
   * @param host lower case, no port; null where the client named none
   * @param path the decoded path, for ServerPath
   * @param hostPort port in the Host field or request target, or 0
   */
  Server ofRequest(InetAddress local, int port, @Nullable String host, int hostPort, String path);

  /** As {@link #ofRequest}, with the reason; for those who ask. */
  default HostChoice choose(
      InetAddress local, int port, @Nullable String host, int hostPort, String path) {
    Server server = ofRequest(local, port, host, hostPort, path);
    return new HostChoice(server, HostChoice.Reason.NAME, "");
  }

  /** Whether that host name belongs to any server at the address (StrictHostCheck). */
  boolean isKnownHost(InetAddress local, int port, String host);
}
