package io.stoker.api;

import io.stoker.http.ProtocolOptions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The main server or a virtual host, complete and immutable.
 *
 * @param position where it is defined: the line of {@code <VirtualHost>}
 * @param isVirtual false for the main server
 * @param addresses as written in {@code <VirtualHost>}
 * @param values its SERVER slots, merged with the main server's
 * @param defaults its DIRECTORY slots as said outside of sections, merged with the main server's
 */
public record Server(
    Position position,
    boolean isVirtual,
    List<String> addresses,
    SlotValues values,
    SlotValues defaults) {

  /** ServerName without port, or what httpd would find out itself. */
  public String name() {
    String name = values.get(Core.SERVER_NAME).host();
    return name == null ? Core.FALLBACK_NAME : name;
  }

  /** The port of ServerName, or 0. */
  public int port() {
    return values.get(Core.SERVER_NAME).port();
  }

  public <T extends @Nullable Object> T get(Slot<T> slot) {
    return slot.level() == Slot.Level.SERVER ? values.get(slot) : defaults.get(slot);
  }

  /** What requests to it have to look like. */
  public ProtocolOptions requestRules() {
    Core.ProtocolOptions said = get(Core.HTTP_PROTOCOL_OPTIONS);
    return new ProtocolOptions(
        said.isStrict(),
        said.isRegisteredMethods(),
        !said.isRequire10(),
        get(Core.LIMIT_REQUEST_LINE),
        get(Core.LIMIT_REQUEST_FIELDS),
        get(Core.LIMIT_REQUEST_FIELD_SIZE));
  }

  /**
   * What it is called where hosts are told apart: the name, and for a virtual host the port in its
   * first address.
   */
  public String label() {
    String port = addresses.isEmpty() ? "" : addresses.getFirst().replaceFirst(".*:", "");
    boolean isNumber = !port.isEmpty() && port.chars().allMatch(c -> c >= '0' && c <= '9');
    return isNumber ? name() + ":" + port : name();
  }

  /** The scheme of ServerName, or null. */
  public @Nullable String scheme() {
    return values.get(Core.SERVER_NAME).scheme();
  }
}
