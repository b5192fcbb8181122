package io.stoker.files;

/** What a directory entry is. */
public enum FileKind {
  REGULAR,
  DIRECTORY,
  /** A symbolic link that was not followed. */
  SYMLINK,
  /** A device, a FIFO or a socket. */
  OTHER,
  /** Nothing there, or nothing that may be seen. */
  MISSING;

  private static final int S_IFMT = 0xf000;

  /** The kind of a Unix mode ({@code st_mode}). */
  public static FileKind ofMode(int mode) {
    return switch (mode & S_IFMT) {
      case 0x8000 -> REGULAR;
      case 0x4000 -> DIRECTORY;
      case 0xa000 -> SYMLINK;
      default -> OTHER;
    };
  }
}
