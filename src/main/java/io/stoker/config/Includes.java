package io.stoker.config;

import io.stoker.files.Content;
import io.stoker.files.Dependencies;
import io.stoker.files.DirectoryListing;
import io.stoker.files.Disk;
import io.stoker.files.FileKind;
import io.stoker.files.Listed;
import io.stoker.files.Lookup;
import io.stoker.files.RecordingDisk;
import io.stoker.http.Wildcards;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds and reads the files that {@code -f}, Include and IncludeOptional name. */
public final class Includes {

  private static final int MAX_DIRECTORY_DEPTH = 20;
  private static final int MAX_FILE_BYTES = 1 << 30;

  /** Of a configuration in ten thousand files every one is worth remembering. */
  private static final int LIMIT = 1_000_000;

  private final RecordingDisk disk = new RecordingDisk(Disk.system(), null, LIMIT);
  private final FileEdits edits;
  private final Map<String, String> texts = new LinkedHashMap<>();

  /** Reads what is on disk. */
  public Includes() {
    this(FileEdits.NONE);
  }

  Includes(FileEdits edits) {
    this.edits = edits;
  }

  /** The files that were read, in order, with their texts. */
  Map<String, String> texts() {
    return Collections.unmodifiableMap(new LinkedHashMap<>(texts));
  }

  /** What was looked at on disk. */
  Dependencies dependencies() {
    return disk.dependencies();
  }

  private FileKind kind(String path) {
    return edits.written().containsKey(path)
        ? FileKind.REGULAR
        : edits.removed().contains(path) ? FileKind.MISSING : disk.stat(path).kind();
  }

  /**
   * The files that a name stands for: wildcards in any component, directories with all they hold,
   * each sorted.
   *
   * @param path absolute
   */
  public List<String> find(String path, boolean optional) throws ReadException {
    List<String> found = new ArrayList<>();
    if (Wildcards.hasWildcards(path)) {
      matching("/", path.substring(1), optional, found);
      return found;
    }
    whole(path, optional, 0, found);
    return found;
  }

  /** A path without wildcards: a file, or a directory with everything below. */
  private void whole(String path, boolean optional, int depth, List<String> found)
      throws ReadException {
    FileKind kind = kind(path);
    if (kind != FileKind.DIRECTORY) {
      if (!optional || kind != FileKind.MISSING) {
        found.add(path);
      }
      return;
    }
    if (depth >= MAX_DIRECTORY_DEPTH) {
      throw new ReadException(
          "Directory "
              + path
              + " exceeds the maximum include directory nesting level of "
              + MAX_DIRECTORY_DEPTH
              + ". You have probably a recursion somewhere.",
          null);
    }
    for (String name : list(path)) {
      whole(child(path, name), optional, depth + 1, found);
    }
  }

  /** {@code rest} below {@code directory}, its first component with or without wildcards. */
  private void matching(String directory, String rest, boolean optional, List<String> found)
      throws ReadException {
    int slash = rest.indexOf('/');
    String first = slash < 0 ? rest : rest.substring(0, slash);
    String further = slash < 0 ? "" : rest.substring(slash + 1);
    if (!Wildcards.hasWildcards(first)) {
      String path = child(directory, first);
      if (further.isEmpty()) {
        whole(path, optional, 0, found);
      } else {
        matching(path, further, optional, found);
      }
      return;
    }
    List<String> names = candidates(directory, optional);
    names.removeIf(name -> !Wildcards.fnmatch(first, name, Set.of(Wildcards.Flag.PERIOD)));
    if (!further.isEmpty()) {
      names.removeIf(name -> disk.stat(child(directory, name)).kind() != FileKind.DIRECTORY);
    }
    if (names.isEmpty() && !optional) {
      throw new ReadException(
          "Include/IncludeOptional: No matches for the wildcard '"
              + first
              + "' in '"
              + trimmed(directory)
              + "', failing",
          null);
    }
    for (String name : names) {
      if (further.isEmpty()) {
        whole(child(directory, name), optional, 0, found);
      } else {
        matching(child(directory, name), further, optional, found);
      }
    }
  }

  private List<String> candidates(String directory, boolean optional) throws ReadException {
    if (optional && disk.stat(directory).kind() != FileKind.DIRECTORY) {
      return new ArrayList<>();
    }
    return list(directory);
  }

  private List<String> list(String directory) throws ReadException {
    List<String> names = new ArrayList<>();
    switch (disk.list(directory)) {
      case Listed.Failed(Lookup why) ->
          throw new ReadException(
              "Include/IncludeOptional: Could not open directory "
                  + trimmed(directory)
                  + ": "
                  + words(why),
              null);
      case Listed.Open(DirectoryListing listing) -> {
        try (listing) {
          while (listing.hasNext()) {
            String name = listing.next().name();
            if (!name.equals(".") && !name.equals("..")) {
              names.add(name);
            }
          }
        }
      }
    }
    edited(directory, names);
    names.sort(null);
    return names;
  }

  private void edited(String directory, List<String> names) {
    String prefix = child(directory, "");
    names.removeIf(name -> edits.removed().contains(prefix + name));
    for (String path : edits.written().keySet()) {
      String name = path.startsWith(prefix) ? path.substring(prefix.length()) : "/";
      if (name.indexOf('/') < 0 && !names.contains(name)) {
        names.add(name);
      }
    }
  }

  /** The text of a file, a char a byte. */
  public String read(String path) throws ReadException {
    String text = edits.written().get(path);
    if (text == null && edits.removed().contains(path)) {
      throw new ReadException(
          "Could not open configuration file " + path + ": No such file or directory", null);
    }
    String found = text == null ? readFromDisk(path) : text;
    texts.put(path, found);
    return found;
  }

  private String readFromDisk(String path) throws ReadException {
    String failed = "Could not open configuration file " + path + ": ";
    return switch (disk.read(path, MAX_FILE_BYTES)) {
      case Content.Read(var info, byte[] bytes) -> new String(bytes, StandardCharsets.ISO_8859_1);
      case Content.Failed(Lookup why) -> throw new ReadException(failed + words(why), null);
      case Content.NotRegular(var info) -> readSpecial(path, info.isDirectory());
      case Content.TooLarge(var info) -> throw new ReadException(failed + "File too large", null);
      case Content.Changing(var info) ->
          throw new ReadException(failed + "it is being written to", null);
    };
  }

  /** {@code /dev/null} is a popular empty configuration; anything else special is refused. */
  private static String readSpecial(String path, boolean isDirectory) throws ReadException {
    if (path.equals("/dev/null")) {
      return "";
    }
    throw new ReadException(
        (isDirectory ? "" : "Access to file " + path + " denied by server: not a regular file. ")
            + "Could not open configuration file "
            + path
            + ": Bad file descriptor",
        null);
  }

  static String words(Lookup why) {
    String reason = why.reason();
    return reason.substring(reason.indexOf(')') + 1);
  }

  private static String child(String directory, String name) {
    return directory.endsWith("/") ? directory + name : directory + "/" + name;
  }

  private static String trimmed(String directory) {
    return directory.length() > 1 && directory.endsWith("/")
        ? directory.substring(0, directory.length() - 1)
        : directory;
  }
}
