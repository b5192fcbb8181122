package io.stoker.modules.mod_log_config;

import io.stoker.api.ChildContext;
import io.stoker.api.Connection;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** A connection that is asked without anything being made. */
final class FixedConnection implements Connection {

  private static final byte[] ADDRESS = "192.0.2.17".getBytes(StandardCharsets.US_ASCII);

  @Override
  public long id() {
    return 1;
  }

  @Override
  public InetAddress remoteAddress() {
    return InetAddress.getLoopbackAddress();
  }

  @Override
  public int remotePort() {
    return 50_000;
  }

  @Override
  public InetAddress localAddress() {
    return InetAddress.getLoopbackAddress();
  }

  @Override
  public int localPort() {
    return 80;
  }

  @Override
  public byte[] remoteText() {
    return ADDRESS;
  }

  @Override
  public byte[] localText() {
    return ADDRESS;
  }

  @Override
  public int requestsServed() {
    return 3;
  }

  @Override
  public @Nullable SSLSession tls() {
    return null;
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public ChildContext child() {
    throw new UnsupportedOperationException("no log asks for the child");
  }
}
