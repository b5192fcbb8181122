package io.stoker.transport;

import io.stoker.api.ChildContext;
import io.stoker.api.Connection;
import io.stoker.mpm.Seat;
import io.stoker.mpm.WorkerSlot;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** What the rest of the server sees of a connection. */
final class ClientConnection implements Connection {

  private static final AtomicLong NEXT_ID = new AtomicLong(1);

  private final long id = NEXT_ID.getAndIncrement();
  private final InetSocketAddress remote;
  private final InetSocketAddress local;
  private final Seat seat;
  private volatile @Nullable InetSocketAddress proxied;
  private @Nullable WorkerSlot slot;
  private @Nullable InetAddress named;
  private volatile int requestsServed;
  private volatile boolean open = true;

  /** Few at a time: what the requests of this connection wait for. */
  private final Queue<Runnable> atClose = new ConcurrentLinkedQueue<>();

  private byte @Nullable [] remoteText;
  private byte @Nullable [] localText;

  ClientConnection(InetSocketAddress remote, InetSocketAddress local, Seat seat) {
    this.remote = remote;
    this.local = local;
    this.seat = seat;
  }

  /** Its place in a child. */
  Seat seat() {
    return seat;
  }

  @Override
  public ChildContext child() {
    return seat.child();
  }

  @Override
  public long id() {
    return id;
  }

  @Override
  public InetAddress remoteAddress() {
    return remote.getAddress();
  }

  @Override
  public int remotePort() {
    return remote.getPort();
  }

  @Override
  public @Nullable InetAddress proxied() {
    InetSocketAddress told = proxied;
    return told == null ? null : told.getAddress();
  }

  @Override
  public int clientPort() {
    InetSocketAddress told = proxied;
    return told == null ? remotePort() : told.getPort();
  }

  /** A header of the PROXY protocol says who the client is; on the event loop, before requests. */
  void proxied(InetSocketAddress client) {
    proxied = client;
  }

  /** A worker has a request of it: it shows who the client is. */
  void serving(WorkerSlot worker) {
    slot = worker;
    named = null;
  }

  @Override
  public void client(InetAddress address) {
    named = address;
    WorkerSlot worker = slot;
    if (worker != null) {
      worker.client(address);
    }
  }

  /** The client of the present request, whoever told who that is. */
  InetAddress shown() {
    InetAddress told = named == null ? proxied() : named;
    return told == null ? remoteAddress() : told;
  }

  @Override
  public InetAddress localAddress() {
    return local.getAddress();
  }

  @Override
  public int localPort() {
    return local.getPort();
  }

  /** Made once: logs ask for it at every request. */
  @Override
  public byte[] remoteText() {
    byte[] text = remoteText;
    if (text == null) {
      text = Connection.super.remoteText();
      remoteText = text;
    }
    return text;
  }

  @Override
  public byte[] localText() {
    byte[] text = localText;
    if (text == null) {
      text = Connection.super.localText();
      localText = text;
    }
    return text;
  }

  @Override
  public int requestsServed() {
    return requestsServed;
  }

  @Override
  public @Nullable SSLSession tls() {
    return null;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  /** One more was answered and the connection kept; on the event loop only. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
  void served() {
    requestsServed++;
  }

  @Override
  public Runnable whenClosed(Runnable action) {
    atClose.add(action);
    if (!open && atClose.remove(action)) {
      action.run();
    }
    return () -> atClose.remove(action);
  }

  void closed() {
    open = false;
    for (Runnable action = atClose.poll(); action != null; action = atClose.poll()) {
      action.run();
    }
  }
}
