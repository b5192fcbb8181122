package io.stoker.runtime.view;

import io.stoker.files.ByteNames;
import io.stoker.runtime.TextDiff;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A file that is not on disk what it was when it was applied.
 *
 * @param state CHANGED or MISSING
 * @param diff from what is served to what is on disk, as {@code diff -u} writes it
 */
public record Drift(String path, ConfigFile.State state, String diff) {

  /** All files of a configuration that have drifted; blocking. */
  public static List<Drift> of(ServedConfiguration served) {
    List<Drift> all = new ArrayList<>();
    for (ConfigFile file : served.files()) {
      String bytes = ByteNames.fromText(file.path());
      String text = served.texts().get(bytes);
      if (file.state() != ConfigFile.State.SAME && text != null) {
        String diff = TextDiff.unified(file.path(), text, onDisk(bytes), served.secrets());
        all.add(new Drift(file.path(), file.state(), diff));
      }
    }
    return List.copyOf(all);
  }

  private static String onDisk(String file) {
    Path path = ByteNames.toPath(file);
    try {
      return path == null ? "" : Files.readString(path, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }
}
