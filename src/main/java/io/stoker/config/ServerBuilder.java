package io.stoker.config;

import io.stoker.api.Position;
import io.stoker.api.Server;
import io.stoker.api.SlotValues;
import java.util.List;

/** The main server or a virtual host while its directives are read. */
final class ServerBuilder {

  final Position position;
  final boolean isVirtual;
  final List<VirtualHostAddress> addresses;
  final List<String> written;

  /** SERVER slots. */
  final SlotBuilder values;

  /** DIRECTORY slots outside of sections. */
  final SlotBuilder defaults;

  ServerBuilder(
      Position position,
      boolean isVirtual,
      List<VirtualHostAddress> addresses,
      List<String> written) {
    this(position, isVirtual, addresses, written, SlotValues.EMPTY, SlotValues.EMPTY);
  }

  private ServerBuilder(
      Position position,
      boolean isVirtual,
      List<VirtualHostAddress> addresses,
      List<String> written,
      SlotValues values,
      SlotValues defaults) {
    this.values = new SlotBuilder(values);
    this.defaults = new SlotBuilder(defaults);
    this.position = position;
    this.isVirtual = isVirtual;
    this.addresses = List.copyOf(addresses);
    this.written = List.copyOf(written);
  }

  static ServerBuilder main() {
    return new ServerBuilder(Position.NONE, false, List.of(), List.of());
  }

  /** A main server that is complete, for {@code .htaccess} files to look at. */
  static ServerBuilder of(Server main) {
    return new ServerBuilder(
        main.position(), false, List.of(), main.addresses(), main.values(), main.defaults());
  }
}
