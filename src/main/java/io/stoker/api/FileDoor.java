package io.stoker.api;

import io.stoker.files.DirectoryListing;
import io.stoker.files.Lookup;
import io.stoker.files.OpenFile;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The only way in which a hook looks at the disk: every look is remembered with what it saw, so
 * that the reply can be kept until one of them changes.
 */
public interface FileDoor {

  /**
   * What is made of a file's content. A constant of the module: what was made is kept under it.
   *
   * @param <T> immutable
   */
  @FunctionalInterface
  interface Form<T> {
    T parse(byte[] content) throws IOException;
  }

  /** What is at that path, links followed. */
  Lookup stat(String path);

  /** What is at that path, the last component not followed if it is a link. */
  Lookup lstat(String path);

  /** Opens a file for reading; its info is that of the opened file itself. */
  OpenFile open(String path) throws IOException;

  /** The whole of a small file. */
  byte[] readAll(String path) throws IOException;

  /**
   * A small file as what it was parsed to. It is read once and kept until it changes; while it does
   * not, asking costs no system call.
   *
   * @throws IOException a {@link SystemError} where it cannot be read, EBADF where it is no regular
   *     file; or what {@code form} threw
   */
  <T> T parsed(String path, Form<T> form) throws IOException;

  /** The name of a user, or its number where it has none. */
  String userName(int uid);

  /** The name of a group, or its number where it has none. */
  String groupName(int gid);

  /** The home directory of the user of that name, or null where there is no such user. */
  @Nullable String homeOf(String userName);

  /** The entries of a directory. */
  DirectoryListing list(String path) throws IOException;
}
