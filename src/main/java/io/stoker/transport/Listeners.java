package io.stoker.transport;

import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** The listening sockets that are open. Used by one thread at a time. */
final class Listeners {

  private static final String NONE_LEFT = "no listening sockets available, shutting down";

  private final ContentLoops loops;
  private final int backlog;
  private final Consumer<Channel> install;
  private Map<ListenSocket, Listener> open = new LinkedHashMap<>();

  Listeners(ContentLoops loops, int backlog, Consumer<Channel> install) {
    this.loops = loops;
    this.backlog = backlog;
    this.install = install;
  }

  /** What is open. */
  List<ListenSocket> sockets() {
    return List.copyOf(open.keySet());
  }

  /**
   * Opens what {@code wanted} names and is not open yet. When one of them cannot be opened, none
   * is, and all is as before.
   *
   * @throws ListenException with httpd's lines
   */
  void open(List<ListenSocket> wanted) throws ListenException {
    Map<ListenSocket, Listener> opened = new LinkedHashMap<>();
    try {
      for (ListenSocket socket : wanted) {
        if (!open.containsKey(socket)) {
          opened.put(socket, Listener.open(socket, backlog, loops, install));
        }
      }
    } catch (ListenException e) {
      opened.values().forEach(Listener::close);
      throw new ListenException(e.getMessage() + "\n" + NONE_LEFT, e);
    }
    open.putAll(opened);
    if (open.isEmpty()) {
      throw new ListenException(NONE_LEFT, null);
    }
  }

  /**
   * Takes connections on all that are open.
   *
   * @param filters AcceptFilter by protocol
   * @param deferSeconds ListenTCPDeferAccept
   */
  void accept(Map<String, String> filters, int deferSeconds) {
    open.forEach(
        (socket, listener) -> {
          String filter = filters.get(socket.protocol());
          listener.accept(filter != null && !filter.equals("none") ? deferSeconds : 0);
        });
  }

  /** Closes all that {@code wanted} does not name; connections accepted by them go on. */
  void closeOthers(List<ListenSocket> wanted) {
    Map<ListenSocket, Listener> kept = new LinkedHashMap<>();
    open.forEach(
        (socket, listener) -> {
          if (wanted.contains(socket)) {
            kept.put(socket, listener);
          } else {
            listener.close();
          }
        });
    open = kept;
  }

  void closeAll() {
    closeOthers(List.of());
  }

  /** The addresses bound that have a port, in the order of the configuration. */
  List<InetSocketAddress> addresses() {
    List<InetSocketAddress> addresses = new ArrayList<>();
    for (Listener listener : open.values()) {
      if (listener.address() instanceof InetSocketAddress address) {
        addresses.add(address);
      }
    }
    return addresses;
  }

  /** The files of Unix sockets. */
  List<Path> files() {
    return open.keySet().stream().map(ListenSocket::file).filter(Objects::nonNull).toList();
  }
}
