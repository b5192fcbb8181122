package io.stoker.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The disk by {@code java.nio}. It looks before each step instead of holding descriptors, so a link
 * exchanged within a walk can go unnoticed until the file is opened, where identities are compared.
 */
final class PortableDisk implements Disk {

  private static final int READ_ATTEMPTS = 4;

  @Override
  public String name() {
    return "portable";
  }

  @Override
  public Lookup stat(String path) {
    return look(pathOf(path));
  }

  @Override
  public Lookup lstat(String path) {
    return look(pathOf(path), LinkOption.NOFOLLOW_LINKS);
  }

  private static @Nullable Path pathOf(String path) {
    return ByteNames.nameable(path) ? ByteNames.toPath(path) : null;
  }

  /** Looks up; a path that the JVM cannot express is missing. */
  static Lookup look(@Nullable Path path, LinkOption... options) {
    if (path == null) {
      return Lookup.missing();
    }
    try {
      return new Lookup.Found(attributes(path, options));
    } catch (IOException e) {
      return failed(path, e);
    }
  }

  private static FileInfo attributes(Path path, LinkOption... options) throws IOException {
    try {
      return unix(Files.readAttributes(path, "unix:*", options));
    } catch (UnsupportedOperationException | IllegalArgumentException e) {
      return basic(Files.readAttributes(path, BasicFileAttributes.class, options));
    }
  }

  private static FileInfo unix(Map<String, Object> a) {
    int mode = number(a, "mode").intValue();
    return new FileInfo(
        FileKind.ofMode(mode),
        number(a, "size").longValue(),
        time(a, "lastModifiedTime"),
        time(a, "ctime"),
        number(a, "ino").longValue(),
        number(a, "dev").longValue(),
        number(a, "uid").intValue(),
        number(a, "gid").intValue(),
        mode,
        number(a, "nlink").intValue());
  }

  private static Number number(Map<String, Object> attributes, String name) {
    return attributes.get(name) instanceof Number n ? n : 0;
  }

  private static Instant time(Map<String, Object> attributes, String name) {
    return attributes.get(name) instanceof FileTime t ? t.toInstant() : Instant.EPOCH;
  }

  private static FileInfo basic(BasicFileAttributes a) {
    FileKind kind =
        a.isRegularFile()
            ? FileKind.REGULAR
            : a.isDirectory()
                ? FileKind.DIRECTORY
                : a.isSymbolicLink() ? FileKind.SYMLINK : FileKind.OTHER;
    Instant modified = a.lastModifiedTime().toInstant();
    return new FileInfo(kind, a.size(), modified, modified, 0, 0, -1, -1, 0, 1);
  }

  /** The outcome of an exception of the JDK's, which tells most error numbers by words only. */
  static Lookup failed(Path path, IOException e) {
    return switch (e) {
      case NoSuchFileException x -> belowFile(path) ? Lookup.notDirectory() : Lookup.missing();
      case AccessDeniedException x -> Lookup.denied();
      case NotDirectoryException x -> Lookup.notDirectory();
      case FileSystemLoopException x -> Lookup.failed(Errno.ELOOP.number());
      case FileSystemException x when x.getReason() != null ->
          Lookup.failed(Errno.ofMessage(x.getReason()));
      default -> Lookup.failed(Errno.EIO.number());
    };
  }

  /** The JDK says of a path below a file only that there is no such file. */
  private static boolean belowFile(Path path) {
    for (Path p = path.getParent(); p != null; p = p.getParent()) {
      if (Files.exists(p)) {
        return !Files.isDirectory(p);
      }
    }
    return false;
  }

  @Override
  public @Nullable String readLink(String path) {
    Path p = pathOf(path);
    try {
      return p == null ? null : ByteNames.fromPath(Files.readSymbolicLink(p));
    } catch (IOException | UnsupportedOperationException e) {
      return null;
    }
  }

