package io.stoker.runtime.view;

import io.stoker.api.Position;
import org.jspecify.annotations.Nullable;

/**
 * Something that is said of a configuration.
 *
 * @param level {@code crit} where it is refused for it, {@code warn}, {@code notice} …
 * @param module log name of who says it
 * @param text with its id, as a terminal shows it
 * @param position the line that gave rise to it, where there is one
 */
public record Finding(String level, String module, String text, @Nullable Position position) {}
