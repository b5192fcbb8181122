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

  /** What is at that path, links followed. */
  Lookup stat(String path);

  /** What is at that path, the last component not followed if it is a link. */
  Lookup lstat(String path);

  /** Opens a file for reading; its info is that of the opened file itself. */
  OpenFile open(String path) throws IOException;

  /** The whole of a small file. */
  byte[] readAll(String path) throws IOException;

  /** The name of a user, or its number where it has none. */
  String userName(int uid);

  /** The name of a group, or its number where it has none. */
  String groupName(int gid);

  /** The home directory of the user of that name, or null where there is no such user. */
  @Nullable String homeOf(String userName);

  /** The entries of a directory. */
  DirectoryListing list(String path) throws IOException;
}
