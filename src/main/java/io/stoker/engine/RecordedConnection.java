package io.stoker.engine;

import io.stoker.api.ChildContext;
import io.stoker.api.Connection;
import java.net.InetAddress;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** A connection as hooks see it: what they ask of it is written down. */
record RecordedConnection(Connection connection, Reads reads) implements Connection {

  @Override
  public long id() {
    reads.read(Reads.Fact.CONNECTION);
    return connection.id();
  }

  @Override
  public InetAddress remoteAddress() {
    reads.read(Reads.Fact.PEER_ADDRESS);
    return connection.remoteAddress();
  }

  @Override
  public byte[] remoteText() {
    reads.read(Reads.Fact.PEER_ADDRESS);
    return connection.remoteText();
  }

  @Override
  public int remotePort() {
    reads.read(Reads.Fact.CONNECTION);
    return connection.remotePort();
  }

  @Override
  public @Nullable InetAddress proxied() {
    reads.read(Reads.Fact.PROXIED);
    return connection.proxied();
  }

  @Override
  public int clientPort() {
    reads.read(Reads.Fact.CONNECTION);
    return connection.clientPort();
  }

  @Override
  public InetAddress localAddress() {
    reads.read(Reads.Fact.LOCAL_ADDRESS);
    return connection.localAddress();
  }

  @Override
  public byte[] localText() {
    reads.read(Reads.Fact.LOCAL_ADDRESS);
    return connection.localText();
  }

  @Override
  public int localPort() {
    reads.read(Reads.Fact.LOCAL_ADDRESS);
    return connection.localPort();
  }

  @Override
  public int requestsServed() {
    reads.read(Reads.Fact.CONNECTION);
    return connection.requestsServed();
  }

  @Override
  public @Nullable SSLSession tls() {
    SSLSession session = connection.tls();
    // That there is none is so for every connection of the listener; a session is one client's.
    reads.read(session == null ? Reads.Fact.TLS : Reads.Fact.CONNECTION);
    return session;
  }

  /** Where a module keeps something is nothing that a reply is made of. */
  @Override
  public ChildContext child() {
    return connection.child();
  }

  @Override
  public boolean isOpen() {
    return connection.isOpen();
  }

  @Override
  public Runnable whenClosed(Runnable action) {
    return connection.whenClosed(action);
  }

  @Override
  public Connection itself() {
    return connection;
  }
}
