package io.stoker.runtime;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Set;

/**
 * A file below a document root, held by its directory: no symbolic link is followed on the way to
 * it, and whatever becomes of the way meanwhile, no other file is read or written.
 */
final class SiteFile implements AutoCloseable {

  private static final int MOST_BYTES = 1 << 20;
  private static final String FRESH = ".stoker-new";

  private final Deque<DirectoryStream<Path>> open = new ArrayDeque<>();
  private final SecureDirectoryStream<Path> folder;
  private final Path name;

  /**
   * Opens the way to it.
   *
   * @param root of the documents, which may be a link itself
   * @param below where the file is from there
   */
  SiteFile(Path root, Path below) throws IOException {
    name = Objects.requireNonNull(below.getFileName());
    try {
      SecureDirectoryStream<Path> at = secure(Files.newDirectoryStream(root.toRealPath()));
      for (int i = 0; i < below.getNameCount() - 1; i++) {
        at = secure(at.newDirectoryStream(below.getName(i), LinkOption.NOFOLLOW_LINKS));
      }
      folder = at;
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private SecureDirectoryStream<Path> secure(DirectoryStream<Path> stream) throws IOException {
    open.push(stream);
    if (stream instanceof SecureDirectoryStream<Path> secure) {
      return secure;
    }
    throw new IOException("files of the sites cannot be replaced safely on this system");
  }

  /**
   * Its text, one byte a char.
   *
   * @throws IOException where it is not there, is no regular file, or has more than a megabyte
   */
  String text() throws IOException {
    if (!folder
        .getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
        .readAttributes()
        .isRegularFile()) {
      throw new IOException(name + " is no regular file");
    }
    Set<OpenOption> how = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    try (SeekableByteChannel in = folder.newByteChannel(name, how)) {
      ByteBuffer bytes = ByteBuffer.allocate(MOST_BYTES + 1);
      while (bytes.hasRemaining() && in.read(bytes) >= 0) {
        // until its end
      }
      if (!bytes.hasRemaining()) {
        throw new IOException(name + " has more than " + MOST_BYTES + " bytes");
      }
      return new String(bytes.array(), 0, bytes.position(), StandardCharsets.ISO_8859_1);
    }
  }

  /**
   * Puts another text in its place in one step, with the same owner and rights.
   *
   * @param text one byte a char
   */
  void replace(String text) throws IOException {
    // A name that is forbidden to clients where its own is: it begins like that.
    Path fresh = Path.of(name + FRESH);
    delete(fresh); // of a process that was killed
    Set<OpenOption> how =
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    try {
      try (SeekableByteChannel out = folder.newByteChannel(fresh, how)) {
        copyAttributes(fresh);
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
        if (out instanceof FileChannel file) {
          file.force(true);
        }
      }
      folder.move(fresh, folder, name);
    } finally {
      delete(fresh);
    }
  }

  private void delete(Path fresh) throws IOException {
    try {
      folder.deleteFile(fresh);
    } catch (NoSuchFileException e) {
      // As it should be.
    }
  }

  private PosixFileAttributeView attributes(Path file) {
    return folder.getFileAttributeView(
        file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
  }

  private void copyAttributes(Path fresh) throws IOException {
    PosixFileAttributes old = attributes(name).readAttributes();
    PosixFileAttributeView to = attributes(fresh);
    to.setPermissions(old.permissions());
    try {
      to.setGroup(old.group());
      to.setOwner(old.owner());
    } catch (IOException e) {
      // Only root may give files away; who is not, is the owner already or becomes it.
    }
  }

  @Override
  public void close() throws IOException {
    while (!open.isEmpty()) {
      open.pop().close();
    }
  }
}
