package io.stoker.admin;

import io.stoker.runtime.ContentPlane;
import io.stoker.runtime.view.ConfigFile;
import io.stoker.runtime.view.ServedConfiguration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Whether the configuration may be changed here at all. Where it is kept elsewhere, in Git or a
 * ConfigMap, a change here would be undone by the next delivery, and nobody would know of it.
 */
@Component
final class ConfigLock {

  private static final String SAID =
      "The configuration is kept elsewhere (stoker.console.locked): change it there.";
  private static final String READ_ONLY =
      "The configuration is kept elsewhere: this process may write none of its files.";

  private final ContentPlane plane;
  private final boolean isSaid;

  ConfigLock(ContentPlane plane, ConsoleProperties properties) {
    this.plane = plane;
    this.isSaid = properties.locked();
  }

  /**
   * Whether nothing is even tried. Where it is only the files that cannot be written, a change
   * still becomes a patch, for the place that they come from.
   */
  boolean isLocked() {
    return isSaid;
  }

  /** Why it may not be changed; null where it may. Looks at the disk. */
  @Nullable String reason() {
    if (isSaid) {
      return SAID;
    }
    if (plane.reloader().isKept()) {
      return null; // whoever keeps the files is given the changes
    }
    ServedConfiguration served = plane.configuration();
    List<ConfigFile> files = served == null ? List.of() : served.files();
    boolean isReadOnly =
        !files.isEmpty()
            && files.stream()
                .filter(file -> file.state() != ConfigFile.State.MISSING)
                .noneMatch(ConfigFile::isWritable);
    return isReadOnly ? READ_ONLY : null;
  }
}
