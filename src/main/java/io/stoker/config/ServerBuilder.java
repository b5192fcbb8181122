package io.stoker.config;

import io.stoker.api.Position;
import java.util.List;

/** The main server or a virtual host while its directives are read. */
final class ServerBuilder {

  final Position position;
  final boolean isVirtual;
  final List<VirtualHostAddress> addresses;
  final List<String> written;

  /** SERVER slots. */
  final SlotBuilder values = new SlotBuilder();

  /** DIRECTORY slots outside of sections. */
  final SlotBuilder defaults = new SlotBuilder();

  ServerBuilder(
      Position position,
      boolean isVirtual,
      List<VirtualHostAddress> addresses,
      List<String> written) {
    this.position = position;
    this.isVirtual = isVirtual;
    this.addresses = List.copyOf(addresses);
    this.written = List.copyOf(written);
  }

  static ServerBuilder main() {
    return new ServerBuilder(Position.NONE, false, List.of(), List.of());
  }
}