  @Override
  public Walked walk(String path, SymlinkPolicy.ByDirectory policies) {
    if (!ByteNames.nameable(path)) {
      return new Walked.Missing(path, "", List.of());
    }
    try (PortableCursor cursor = new PortableCursor("")) {
      return ComponentWalk.free(cursor, policies).walk("", path, stat("/"));
    }
  }

  @Override
  public Walked walkBeneath(String root, String path, SymlinkPolicy.ByDirectory policies) {
    if (!ByteNames.nameable(root) || path.indexOf('\0') >= 0) {
      return new Walked.Missing(root, path, List.of());
    }
    Lookup seen = stat(root);
    if (seen.kind() != FileKind.DIRECTORY) {
      Lookup why = seen instanceof Lookup.Found ? Lookup.notDirectory() : seen;
      return new Walked.Failed(root, why, List.of());
    }
    String start = ByteNames.withoutSlash(root);
    try (PortableCursor cursor = new PortableCursor(start)) {
      return ComponentWalk.beneath(cursor, policies, ComponentWalk.linksTo(this, root))
          .walk(start, path, seen);
    }
  }

  @Override
  public Opened open(String path) {
    return open(path, null);
  }

  @Override
  public Opened open(Walked.Found walked) {
    if (walked.links().isEmpty() && !linkFree(walked.path())) {
      return new Opened.Changed();
    }
    return open(walked.path(), walked.info());
  }

  private boolean linkFree(String path) {
    return walk(path, SymlinkPolicy.NEVER.everywhere()) instanceof Walked.Found;
  }

  /** Opens by name, and compares what the name means before and after with what is expected. */
  static Opened open(String path, @Nullable FileInfo expected) {
    Path p = pathOf(path);
    Lookup before = look(p);
    if (p == null || !(before instanceof Lookup.Found(FileInfo info))) {
      return new Opened.Failed(before);
    }
    if (expected != null && !info.sameFile(expected)) {
      return new Opened.Changed();
    }
    if (!info.isRegular()) {
      return new Opened.NotRegular(info);
    }
    try {
      FileChannel channel = FileChannel.open(p, StandardOpenOption.READ);
      if (look(p) instanceof Lookup.Found(FileInfo after) && after.sameFile(info)) {
        return new Opened.Open(new OpenFile(path, after, channel));
      }
      channel.close();
      return new Opened.Changed();
    } catch (IOException e) {
      return new Opened.Failed(failed(p, e));
    }
  }

  @Override
  public Content read(String path, int limit) {
    Content seen = new Content.Failed(Lookup.missing());
    for (int i = 0; i < READ_ATTEMPTS; i++) {
      seen = readOnce(path, limit);
      if (!(seen instanceof Content.Changing)) {
        return seen;
      }
    }
    return seen;
  }

  private static Content readOnce(String path, int limit) {
    Path p = pathOf(path);
    Lookup before = look(p);
    if (p == null || !(before instanceof Lookup.Found(FileInfo info))) {
      return new Content.Failed(before);
    }
    if (!info.isRegular()) {
      return new Content.NotRegular(info);
    }
    if (info.size() > limit) {
      return new Content.TooLarge(info);
    }
    try (FileChannel channel = FileChannel.open(p, StandardOpenOption.READ)) {
      ByteBuffer buffer = ByteBuffer.allocate(Math.toIntExact(info.size() + 1));
      int n = 0;
      while (buffer.hasRemaining() && n >= 0) {
        n = channel.read(buffer);
      }
      return SmallFiles.consistent(info, buffer.position(), look(p))
          ? new Content.Read(info, Arrays.copyOf(buffer.array(), buffer.position()))
          : new Content.Changing(info);
    } catch (IOException e) {
      return new Content.Failed(failed(p, e));
    }
  }

  @Override
  public Listed list(String directory) {
    Path p = pathOf(directory);
    Lookup seen = look(p);
    if (p == null || !(seen instanceof Lookup.Found(FileInfo info))) {
      return new Listed.Failed(seen);
    }
    try {
      return new Listed.Open(new PortableListing(Files.newDirectoryStream(p), p, info));
    } catch (IOException e) {
      return new Listed.Failed(failed(p, e));
    }
  }
}
