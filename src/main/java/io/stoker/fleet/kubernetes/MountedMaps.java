package io.stoker.fleet.kubernetes;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which ConfigMaps are mounted where. A folder may be made of several; a file that is in two of
 * them is that of the later one.
 */
public final class MountedMaps {

  private final Map<Path, List<String>> mapsByFolder = new LinkedHashMap<>();

  /**
   * What was said.
   *
   * @param said folders with a ConfigMap each, such as {@code /etc/stoker/conf.d=site-conf}
   * @throws IllegalArgumentException for what is not of that form
   */
  public MountedMaps(List<String> said) {
    for (String one : said) {
      int equals = one.lastIndexOf('=');
      if (equals <= 0 || equals == one.length() - 1 || !one.startsWith("/")) {
        throw new IllegalArgumentException(
            "stoker.kubernetes.config-maps: \"" + one + "\" (expected: /folder=ConfigMap)");
      }
      mapsByFolder
          .computeIfAbsent(
              Path.of(one.substring(0, equals)).normalize(), folder -> new ArrayList<>())
          .add(one.substring(equals + 1));
    }
  }

  /** Names of those that a file may be in, in order; null where it is in none. */
  @Nullable List<String> of(Path file) {
    return mapsByFolder.get(file.getParent());
  }
}
