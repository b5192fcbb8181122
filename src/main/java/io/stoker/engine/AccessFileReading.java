package io.stoker.engine;

import io.stoker.api.Core;
import io.stoker.api.Outcome;
import io.stoker.api.Server;
import io.stoker.api.SlotValues;
import io.stoker.config.HtaccessReader;
import io.stoker.config.Snapshot;
import io.stoker.files.FileKind;
import org.jspecify.annotations.Nullable;

/**
 * An access file as a server would read it, with a text that it need not have: by what
 * AllowOverride grants in its directory.
 *
 * @param notRead why requests for the directory do not come to the file; null where they do
 * @param parsed what the text says there; null where it is not read
 */
public record AccessFileReading(@Nullable String notRead, HtaccessReader.@Nullable Parsed parsed) {

  private static AccessFileReading not(String why) {
    return new AccessFileReading(why, null);
  }

  /**
   * Reads one.
   *
   * @param x a request for that server that nobody sent
   * @param path absolute and normal
   */
  static AccessFileReading of(RequestExchange x, String path, byte[] text) {
    int slash = path.lastIndexOf('/');
    String directory = path.substring(0, slash);
    String other = firstName(x, directory, path.substring(slash + 1));
    if (other != null) {
      return not(other);
    }
    DirectoryLevels way = new DirectoryLevels(x);
    String above = directory.substring(0, Math.max(0, directory.lastIndexOf('/')));
    if (way.descend(above) != Outcome.OK) {
      return not("a file of that kind in a directory above has an error, or cannot be read");
    }
    way.descend(directory); // the file that is there now may be the very one to mend
    if (!way.looksForAccessFiles()) {
      return not("AllowOverride None is in force for " + directory);
    }
    SlotValues here = way.merged();
    Snapshot snapshot = x.site().snapshot();
    return new AccessFileReading(
        null,
        snapshot
            .htaccess()
            .read(
                directory + "/",
                path,
                text,
                here.get(Core.ALLOW_OVERRIDE),
                here.get(Core.ALLOW_OVERRIDE_LIST)));
  }

  /** Why a file of that name is not the one that is looked for; null where it is. */
  private static @Nullable String firstName(RequestExchange x, String directory, String name) {
    Server server = x.server();
    for (String first : server.get(Core.ACCESS_FILE_NAMES)) {
      if (first.equals(name)) {
        return null;
      }
      if (x.reads().disk().stat(directory + "/" + first).kind() != FileKind.MISSING) {
        return first + " stands before it in AccessFileName, and is there";
      }
    }
    return "AccessFileName does not name it";
  }
}
