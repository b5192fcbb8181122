package io.stoker.files;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Rules and shorthands for files that are read whole. */
public final class SmallFiles {

  private SmallFiles() {}

  /**
   * Whether a read saw one state of a file: as many bytes as its size, and the same identity before
   * and after.
   */
  static boolean consistent(FileInfo before, long bytesRead, Lookup after) {
    return bytesRead == before.size() && FileIdentity.of(before).equals(FileIdentity.of(after));
  }

  /** The file as a text of one char a byte (as httpd reads configuration), null unless read. */
  public static @Nullable String text(Content content) {
    return content instanceof Content.Read(FileInfo info, byte[] bytes)
        ? new String(bytes, StandardCharsets.ISO_8859_1)
        : null;
  }
}
