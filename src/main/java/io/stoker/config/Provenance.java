package io.stoker.config;

import io.stoker.api.Position;
import io.stoker.api.Server;
import io.stoker.api.Slot;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which line said what: for every server and section the last directive that filled a slot. */
public final class Provenance {

  private final IdentityHashMap<Section, Map<Slot<?>, Position>> bySection =
      new IdentityHashMap<>();
  private final Map<Position, Map<Slot<?>, Position>> byServer = new HashMap<>();

  void section(Section section, Map<Slot<?>, Position> positions) {
    bySection.put(section, positions);
  }

  void server(Position server, Map<Slot<?>, Position> positions) {
    byServer.computeIfAbsent(server, s -> new HashMap<>()).putAll(positions);
  }

  /** The line in this very section, or null. */
  public @Nullable Position of(Section section, Slot<?> slot) {
    return bySection.getOrDefault(section, Map.of()).get(slot);
  }

  /** The line outside of sections in this server, or in the main server, or null. */
  public @Nullable Position of(Server server, Slot<?> slot) {
    Position own = byServer.getOrDefault(server.position(), Map.of()).get(slot);
    return own != null ? own : byServer.getOrDefault(Position.NONE, Map.of()).get(slot);
  }
}
