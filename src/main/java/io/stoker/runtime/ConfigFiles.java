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
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes configuration files: each is replaced in one step, so that nobody ever reads half of one,
 * and all are put back when one cannot be. What a symbolic link leads to is replaced, not the link.
 */
public final class ConfigFiles {

  private final Map<Path, @Nullable String> before = new LinkedHashMap<>();

  private ConfigFiles() {}

  /** Those of the files that this process may not replace or remove. */
  public static List<String> readOnly(FileEdits edits) {
    List<String> all = new ArrayList<>(edits.written().keySet());
    all.addAll(edits.removed());
    return all.stream().filter(file -> !isReplaceable(file)).toList();
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
        done.put(path(e.getKey()), e.getValue());
      }
      for (String file : edits.removed()) {
        done.put(path(file), null);
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
    return real(path);
  }

  private static Path real(Path path) throws IOException {
    return Files.exists(path) ? path.toRealPath() : path;
  }

  private void put(Path path, @Nullable String text) throws IOException {
    before.put(path, textOf(path));
    set(path, text);
  }

  /** Puts back what was there before. */
  public void undo() throws IOException {
    IOException failed = null;
    for (Map.Entry<Path, @Nullable String> e : before.entrySet()) {
      try {
        set(e.getKey(), e.getValue());
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

  private static void set(Path path, @Nullable String text) throws IOException {
    if (text == null) {
      Files.deleteIfExists(path);
      return;
    }
    // A name that Include with a wildcard does not find.
    Path fresh = path.resolveSibling("." + path.getFileName() + ".stoker-new");
    Files.deleteIfExists(fresh); // of a process that was killed; never written through a link
    try {
      try (FileChannel out =
          FileChannel.open(fresh, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        copyAttributes(path, fresh);
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
  private static void copyAttributes(Path from, Path to) throws IOException {
    FileAttributeView view = Files.getFileAttributeView(to, PosixFileAttributeView.class);
    if (!(view instanceof PosixFileAttributeView posix) || !Files.exists(from)) {
      return;
    }
    PosixFileAttributes old = Files.readAttributes(from, PosixFileAttributes.class);
    posix.setPermissions(old.permissions());
    try {
      posix.setGroup(old.group());
      posix.setOwner(old.owner());
    } catch (IOException e) {
      // Only root may give files away; who is not, is the owner already or becomes it.
    }
  }
}
