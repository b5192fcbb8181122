package io.stoker.runtime;

import io.stoker.config.FileEdits;
import io.stoker.files.ByteNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes configuration files: each is replaced in one step, so that nobody ever reads half of one,
 * and all are put back when one cannot be. What a symbolic link leads to is written, not the link;
 * of a file that is removed, the link goes and what it leads to stays.
 */
public final class ConfigFiles {

  /** What was at a path before. */
  private sealed interface Former {}

  private record Nothing() implements Former {}

  private record Link(Path to) implements Former {}

  private record Text(String text, @Nullable PosixFileAttributes attributes) implements Former {}

  private final Map<Path, Former> before = new LinkedHashMap<>();

  private ConfigFiles() {}

  /** Those of the files that this process may not replace or remove. */
  public static List<String> readOnly(FileEdits edits) {
    return Stream.concat(
            edits.written().keySet().stream().filter(file -> !isReplaceable(file)),
            edits.removed().stream().filter(file -> !isRemovable(file)))
        .toList();
  }

  private static boolean isReplaceable(String file) {
    Path path = ByteNames.toPath(file);
    if (path == null) {
      return false;
    }
    try {
      Path real = real(path);
      Path folder = real.getParent();
      return folder != null
          && Files.isWritable(folder)
          && (!Files.exists(real) || (Files.isRegularFile(real) && Files.isWritable(real)));
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isRemovable(String file) {
    Path path = ByteNames.toPath(file);
    Path folder = path == null ? null : path.getParent();
    return folder != null && Files.isWritable(folder);
  }

  /** The text of a file, one byte a char; null where there is none. */
  public static @Nullable String text(String file) throws IOException {
    Path path = ByteNames.toPath(file);
    if (path == null) {
      throw new NoSuchFileException(file);
    }
    return textOf(path);
  }

  private static @Nullable String textOf(Path path) throws IOException {
    try {
      return Files.readString(path, StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  /**
   * Makes the disk as the edits say.
   *
   * @return what takes it all back
   * @throws IOException when a file cannot be written; all are as before then
   */
  public static ConfigFiles write(FileEdits edits) throws IOException {
    ConfigFiles done = new ConfigFiles();
    try {
      for (Map.Entry<String, String> e : edits.written().entrySet()) {
        done.put(real(path(e.getKey())), e.getValue());
      }
      for (String file : edits.removed()) {
        done.remove(path(file));
      }
      return done;
    } catch (IOException | RuntimeException e) {
      try {
        done.undo();
      } catch (IOException again) {
        e.addSuppressed(again);
      }
      throw e;
    }
  }

  private static Path path(String file) throws IOException {
    Path path = ByteNames.toPath(file);
    if (path == null) {
      throw new NoSuchFileException(file);
    }
    return path;
  }

  private static Path real(Path path) throws IOException {
    return Files.exists(path) ? path.toRealPath() : path;
  }

  private void put(Path path, String text) throws IOException {
    Former former = former(path);
    before.put(path, former);
    set(path, text, former instanceof Text old ? old.attributes() : null);
  }

  private void remove(Path path) throws IOException {
    before.put(path, former(path));
    Files.deleteIfExists(path);
  }

  private static Former former(Path path) throws IOException {
    if (Files.isSymbolicLink(path)) {
      return new Link(Files.readSymbolicLink(path));
    }
    String text = textOf(path);
    return text == null ? new Nothing() : new Text(text, attributes(path));
  }

  private static @Nullable PosixFileAttributes attributes(Path path) throws IOException {
    return Files.getFileAttributeView(path, PosixFileAttributeView.class) == null
        ? null
        : Files.readAttributes(path, PosixFileAttributes.class);
  }

  /** Puts back what was there before. */
  public void undo() throws IOException {
    IOException failed = null;
    for (Map.Entry<Path, Former> e : before.entrySet()) {
      try {
        putBack(e.getKey(), e.getValue());
      } catch (IOException | UncheckedIOException one) {
        if (failed == null) {
          failed = new IOException("files could not be put back", one);
        } else {
          failed.addSuppressed(one);
        }
      }
    }
    if (failed != null) {
      throw failed;
    }
  }

  private static void putBack(Path path, Former former) throws IOException {
    switch (former) {
      case Nothing() -> Files.deleteIfExists(path);
      case Link(Path to) -> {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
          Files.createSymbolicLink(path, to);
        }
      }
      case Text(String text, var attributes) -> set(path, text, attributes);
    }
  }

  private static void set(Path path, String text, @Nullable PosixFileAttributes attributes)
      throws IOException {
    // A name that Include with a wildcard does not find.
    Path fresh = path.resolveSibling("." + path.getFileName() + ".stoker-new");
    Files.deleteIfExists(fresh); // of a process that was killed; never written through a link
    try {
      try (FileChannel out =
          FileChannel.open(fresh, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        give(fresh, attributes);
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
        out.force(true);
      }
      move(fresh, path);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private static void move(Path fresh, Path path) throws IOException {
    try {
      Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      throw new IOException("the file system cannot replace " + path + " in one step", e);
    }
  }

  /** A file that may hold secrets must not be readable by more users than before. */
  private static void give(Path to, @Nullable PosixFileAttributes old) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(to, PosixFileAttributeView.class);
    if (view == null || old == null) {
      return;
    }
    view.setPermissions(old.permissions());
    try {
      view.setGroup(old.group());
      view.setOwner(old.owner());
    } catch (IOException e) {
      // Only root may give files away; who is not, is the owner already or becomes it.
    }
  }
}
