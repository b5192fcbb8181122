package io.stoker.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.util.FileUtils;

/**
 * What a process leaves that ends while it makes a repository. JGit makes none where a part of one
 * is: without this the folder would be of no use ever after.
 */
final class HalfMadeRepository {

  /** What JGit writes last, both after the folders. */
  private static final List<String> LAST = List.of(Constants.HEAD, Constants.CONFIG);

  /** What it makes; all else in the folder is somebody else's, such as {@link Leftovers}. */
  private static final List<String> PARTS =
      List.of(
          "refs",
          "objects",
          "branches",
          "hooks",
          "logs",
          "info",
          "description",
          Constants.HEAD,
          Constants.HEAD + ".lock",
          Constants.CONFIG,
          Constants.CONFIG + ".lock");

  private HalfMadeRepository() {}

  /** Whether nothing of a repository is missing that is made last. */
  static boolean isWhole(Path folder) {
    return LAST.stream().allMatch(file -> Files.exists(folder.resolve(file)));
  }

  /** Removes it, for one to be made in its place. */
  static void remove(Path folder) throws IOException {
    for (String part : PARTS) {
      FileUtils.delete(folder.resolve(part).toFile(), FileUtils.RECURSIVE | FileUtils.SKIP_MISSING);
    }
  }
}
