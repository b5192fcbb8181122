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
      ConfigText text = served.file(file.path());
      if (file.state() != ConfigFile.State.SAME && text != null) {
        String diff = TextDiff.unified(file.path(), text.text(), onDisk(text));
        all.add(new Drift(file.path(), file.state(), diff));
      }
    }
    return List.copyOf(all);
  }

  private static String onDisk(ConfigText file) {
    Path path = ByteNames.toPath(ByteNames.fromText(file.path()));
    try {
      return path == null
          ? ""
          : ByteNames.toText(Files.readString(path, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      return "";
    }
  }
}
