package io.stoker.transport;

import io.netty.channel.Channel;
import io.stoker.mpm.Children;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Closes the doors when all workers that MaxRequestWorkers allows have work, and opens them again:
 * meanwhile no listening socket is read, and connections wait in the kernel's queues.
 */
final class Gatekeeper {

  private final Children children;
  private final Set<Admission> doors = ConcurrentHashMap.newKeySet();

  Gatekeeper(Children children) {
    this.children = children;
    children.whenRoom(this::lookAll);
  }

  /** Guards a listening socket: its connections wait until {@link Admission#begin}. */
  void guard(Channel listening) {
    Admission door = new Admission(listening, children, this);
    listening.pipeline().addFirst(door);
    doors.add(door);
    listening.closeFuture().addListener(closed -> doors.remove(door));
  }

  /** Has every door see whether there is room; from any thread. */
  void lookAll() {
    doors.forEach(Admission::look);
  }
}
