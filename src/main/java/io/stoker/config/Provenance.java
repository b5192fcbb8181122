package io.stoker.config;

import io.stoker.api.Position;
import io.stoker.api.Server;
import io.stoker.api.Slot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which line said what outside of sections, server by server; sections know their own lines ({@link
 * Section#lines}), and so do {@code .htaccess} files.
 */
public final class Provenance {

  /** Nothing known, for configurations that no file says. */
  public static final Provenance NONE = new Provenance(new SecretValues());

  private final Map<Position, List<Said>> byServer = new HashMap<>();
  private final SecretValues secrets;

  /**
   * No lines.
   *
   * @param secrets what the lines came to that must not be seen
   */
  Provenance(SecretValues secrets) {
    this.secrets = secrets;
  }

  /** What must not be seen of what lines came to. */
  public SecretValues secrets() {
    return secrets;
  }

  void server(Position server, List<Said> lines) {
    byServer.put(server, lines);
  }

  /** The lines of the main server outside of all sections, in their order. */
  public List<Said> ofMain() {
    return byServer.getOrDefault(Position.NONE, List.of());
  }

  /** The server's own lines outside of sections, in their order. */
  public List<Said> of(Server server) {
    return byServer.getOrDefault(server.position(), List.of());
  }

  /** The last line in this very section that filled the slot, or null. */
  public @Nullable Position of(Section section, Slot<?> slot) {
    return last(section.lines(), slot);
  }

  /** The line outside of sections in this server, or in the main server, or null. */
  public @Nullable Position of(Server server, Slot<?> slot) {
    Position own = last(of(server), slot);
    return own != null ? own : last(ofMain(), slot);
  }

  private static @Nullable Position last(List<Said> lines, Slot<?> slot) {
    Position last = null;
    for (Said line : lines) {
      last = line.slot() == slot ? line.at() : last;
    }
    return last;
  }
}
