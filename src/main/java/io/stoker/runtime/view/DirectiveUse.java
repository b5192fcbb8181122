package io.stoker.runtime.view;

import io.stoker.api.Position;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A directive where it stands.
 *
 * @param name as written, without brackets
 * @param value what follows the name, variables replaced
 * @param server the label of the virtual host around it; {@code main} outside of all
 * @param sections what else is around it, outermost first: {@code <Directory "/srv">}
 * @param position its line
 * @param overriddenBy the later line in the same place that took its effect away; null where it is
 *     in force
 */
public record DirectiveUse(
    String name,
    String value,
    String server,
    List<String> sections,
    Position position,
    @Nullable Position overriddenBy) {

  /** What stands for the main server. */
  public static final String MAIN = "main";
}
