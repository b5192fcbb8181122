package io.stoker.advisor.rules;

import io.stoker.advisor.Evidence;
import io.stoker.advisor.Level;
import io.stoker.api.Core;
import io.stoker.api.Server;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Access files that are there: their rules, which may protect something, would have to move. */
final class AccessFiles {

  private AccessFiles() {}

  /** Those that are read in some directories. */
  static List<Evidence> in(Server server, List<Level> levels) {
    List<Evidence> all = new ArrayList<>();
    for (Level level : levels) {
      for (String name : server.get(Core.ACCESS_FILE_NAMES)) {
        try {
          Path file = Path.of(level.directory() + "/" + name);
          if (level.readsAccessFiles() && Files.exists(file)) {
            all.add(Evidence.text("rules to move into " + level.path(), file.toString()));
          }
        } catch (InvalidPathException e) {
          // A name that no file can have is not there.
        }
      }
    }
    return all;
  }
}
