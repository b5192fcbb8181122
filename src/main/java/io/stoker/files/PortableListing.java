package io.stoker.files;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A directory by the JDK's stream. */
final class PortableListing implements DirectoryListing {

  private final DirectoryStream<Path> stream;
  private final Iterator<Path> paths;
  private final Path path;
  private final FileInfo directory;
  private int errno;
  private @Nullable Path ahead;

  PortableListing(DirectoryStream<Path> stream, Path path, FileInfo directory) {
    this.path = path;
    this.stream = stream;
    this.paths = stream.iterator();
    this.directory = directory;
  }

  @Override
  public boolean hasNext() {
    if (ahead == null && errno == 0) {
      try {
        ahead = paths.hasNext() ? paths.next() : null;
      } catch (DirectoryIteratorException e) {
        errno = PortableDisk.failed(Path.of("/"), Objects.requireNonNull(e.getCause())).errno();
      }
    }
    return ahead != null;
  }

  @Override
  public Entry next() {
    if (!hasNext() || ahead == null) {
      throw new NoSuchElementException();
    }
    Path entry = ahead;
    ahead = null;
    Path name = entry.getFileName();
    return new Entry(
        name == null ? "" : ByteNames.fromPath(name),
        PortableDisk.look(entry, LinkOption.NOFOLLOW_LINKS).kind());
  }

  @Override
  public Lookup stat(Entry entry) {
    return PortableDisk.look(pathOf(entry));
  }

  @Override
  public Lookup lstat(Entry entry) {
    return PortableDisk.look(pathOf(entry), LinkOption.NOFOLLOW_LINKS);
  }

  private @Nullable Path pathOf(Entry entry) {
    Path name = ByteNames.toPath(entry.name());
    return name == null ? null : path.resolve(name);
  }

  @Override
  public FileInfo directory() {
    return directory;
  }

  @Override
  public int errno() {
    return errno;
  }

  @Override
  public void close() {
    try {
      stream.close();
    } catch (IOException e) {
      errno = Errno.EIO.number();
    }
  }
}
