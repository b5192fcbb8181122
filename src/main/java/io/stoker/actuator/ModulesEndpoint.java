package io.stoker.actuator;

import io.stoker.runtime.ContentPlane;
import io.stoker.runtime.view.ModuleView;
import io.stoker.runtime.view.ServedConfiguration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.stereotype.Component;

/** {@code /actuator/modules}: what is loaded, what could be, and what is asked for in vain. */
@Component
@Endpoint(id = "modules")
final class ModulesEndpoint {

  /**
   * The modules of a generation.
   *
   * @param modules the loaded ones in loading order, then the others by name
   * @param missing identifiers that the configuration loads and that Stoker has not
   */
  record Modules(long generation, List<ModuleView> modules, List<String> missing) {}

  private final ContentPlane plane;

  ModulesEndpoint(ContentPlane plane) {
    this.plane = plane;
  }

  /** All of them; null, which is 404, where nothing is served. */
  @ReadOperation
  public @Nullable Modules modules() {
    ServedConfiguration served = plane.configuration();
    return served == null
        ? null
        : new Modules(served.generation(), served.modules(), served.missingModules());
  }

  /** The one of that name or identifier; null, which is 404, where there is none. */
  @ReadOperation
  public @Nullable ModuleView named(@Selector String name) {
    ServedConfiguration served = plane.configuration();
    return served == null
        ? null
        : served.modules().stream()
            .filter(m -> m.name().equals(name) || m.identifier().equals(name))
            .findFirst()
            .orElse(null);
  }
}
