package io.stoker.actuator;

import io.stoker.runtime.ContentPlane;
import io.stoker.runtime.view.DirectiveUse;
import io.stoker.runtime.view.DirectiveView;
import io.stoker.runtime.view.ServedConfiguration;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.stereotype.Component;

/**
 * {@code /actuator/directives}: every directive of the loaded modules with the lines that say it,
 * or its default.
 */
@Component
@Endpoint(id = "directives")
final class DirectivesEndpoint {

  /** The directives of a generation. */
  record Directives(long generation, List<DirectiveView> directives) {}

  private final ContentPlane plane;

  DirectivesEndpoint(ContentPlane plane) {
    this.plane = plane;
  }

  /**
   * Those that fit; null, which is 404, where nothing is served.
   *
   * @param module only those of this module
   * @param set true for those that a line says, false for those whose default holds
   * @param server only lines for this host, {@code name:port} or {@code main}
   * @param file only lines of this file
   */
  @ReadOperation
  public @Nullable Directives directives(
      @Nullable String module,
      @Nullable Boolean set,
      @Nullable String server,
      @Nullable String file) {
    ServedConfiguration served = plane.configuration();
    if (served == null) {
      return null;
    }
    boolean narrowed = server != null || file != null;
    Predicate<DirectiveUse> line =
        use ->
            (server == null || use.server().equals(server))
                && (file == null || use.position().file().equals(file));
    return new Directives(
        served.generation(),
        served.directives().stream()
            .filter(d -> module == null || d.module().equals(module))
            .map(d -> narrowed ? d.only(line) : d)
            .filter(d -> set == null ? d.isSet() || !narrowed : set == d.isSet())
            .toList());
  }

  /** The one of that name, a section without its brackets; null, which is 404, for none. */
  @ReadOperation
  public @Nullable DirectiveView named(@Selector String name) {
    ServedConfiguration served = plane.configuration();
    return served == null
        ? null
        : served.directives().stream()
            .filter(d -> d.name().replaceAll("[<>]", "").equalsIgnoreCase(name))
            .findFirst()
            .orElse(null);
  }
}
